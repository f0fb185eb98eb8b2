"""The plain text of a document, for search, the API and people's lists."""

from collections.abc import Iterator
from typing import Final

from pycrdt import XmlElement, XmlFragment, XmlText

BREAK: Final = "hardBreak"
LINES: Final = frozenset({"paragraph", "heading", "codeBlock"})
"""Blocks of text: each is a line, also when it is empty. Other elements only hold such blocks."""


def plain_text(fragment: XmlFragment) -> str:
    """The text of a fragment, its blocks joined by line feeds.

    Walks with a stack of its own: `str()` of a deep tree overflows pycrdt's.
    """
    lines: list[str] = []
    line: list[str] | None = None  # the block that is open; text outside of blocks opens one
    walk: list[Iterator[object]] = [iter(fragment.children)]
    while walk:
        child = next(walk[-1], None)
        if child is None:
            walk.pop()
        elif isinstance(child, XmlText):
            if line is None:
                line = []
            line.extend(part for part, _ in child.diff() if isinstance(part, str))
            continue
        elif isinstance(child, XmlElement) and child.tag == BREAK:
            if line is None:
                line = []
            line.append("\n")
            continue
        if line is not None:
            lines.append("".join(line))
            line = None
        if isinstance(child, XmlElement):
            walk.append(iter(child.children))
            if child.tag in LINES:
                line = []
    return "\n".join(lines)
