"""Trees out of a fragment and into one, and the update of one change."""

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from collab.changing import make_change
from collab.core.errors import Bad
from collab.core.tree import Node, read_tree, write_tree
from collab.core.update import parse_update
from tests.collab.content.trees import Maker


def fragment() -> XmlFragment:
    return Doc[XmlFragment]().get("content", type=XmlFragment)


def paragraph(words: str) -> Node:
    return {"type": "paragraph", "content": [{"type": "text", "text": words}]}


@pytest.mark.parametrize("seed", range(60))
def test_what_is_written_is_read(seed: int) -> None:
    tree = Maker(seed).tree()
    content = fragment()
    write_tree(content, tree["content"])
    assert read_tree(content) == tree


def test_marks_that_overlap_and_what_yjs_adds_are_read_as_the_editor_means_them() -> None:
    content = fragment()
    element = XmlElement("heading", {"level": 2.0, "ychange": "x", "gone": None})  # type: ignore[arg-type]
    content.children.append(element)
    words = XmlText("")
    element.children.append(words)
    words.insert(0, "a", {"insertion--AbCdEfGh": {"id": "1"}, "bold": {}})
    words.insert(1, "é", {})
    element.children.append(XmlText("b"))
    insertion: Node = {"type": "insertion", "attrs": {"id": "1"}}
    assert read_tree(content)["content"] == [
        {
            "type": "heading",
            "attrs": {"level": 2},
            "content": [
                {"type": "text", "text": "a", "marks": [{"type": "bold"}, insertion]},
                {"type": "text", "text": "éb"},
            ],
        }
    ]


@pytest.mark.parametrize(
    "node",
    [
        {"type": "script"},
        {"type": "paragraph", "attrs": {"onclick": "x"}},
        {"type": "image", "attrs": {"src": "javascript:x"}},
        {"type": "paragraph", "content": [{"type": "text", "text": "x", "marks": [{"type": "blink"}]}]},
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": "javascript:x"}}]}
            ],
        },
    ],
)
def test_what_the_schema_does_not_know_is_not_written(node: Node) -> None:
    with pytest.raises(Bad):
        write_tree(fragment(), [node])


def test_depth_is_bounded_both_ways() -> None:
    node: Node = paragraph("x")
    for _ in range(80):
        node = {"type": "blockquote", "content": [node]}
    with pytest.raises(Bad, match="nested"):
        write_tree(fragment(), [node])
    content = fragment()
    holder: XmlFragment | XmlElement = content
    for _ in range(80):
        inner = XmlElement("blockquote")
        holder.children.append(inner)
        holder = inner
    with pytest.raises(Bad, match="nested"):
        read_tree(content)


def test_blocks_go_where_they_are_wanted() -> None:
    content = fragment()
    write_tree(content, [paragraph("a"), paragraph("d")])
    write_tree(content, [paragraph("b"), paragraph("c")], 1)
    assert [each["content"][0]["text"] for each in read_tree(content)["content"]] == ["a", "b", "c", "d"]


def test_a_change_is_only_what_changed() -> None:
    """Not all deletions that there ever were, nor what was there before."""
    content = fragment()
    write_tree(content, [paragraph("a"), paragraph("b")])
    del content.children[0]
    state = content.doc.get_update()
    made = make_change(state, lambda found: write_tree(found, [paragraph("c")]))
    parsed = parse_update(made.update)
    assert len({struct.client for struct in parsed.structs}) == 1
    assert list(parsed.deletes) == []
    assert made.text == "b\nc"
    assert make_change(state, lambda found: None).update == b""
