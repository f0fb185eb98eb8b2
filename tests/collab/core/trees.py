"""Trees as the editor makes them, for hypothesis."""

from typing import Any

from hypothesis import strategies as st
from pycrdt import Doc, XmlFragment

from collab.core.schema import CONTENT
from collab.core.tree import Node, write_tree

WORDS = ("one", "two", "three", "wörld", "😀", "漢字", "e\u0301", ".", " ", "  ", "x")
MARKS: tuple[Node, ...] = (
    {"type": "bold"},
    {"type": "italic"},
    {"type": "link", "attrs": {"href": "https://example.org/"}},
    {"type": "link", "attrs": {"href": "/other"}},
)


def text(words: list[str], marks: list[Node]) -> Node:
    node: Node = {"type": "text", "text": " ".join(words)}
    if marks:
        node["marks"] = sorted(marks, key=lambda mark: str(mark["type"]))
    return node


marks = st.lists(st.sampled_from(MARKS), max_size=2, unique_by=lambda mark: mark["type"])
texts = st.builds(text, st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), marks)
inline = st.lists(st.one_of(texts, texts, st.just({"type": "hardBreak"})), max_size=4)


def block(kind: str, content: Any, attrs: Any = None) -> Node:
    return {"type": kind, **({"attrs": attrs} if attrs else {}), **({"content": content} if content else {})}


paragraphs = st.builds(lambda content: block("paragraph", content), inline)
headings = st.builds(
    lambda content, level: block("heading", content, {"level": level}), inline, st.integers(1, 3)
)
list_items = st.builds(
    lambda content: block("listItem", content), st.lists(paragraphs, min_size=1, max_size=2)
)
lists = st.builds(
    lambda content, kind: block(kind, content),
    st.lists(list_items, min_size=1, max_size=3),
    st.sampled_from(["bulletList", "orderedList"]),
)
rules = st.just(block("horizontalRule", None))
docs = st.builds(
    lambda content: normal({"type": "doc", "content": content}),
    st.lists(st.one_of(paragraphs, paragraphs, headings, lists, rules), max_size=6),
)


def normal(node: Node) -> Node:
    """Texts with the same marks that follow each other become one, as reading gives them."""
    content: list[Node] = []
    for child in map(normal, node.get("content") or []):
        last = content[-1] if content else None
        if last and last["type"] == child["type"] == "text" and last.get("marks") == child.get("marks"):
            last["text"] += child["text"]
        else:
            content.append(child)
    out = {key: value for key, value in node.items() if key != "content"}
    return {**out, "content": content} if content or node["type"] == "doc" else out


def document(tree: Node, client_id: int = 1) -> Doc[XmlFragment]:
    """A document that says this."""
    doc: Doc[XmlFragment] = Doc(client_id=client_id)
    write_tree(doc.get(CONTENT, type=XmlFragment), tree["content"])
    return doc


def content(doc: Doc[XmlFragment]) -> XmlFragment:
    return doc.get(CONTENT, type=XmlFragment)
