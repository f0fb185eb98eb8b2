"""A new document's first content, from simple markdown: headings, lists, tasks, quotes, code, rules, paragraphs.

Seeding twice doubles the content, so it happens once, as the first update, in the transaction that creates the
document (`collab.actions.create_document`).
"""

import re
from typing import Any, Final

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from collab.core.schema import CONTENT, safe_address

_HEADING: Final = re.compile(r"(#{1,3}) +(.*)")
_TASK: Final = re.compile(r"[-*] \[([ xX])\] +(.*)")
_BULLET: Final = re.compile(r"[-*] +(.*)")
_NUMBER: Final = re.compile(r"\d+[.)] +(.*)")
_QUOTE: Final = re.compile(r"> ?(.*)")
_RULE: Final = re.compile(r"(-{3,}|\*{3,})$")
_INLINE: Final = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|~~(?P<strike>.+?)~~|`(?P<code>.+?)`"
    r"|\[(?P<label>[^\]]+)\]\((?P<href>[^)\s]+)\)"
)
Run = tuple[str, dict[str, Any]]


def seed(markdown: str) -> bytes:
    """The update that makes an empty document say this."""
    doc: Doc[XmlFragment] = Doc()
    fragment = doc.get(CONTENT, type=XmlFragment)
    with doc.transaction():
        _Writer(fragment).write(markdown.splitlines())
    return doc.get_update()


def runs(text: str) -> list[Run]:
    """A line in pieces, each with its marks; unsafe links stay plain text."""
    out: list[Run] = []
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            out.append((text[at : match.start()], {}))
        at = match.end()
        if (label := match["label"]) is not None:
            safe = safe_address(match["href"])
            out.append((label, {"link": {"href": match["href"]}}) if safe else (match[0], {}))
        else:
            mark = match.lastgroup or ""
            out.append((match[mark], {mark: {}}))
    if at < len(text):
        out.append((text[at:], {}))
    return out


class _Writer:
    """Appends blocks to a fragment, line by line; a list goes on as long as its kind of item comes."""

    def __init__(self, fragment: XmlFragment) -> None:
        self._fragment = fragment
        self._list: XmlElement | None = None

    def write(self, lines: list[str]) -> None:
        code: list[str] | None = None
        for line in lines:
            if line.startswith("```"):
                if code is not None:
                    self._block(self._fragment, "codeBlock", [("\n".join(code), {})])
                code = [] if code is None else None
                self._list = None
            elif code is not None:
                code.append(line)
            else:
                self._line(line.strip())

    def _line(self, line: str) -> None:
        if match := _TASK.match(line):
            done = match[1] != " "
            self._item("taskList", "taskItem", match[2], {"checked": done})
        elif match := _NUMBER.match(line):
            self._item("orderedList", "listItem", match[1], {})
        elif (match := _BULLET.match(line)) and not _RULE.match(line):
            self._item("bulletList", "listItem", match[1], {})
        else:
            self._list = None
            self._plain(line)

    def _plain(self, line: str) -> None:
        if match := _HEADING.match(line):
            self._block(self._fragment, "heading", runs(match[2]), {"level": len(match[1])})
        elif _RULE.match(line):
            self._fragment.children.append(XmlElement("horizontalRule"))
        elif match := _QUOTE.match(line):
            self._block(self._append("blockquote"), "paragraph", runs(match[1]))
        elif line:
            self._block(self._fragment, "paragraph", runs(line))

    def _append(self, tag: str) -> XmlElement:
        element = XmlElement(tag)
        self._fragment.children.append(element)
        return element

    def _item(self, list_tag: str, item_tag: str, text: str, attributes: dict[str, Any]) -> None:
        if self._list is None or self._list.tag != list_tag:
            self._list = self._append(list_tag)
        item = XmlElement(item_tag, attributes)
        self._list.children.append(item)
        self._block(item, "paragraph", runs(text))

    @staticmethod
    def _block(
        into: XmlFragment | XmlElement, tag: str, text: list[Run], attributes: dict[str, Any] | None = None
    ) -> None:
        element = XmlElement(tag, attributes or {})
        into.children.append(element)
        content = XmlText("")
        element.children.append(content)
        at = 0
        for run, marks in text:
            content.insert(at, run, marks)
            at += len(run.encode())  # pycrdt counts bytes
