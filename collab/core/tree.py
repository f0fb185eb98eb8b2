"""A document's content as a tree (ProseMirror's JSON), out of an XmlFragment and into one.

A node is `{"type", "attrs"?, "content"?}`, a text is `{"type": "text", "text", "marks"?}`, the whole is
`{"type": "doc", "content": [...]}`; attributes that are null are left out. Whether a tree is one that the editor
can show is `collab.core.fit`'s business.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pycrdt import XmlElement, XmlFragment, XmlText

from collab.core.errors import Bad
from collab.core.schema import MARKS, NODES, check_values
from collab.core.values import MAX_DEPTH

Node = dict[str, Any]
"""One node of a tree."""
Holder = XmlFragment | XmlElement

_TRACKS: Final = frozenset({"ychange"})
"""Attributes that Yjs' own comparison of versions sets; they are no content."""


def read_tree(fragment: Holder) -> Node:
    """The whole content (or that of an element, as if it were one). Raises `Bad` where it is nested too deep."""
    with fragment.doc.transaction():
        return {"type": "doc", "content": _read_children(fragment, 0)}


def _read_children(holder: Holder, depth: int) -> list[Node]:
    if depth > MAX_DEPTH:
        raise Bad(f"content nested deeper than {MAX_DEPTH}")
    out: list[Node] = []
    for child in holder.children:
        if isinstance(child, XmlText):
            _add_texts(out, read_text(child))
        elif isinstance(child, XmlElement):
            out.append(_read_element(child, depth))
    return out


def _read_element(element: XmlElement, depth: int) -> Node:
    node: Node = {"type": element.tag or ""}
    if attrs := read_attributes(element.attributes):
        node["attrs"] = attrs
    if content := _read_children(element, depth + 1):
        node["content"] = content
    return node


def _add_texts(out: list[Node], texts: Iterable[Node]) -> None:
    """Append texts; one with the same marks as what stands before it continues that."""
    for node in texts:
        last = out[-1] if out else None
        if last is not None and last["type"] == "text" and last.get("marks") == node.get("marks"):
            last["text"] += node["text"]
        else:
            out.append(node)


def read_text(text: XmlText) -> list[Node]:
    """The text nodes of one text."""
    out: list[Node] = []
    for part, formats in text.diff():
        if not isinstance(part, str) or not part:
            continue
        node: Node = {"type": "text", "text": part}
        if marks := read_marks(formats or {}):
            node["marks"] = marks
        out.append(node)
    return out


def read_marks(formats: dict[str, Any]) -> list[Node]:
    """Marks in the order of their names. Those that may overlap carry a hash behind their name ("name--hash")."""
    marks: list[Node] = []
    for key, value in sorted(formats.items()):
        if value is None or key in _TRACKS:
            continue
        mark: Node = {"type": key.partition("--")[0]}
        if isinstance(value, dict) and (attrs := read_attributes(value.items())):
            mark["attrs"] = attrs
        marks.append(mark)
    return marks


def read_attributes(pairs: Any) -> dict[str, Any]:
    """Attributes (pairs of name and value, or pycrdt's view of them) by name, in order, without those that are null."""
    return {
        key: whole_numbers(value) for key, value in sorted(pairs) if value is not None and key not in _TRACKS
    }


def whole_numbers(value: Any) -> Any:
    """The value with integers where pycrdt says 2.0 (its depth is bounded already)."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [whole_numbers(each) for each in value]
    if isinstance(value, dict):
        return {key: whole_numbers(each) for key, each in value.items()}
    return value


# -- writing


def write_tree(parent: Holder, nodes: Sequence[Node], at: int | None = None) -> None:
    """Insert nodes among the children of an integrated parent, before the child `at` (None: at the end).

    Texts that follow each other become one XmlText, as the editor writes them. Raises `Bad` for what the schema
    does not know; then some of it may have been written, and the transaction's document must be thrown away.
    """
    with parent.doc.transaction():
        _write(parent, nodes, len(parent.children) if at is None else at, 0)


def _write(parent: Holder, nodes: Sequence[Node], at: int, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Bad(f"content nested deeper than {MAX_DEPTH}")
    texts: list[Node] = []
    for node in nodes:
        if node["type"] == "text":
            texts.append(node)
            continue
        at = _flush(parent, texts, at)
        element = XmlElement(_known(node["type"]), _attributes(node))
        parent.children.insert(at, element)
        at += 1
        if content := node.get("content"):
            _write(element, content, 0, depth + 1)
    _flush(parent, texts, at)


def _flush(parent: Holder, texts: list[Node], at: int) -> int:
    if not texts:
        return at
    text = XmlText("")
    parent.children.insert(at, text)
    write_text(text, texts)
    texts.clear()
    return at + 1


def write_text(text: XmlText, nodes: Sequence[Node], offset: int = 0) -> None:
    """Insert text nodes into an integrated text; `offset` counts bytes of UTF-8, as pycrdt does."""
    for node in nodes:
        run: str = node["text"]
        if run:
            text.insert(offset, run, formats_of(node))
            offset += len(run.encode())


def formats_of(node: Node) -> dict[str, Any]:
    """The formatting of a text node, as Yjs keeps marks."""
    formats: dict[str, Any] = {}
    for mark in node.get("marks", ()):
        name, attrs = mark["type"], mark.get("attrs") or {}
        if name not in MARKS:
            raise Bad(f"unknown mark {str(name)[:40]}")
        check_values(attrs, name)
        formats[name] = attrs
    return formats


def _known(name: Any) -> str:
    if name not in NODES:
        raise Bad(f"unknown node {str(name)[:40]}")
    return str(name)


def _attributes(node: Node) -> dict[str, Any]:
    attrs = {key: value for key, value in (node.get("attrs") or {}).items() if value is not None}
    for key, value in attrs.items():
        if key.lower().startswith("on"):
            raise Bad(f"attribute {key[:40]} is not allowed in the content")
        check_values(value, key)
    return attrs
