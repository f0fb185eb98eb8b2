"""Small makers of nodes for the readers."""

from collections.abc import Iterable, Sequence
from typing import Any

from collab.core.tree import Node


def block(kind: str, content: Iterable[Node] = (), /, **attrs: Any) -> Node:
    """A node; attributes that are None are left out, and so is empty content."""
    node: Node = {"type": kind}
    if given := {key: value for key, value in attrs.items() if value is not None}:
        node["attrs"] = given
    if inside := list(content):
        node["content"] = inside
    return node


def mark(kind: str, /, **attrs: Any) -> Node:
    return {"type": kind, "attrs": attrs} if attrs else {"type": kind}


def text(words: str, marks: Sequence[Node] = ()) -> Node:
    """A text with these marks; of two of one kind the last counts. Marks stand in the order of their names."""
    node: Node = {"type": "text", "text": words}
    if marks:
        node["marks"] = sorted({each["type"]: each for each in marks}.values(), key=lambda each: each["type"])
    return node


def paragraph(*inline: Node) -> Node:
    return block("paragraph", inline)


def words_of(nodes: Iterable[Node]) -> str:
    """The text in nodes, without any structure."""
    out: list[str] = []
    todo = list(nodes)[::-1]
    while todo:
        node = todo.pop()
        out.append(node.get("text", "\n" if node["type"] == "hardBreak" else ""))
        todo += node.get("content", [])[::-1]
    return "".join(out)
