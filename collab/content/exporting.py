"""A document as a file. Pure; runs in a process of its own."""

from base64 import b64decode
from typing import Any, Final

from collab.content.errors import Unreadable, gettext_noop
from collab.content.html_out import write_page
from collab.content.markdown_out import write_markdown
from collab.content.pictures import Pictures, data_address
from collab.content.settled import settled
from collab.core.tree import Node

TYPES: Final = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def write_file(given: dict[str, Any]) -> bytes:
    """`given`: format, title, language, tree, base (the installation's address, for links), pictures (base64 by the
    file's id). Raises `Unreadable` where it cannot be written."""
    title, tree = str(given["title"]), settled(given["tree"])
    pictures = {key: b64decode(data) for key, data in given.get("pictures", {}).items()}
    base = str(given.get("base") or "")
    match given["format"]:
        case "md":
            return write_markdown(_with_title(tree, title)).encode()
        case "html":
            return _page(tree, title, str(given.get("language") or "en"), pictures).encode()
        case "docx":
            from collab.content.docx_out import write_docx

            return write_docx(tree, title, pictures, base)
        case "pdf":
            from collab.content.pdf_out import write_pdf

            return write_pdf(tree, title, pictures, base)
    raise Unreadable(gettext_noop("There is no such format."), "format")


def _with_title(tree: Node, title: str) -> Node:
    """The title as the first heading, as people write markdown; reading it back makes it the title again."""
    heading: Node = {"type": "heading", "attrs": {"level": 1}, "content": [{"type": "text", "text": title}]}
    return {**tree, "content": [heading, *tree.get("content", [])]}


def _page(tree: Node, title: str, language: str, pictures: Pictures) -> str:
    return write_page(tree, title, language, lambda attrs: data_address(attrs, pictures))
