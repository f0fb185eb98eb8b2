"""What is written as a link where there is no other sign for it: mentions, attachments, files of the room."""

import re
from typing import Final
from urllib.parse import quote, unquote

from collab.content.nodes import block
from collab.core.tree import Node

_USER: Final = re.compile(r"/people/([^/?#]+)/?(?:#m-([A-Za-z0-9_-]{1,100}))?")
_ROOM: Final = re.compile(r"/rooms/(\d{1,18})/?(?:#m-([A-Za-z0-9_-]{1,100}))?")
_DOCUMENT: Final = re.compile(r"/documents/(\d{1,18})/?#m-([A-Za-z0-9_-]{1,100})")
_FILE: Final = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([^/?#]*)")
ATTACHMENT: Final = "attachment"
CARD: Final = "card"


def mention_href(attrs: dict[str, str]) -> str:
    """Where a mention leads; the fragment keeps which mention it is."""
    uid = f"#m-{attrs['uid']}" if attrs.get("uid") else ""
    if attrs["kind"] == "user":
        return f"/people/{quote(attrs['id'], safe='')}{uid}"
    if attrs["kind"] == "room":
        return f"/rooms/{attrs['id']}/{uid}"
    return f"/documents/{attrs['id']}/{uid or '#m-0'}"


def mention_words(attrs: dict[str, str]) -> str:
    """What a mention reads like: @name, #room, or the document's title."""
    sign = {"user": "@", "room": "#"}.get(attrs["kind"], "")
    label = attrs.get("label") or attrs["id"]
    return label if label.startswith(sign) else sign + label


def from_link(href: str, words: str, title: str = "") -> Node | None:
    """The node that a link stands for; None for one that is only a link."""
    if title == ATTACHMENT and (found := _FILE.fullmatch(href)):
        return block("attachment", file=found[1], name=words or unquote(found[2]))
    if title == CARD:
        return block("linkCard", href=href, title=words)
    for kind, form, sign in (("user", _USER, "@"), ("room", _ROOM, "#"), ("document", _DOCUMENT, "")):
        found = form.fullmatch(href)
        if found and words.startswith(sign):
            return block(
                "mention",
                kind=kind,
                id=unquote(found[1]),
                label=words.removeprefix(sign),
                uid=found[2],
            )
    return None


def image_from(
    src: str,
    alt: str,
    title: str = "",
    *,
    width: int | None = None,
    align: str | None = None,
    file: str | None = None,
) -> Node:
    """A picture; one of the room's files is known by its address."""
    found = _FILE.match(src)
    return block(
        "image",
        src=src,
        file=file or (found[1] if found else None),
        alt=alt or None,
        title=title or None,
        width=width,
        align=align,
    )


def file_href(file_id: str, name: str = "") -> str:
    return f"/files/{file_id}/{quote(name, safe='') or 'file'}"
