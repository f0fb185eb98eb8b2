"""A file to a document: its title, its blocks, and the pictures it brings. Pure; runs in a process of its own."""

import re
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from pathlib import PurePosixPath
from typing import Any, Final

from collab.content.errors import Unreadable, gettext_noop
from collab.content.html_in import parse_html_document
from collab.content.markdown_in import parse_markdown, title_of_markdown
from collab.content.nodes import words_of
from collab.core.fit import fit
from collab.core.tree import Node

MOST_TEXT: Final = 8 * 1024 * 1024
"""Bytes of a markdown or HTML file (its embedded pictures included)."""
MOST_NODES: Final = 100_000
MOST_PICTURES: Final = 200
TITLE: Final = 200
MARKDOWN: Final = frozenset({"md", "markdown", "mdown", "mkd", "txt"})
HTML: Final = frozenset({"html", "htm", "xhtml"})
_ELSEWHERE: Final = re.compile(r"https?://|/files/[0-9a-f-]{36}/", re.IGNORECASE)
_DATA: Final = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,(.*)", re.IGNORECASE | re.DOTALL)


def read_file(data: bytes, name: str) -> dict[str, Any]:
    """`{"title", "blocks", "pictures"}`: pictures are base64; an image of the blocks names its own in `src` as
    `/picture/<number>`. Raises `Unreadable`."""
    title, nodes = _parse(data, PurePosixPath(name).suffix.lower().lstrip("."))
    if _count(nodes) > MOST_NODES:
        raise Unreadable(gettext_noop("It has too many parts."))
    pictures = _take_pictures(nodes)
    title, blocks = _titled(title, fit({"type": "doc", "content": nodes})["content"], name)
    return {"title": title, "blocks": blocks, "pictures": pictures}


def _parse(data: bytes, ending: str) -> tuple[str, list[Node]]:
    if ending == "docx":
        from collab.content.docx_in import read_docx

        return read_docx(data)
    if ending in MARKDOWN:
        markdown = _decoded(data)
        return title_of_markdown(markdown), parse_markdown(markdown, strict=True)
    if ending in HTML:
        return parse_html_document(_decoded(data))
    raise Unreadable(
        gettext_noop("Only markdown (.md), HTML (.html) and Word files (.docx) can be imported."), "name"
    )


def _decoded(data: bytes) -> str:
    if len(data) > MOST_TEXT:
        raise Unreadable(gettext_noop("It is too large."))
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
        if said is None:
            raise Unreadable(gettext_noop("It is not UTF-8 text."), f"line {line}") from error
        try:
            text = data.decode(said[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            raise Unreadable(
                gettext_noop("It is not the text that it says it is."), f"line {line}"
            ) from error
    if "\x00" in text:
        raise Unreadable(
            gettext_noop("It is not text."), f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        )
    return text


def _titled(title: str, blocks: list[Node], name: str) -> tuple[str, list[Node]]:
    """The title the file gives, else its first heading (which then is the title and no heading), else its name."""
    first = blocks[0] if blocks else None
    if first is not None and first["type"] == "heading" and first.get("attrs", {}).get("level") == 1:
        words = " ".join(words_of([first]).split())
        if words and title in ("", words):
            return words[:TITLE], blocks[1:]
    stem = PurePosixPath(name.replace("\\", "/")).stem.strip()
    return (" ".join(title.split()) or stem or "Document")[:TITLE], blocks


def _count(blocks: list[Node]) -> int:
    count, todo = 0, list(blocks)
    while todo:
        node = todo.pop()
        count += 1
        todo += node.get("content", [])
    return count


def _take_pictures(nodes: list[Node]) -> list[str]:
    """Embedded pictures out of the images. A picture that did not come along leaves its description behind."""
    pictures: list[str] = []
    todo = list(nodes)[::-1]
    while todo:
        node = todo.pop()
        todo += node.get("content", [])[::-1]
        if node["type"] != "image":
            continue
        src = str(node.get("attrs", {}).get("src") or "")
        found = _DATA.match(src)
        data = _base64(found[1]) if found else b""
        if data and len(pictures) < MOST_PICTURES:
            node["attrs"]["src"] = f"/picture/{len(pictures)}"
            node["attrs"].pop("file", None)
            pictures.append(b64encode(data).decode())
        elif not _ELSEWHERE.match(src):
            words = str(node.pop("attrs", {}).get("alt") or "")
            node["type"] = "text"
            node["text"] = words
    return pictures


def _base64(words: str) -> bytes:
    try:
        return b64decode(re.sub(r"\s", "", words), validate=True)
    except (BadBase64, ValueError):
        return b""
