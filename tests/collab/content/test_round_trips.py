"""Documents out into another form and back in are the same documents."""

import json

import pytest

from collab.content.html_in import read_html_document
from collab.content.html_out import write_page
from collab.content.markdown_in import read_markdown
from collab.content.markdown_out import write_markdown
from collab.core.fit import fit
from collab.core.tree import Node
from tests.collab.content.trees import Maker

SEEDS = range(300)


def shown(nodes: list[Node]) -> str:
    return json.dumps(nodes, indent=1, ensure_ascii=False, sort_keys=True)


def without_marks_on_atoms(node: Node) -> Node:
    made = {key: value for key, value in node.items() if key != "content"}
    if node["type"] != "text":
        made.pop("marks", None)
    if "content" in node:
        made["content"] = [without_marks_on_atoms(each) for each in node["content"]]
    return made


@pytest.mark.parametrize("seed", SEEDS)
def test_markdown(seed: int) -> None:
    tree = Maker(seed).tree()
    markdown = write_markdown(tree)
    again: Node = {"type": "doc", "content": read_markdown(markdown)}
    assert shown(again["content"]) == shown(tree["content"]), markdown
    assert write_markdown(again) == markdown


@pytest.mark.parametrize("seed", SEEDS)
def test_html(seed: int) -> None:
    tree = Maker(seed).tree()
    page = write_page(tree, "A <title>")
    title, blocks = read_html_document(page)
    assert title == "A <title>"
    assert shown(blocks) == shown(tree["content"]), page


@pytest.mark.parametrize("seed", SEEDS[:100])
def test_what_fits_stays_as_it_is(seed: int) -> None:
    tree = Maker(seed).tree()
    assert fit(tree) == tree
