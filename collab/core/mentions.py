"""Mentions: which ones an update brings, and where they stand in the content. Pure."""

import re
from typing import Any, Final, NamedTuple

from collab.core.tree import Node

_UID: Final = re.compile(rb"\x03uid\x01w[\x01-\x64]([A-Za-z0-9_-]{1,100})")
"""An attribute `uid` with a text, as an update has it."""
PASSAGE: Final = 200
"""Characters of the passage around a mention."""
BLOCKS: Final = frozenset({"paragraph", "heading", "detailsSummary"})


def uids_in(update: bytes) -> frozenset[str]:
    """Ids of mentions that an update may bring. Nearly every update has none, and costs one search."""
    if b"\x03uid" not in update:
        return frozenset()
    # The length stands before the text, so what the pattern takes too much is cut.
    return frozenset(found.group(1)[: update[found.start(1) - 1]].decode() for found in _UID.finditer(update))


class Mention(NamedTuple):
    """A mention as it stands in the content."""

    kind: str
    id: str
    label: str
    passage: str


def mentions_in(tree: Node) -> dict[str, Mention]:
    """All mentions, by their uid, each with the words of its block."""
    out: dict[str, Mention] = {}
    todo = [tree]
    while todo:
        node = todo.pop()
        content: list[Node] = node.get("content", [])
        todo += content
        if node["type"] not in BLOCKS:
            continue
        found: list[dict[str, Any]] = [each.get("attrs", {}) for each in content if each["type"] == "mention"]
        if not found:
            continue
        words = _words(content)
        for attrs in found:
            if uid := str(attrs.get("uid") or ""):
                label = str(attrs.get("label") or attrs.get("id") or "")
                out[uid] = Mention(str(attrs.get("kind")), str(attrs.get("id")), label, _around(words, label))
    return out


def _words(content: list[Node]) -> str:
    out = []
    for node in content:
        attrs = node.get("attrs", {})
        if node["type"] == "text":
            out.append(node["text"])
        elif node["type"] == "mention":
            sign = {"user": "@", "room": "#"}.get(str(attrs.get("kind")), "")
            out.append(sign + str(attrs.get("label") or attrs.get("id") or ""))
        else:
            out.append(str(attrs.get("value") or attrs.get("latex") or " "))
    return " ".join("".join(out).split())


def _around(words: str, label: str) -> str:
    """The part of a long passage with the mention in it."""
    if len(words) <= PASSAGE:
        return words
    at = max(words.find(label), 0)
    start = max(0, min(at - PASSAGE // 3, len(words) - PASSAGE))
    cut = words[start : start + PASSAGE].strip()
    return ("… " if start else "") + cut + (" …" if start + PASSAGE < len(words) else "")
