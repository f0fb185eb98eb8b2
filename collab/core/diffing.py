"""Making a fragment say what a tree says, by the smallest change, so that what others write meanwhile fits in.

Blocks that are the same stay what they are; of a block that differs the attributes and words that differ are
written. A deleted and newly written block would lose its place for cursors, comments and everybody who is typing in
it. Where two changes meet, they are merged like any two edits.
"""

from collections.abc import Sequence
from typing import Any, Final

from pycrdt import XmlElement, XmlFragment, XmlText

from collab.core.align import Piece, align, opcodes, words
from collab.core.errors import Bad
from collab.core.tree import Holder, Node, formats_of, read_attributes, read_text, write_text, write_tree
from collab.core.values import MAX_DEPTH

TEXT: Final = "text"


class Want(Piece):
    """A wished child: an element, or all the texts between two elements."""

    def __init__(self, nodes: list[Node]) -> None:
        super().__init__(nodes[0]["type"], nodes)


class Have(Piece):
    """A child that is there, at `place` among its parent's children."""

    def __init__(self, child: XmlElement | XmlText, place: int, nodes: list[Node]) -> None:
        tag = child.tag or "" if isinstance(child, XmlElement) else TEXT
        super().__init__(tag, nodes)
        self.child, self.place = child, place


def change_to(fragment: XmlFragment, wished: Node) -> None:
    """Make the content be this tree (a "doc"), in one transaction.

    Raises `Bad` for nodes and marks that the schema does not know; then the transaction's document must be thrown
    away. Attributes are looked at with the update that this makes (`collab.changing`).
    """
    with fragment.doc.transaction():
        _children(fragment, wished.get("content") or [], 0)


def wants(nodes: Sequence[Node]) -> list[Want]:
    """Nodes as children of a fragment: texts that follow each other are one."""
    groups: list[list[Node]] = []
    for node in nodes:
        if node["type"] == TEXT:
            if not node["text"]:
                continue
            if groups and groups[-1][0]["type"] == TEXT:
                groups[-1].append(node)
                continue
        groups.append([node])
    return [Want(group) for group in groups]


def _haves(holder: Holder) -> list[Have]:
    """The children that say something. An empty text is nothing to the reader, but somebody may be writing there."""
    out = []
    for place, child in enumerate(holder.children):
        if isinstance(child, XmlText):
            if nodes := read_text(child):
                out.append(Have(child, place, nodes))
        elif isinstance(child, XmlElement):
            out.append(Have(child, place, [_node(child)]))
    return out


def _node(element: XmlElement, depth: int = 0) -> Node:
    check_depth(depth)
    node: Node = {"type": element.tag or ""}
    if attrs := read_attributes(element.attributes):
        node["attrs"] = attrs
    content: list[Node] = []
    for child in element.children:
        if isinstance(child, XmlText):
            content += read_text(child)
        elif isinstance(child, XmlElement):
            content.append(_node(child, depth + 1))
    if content:
        node["content"] = content
    return node


def _children(holder: Holder, nodes: Sequence[Node], depth: int) -> None:
    """From the last child to the first, so that the places before stay what they are."""
    check_depth(depth)
    have = _haves(holder)
    want = wants(nodes)
    after = len(holder.children)
    for old, new in reversed(align(have, want)):
        if old is None:
            assert new is not None
            _insert(holder, new.nodes, after)
            continue
        after = old.place
        if new is None:
            del holder.children[old.place]
        elif old.key != new.key:
            _update(old.child, new, depth)


def _insert(holder: Holder, nodes: list[Node], at: int) -> None:
    if nodes[0]["type"] == TEXT:
        for place in (at - 1, at):
            if 0 <= place < len(holder.children):
                child = holder.children[place]
                if isinstance(child, XmlText) and not read_text(child):
                    write_text(child, nodes)
                    return
    write_tree(holder, nodes, at)


def _update(child: XmlElement | XmlText, new: Piece, depth: int) -> None:
    if isinstance(child, XmlText):
        change_text(child, new.nodes)
        return
    (node,) = new.nodes
    old = read_attributes(child.attributes)
    attrs = read_attributes((node.get("attrs") or {}).items())
    if old != attrs:
        for key, value in attrs.items():
            if old.get(key) != value:
                child.attributes[key] = value
        for key in old.keys() - attrs.keys():
            del child.attributes[key]
    _children(child, node.get("content") or [], depth + 1)


def change_text(text: XmlText, nodes: Sequence[Node]) -> None:
    """Make a text say this, with these marks."""
    old = "".join(node["text"] for node in read_text(text))
    new = "".join(node["text"] for node in nodes)
    marks = _marks_by_character(nodes)
    for begin, end, first, last in reversed(_differences(old, new)):
        at = len(old[:begin].encode())
        if end > begin:
            del text[at : at + len(old[begin:end].encode())]
        for start, stop, formats in _runs(marks, first, last):
            run = new[start:stop]
            text.insert(at, run, formats)
            at += len(run.encode())
    _format(text, marks)


def _differences(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """What to replace by what: (begin, end) of the old text by (first, last) of the new one, word by word."""
    out = []
    a, b = words(old), words(new)
    starts_a, starts_b = _starts(a), _starts(b)
    for tag, i, j, k, m in opcodes(a, b):
        if tag == "equal":
            continue
        begin, end, first, last = starts_a[i], starts_a[j], starts_b[k], starts_b[m]
        while begin < end and first < last and old[begin] == new[first]:
            begin, first = begin + 1, first + 1
        while begin < end and first < last and old[end - 1] == new[last - 1]:
            end, last = end - 1, last - 1
        out.append((begin, end, first, last))
    return out


def _starts(parts: Sequence[str]) -> list[int]:
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts


def _marks_by_character(nodes: Sequence[Node]) -> list[dict[str, Any]]:
    marks: list[dict[str, Any]] = []
    for node in nodes:
        marks += [formats_of(node)] * len(node["text"])
    return marks


def _runs(marks: Sequence[dict[str, Any]], start: int, end: int) -> list[tuple[int, int, dict[str, Any]]]:
    runs: list[tuple[int, int, dict[str, Any]]] = []
    for at in range(start, end):
        if runs and runs[-1][2] == marks[at]:
            runs[-1] = (runs[-1][0], at + 1, marks[at])
        else:
            runs.append((at, at + 1, marks[at]))
    return runs


def _format(text: XmlText, marks: Sequence[dict[str, Any]]) -> None:
    """Put right the marks of what stayed."""
    at = offset = 0
    changes: list[tuple[int, int, dict[str, Any]]] = []
    for part, formats in text.diff():
        for start, end, wished in _runs(marks, at, at + len(part)):
            size = len(part[start - at : end - at].encode())
            if change := _difference(formats or {}, wished):
                changes.append((offset, offset + size, change))
            offset += size
        at += len(part)
    for start, end, change in changes:
        text.format(start, end, change)


def _difference(have: dict[str, Any], want: dict[str, Any]) -> dict[str, Any]:
    change: dict[str, Any] = {}
    missing = dict(want)
    for key, value in have.items():
        name = key.partition("--")[0]
        if name in missing and _plain(value) == _plain(missing[name]):
            del missing[name]
        elif value is not None:
            change[key] = None
    return {**change, **missing}


def _plain(value: Any) -> Any:
    return read_attributes(value.items()) if isinstance(value, dict) else {}


def check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Bad(f"content nested deeper than {MAX_DEPTH}")
