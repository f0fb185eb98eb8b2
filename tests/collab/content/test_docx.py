"""Documents out to Word and back in. Word has no blocks but paragraphs inside of list items, so here there are none."""

import io
import json
import zipfile

import pytest

from collab.content.docx_in import read_docx
from collab.content.docx_out import write_docx
from collab.content.errors import Unreadable
from collab.content.importing import read_file
from collab.core.tree import Node
from tests.collab.content.trees import Maker, picture


class DocxMaker(Maker):
    """What survives: items hold paragraphs and lists, lists begin at 1 and do not touch, pictures have bytes."""

    def _list(self, kind: str, item: str, depth: int) -> Node:
        items: list[Node] = []
        for _ in range(self._r.randint(1, 3)):
            content: list[Node] = [self.paragraph()]
            if depth < 3 and self._r.random() < 0.3:
                content.append(self._list(kind, item, depth + 1))
            made: Node = {"type": item, "content": content}
            if item == "taskItem":
                made["attrs"] = {"checked": self._r.random() < 0.5}
            items.append(made)
        return {"type": kind, "content": items}

    def orderedList(self, depth: int) -> Node:
        return self._list("orderedList", "listItem", depth)

    def inline(self) -> list[Node]:
        """With words between any two: runs of one style that touch are one in Word."""
        out = [each for node in super().inline() for each in (node, {"type": "text", "text": ","})]
        return [*out, {"type": "text", "text": "end"}]

    def atom(self) -> Node:
        made = super().atom()
        return made if made["type"] in ("hardBreak", "date", "inlineMath") else {"type": "hardBreak"}

    def blocks(self, depth: int, most: int) -> list[Node]:
        """With a paragraph between any two, for neighbours of one kind are one in Word."""
        out: list[Node] = []
        for block in super().blocks(depth, most):
            out += [block, self.paragraph()]
        return out


def shown(nodes: list[Node]) -> str:
    return json.dumps(nodes, indent=1, ensure_ascii=False, sort_keys=True)


def simplified(node: Node) -> Node:
    """Without what Word does not keep: addresses and sizes of pictures, and which of two equal neighbours was which."""
    made = {key: value for key, value in node.items() if key != "content"}
    if node["type"] == "image":
        made["attrs"] = {"alt": node["attrs"].get("alt", "")}
    if made.get("attrs", {}).get("language") == "c++":  # no name for a style
        del made["attrs"]
    if "content" in node:
        made["content"] = [simplified(each) for each in node["content"]]
    return made


@pytest.mark.parametrize("seed", range(40))
def test_out_and_in(seed: int) -> None:
    maker = DocxMaker(seed)
    tree = maker.tree()
    made = read_file(write_docx(tree, "A title", maker.pictures), "x.docx")
    assert made["title"] == "A title"
    assert shown([simplified(each) for each in made["blocks"]]) == shown(
        [simplified(each) for each in tree["content"]]
    )


def test_mentions_cards_and_pictures() -> None:
    image: Node = {"type": "image", "attrs": {"file": "f", "src": "/files/f/a.png", "alt": "Blue"}}
    mention: Node = {"type": "mention", "attrs": {"kind": "user", "id": "ann", "label": "Ann", "uid": "u1"}}
    tree: Node = {"type": "doc", "content": [image, {"type": "paragraph", "content": [mention]}]}
    made = read_file(write_docx(tree, "x", {"f": picture()}), "x.docx")
    assert made["blocks"][0]["attrs"] == {"src": "/picture/0", "alt": "Blue"}
    assert len(made["pictures"]) == 1
    assert made["blocks"][1]["content"] == [mention]


def bomb(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b" " * size)
    return out.getvalue()


def test_a_bomb_is_not_unpacked() -> None:
    for name in ("word/document.xml", "word/media/image1.png"):
        with pytest.raises(Unreadable) as refused:
            read_docx(bomb(name, 300 * 1024 * 1024))
        assert "unpacks to far more" in refused.value.reason
        assert refused.value.where == name


def test_too_many_parts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(4001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(Unreadable, match="parts"):
        read_docx(out.getvalue())
