"""Marks inside a line: @people, @room, @here, #rooms, :emoji:, and links to places of this site. Pure.

Whether a person or a room exists is not asked here: a mark says what was written, the page decides what it shows.
"""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from chat.markdown.emoji import named_emoji

MOST_MARKS: Final = 200
"""Mentions and rooms in one message that become elements; the rest stays text."""

MENTION: Final = re.compile(r"(?<![\w@/])@([A-Za-z0-9](?:[A-Za-z0-9_.-]{0,38}[A-Za-z0-9_-])?)(?![\w@])")
ROOM: Final = re.compile(r"(?<![\w#&/])#([^\W\d_][\w-]{0,79})(?![\w#])")
EMOJI: Final = re.compile(r"(?<![\w:])(?::[a-z0-9_+-]{1,50}:)+(?![\w:])")
"""One short name, or several without anything between them; not the colons of `std::on::x` or `10:100:30`."""
_MENTION_OR_ROOM = re.compile(f"{MENTION.pattern}|{ROOM.pattern}")
_SIGNS = re.compile("[@#:]")

EVERYONE: Final = {"room": "room", "here": "here"}
"""Names that call everybody in the room, and everybody who is there just now."""

PLACE: Final = re.compile(
    r"/(?:rooms/(\d{1,18})/(?:m/(\d{1,18})/)?"
    r"|documents/(\d{1,18})/(?:\?(?:comment=\d{1,18}|at=[\w.-]{1,400}))?)\Z",
    re.ASCII,
)
"""Paths of this site that a message may link to: a room, a message in it, a document, a comment or a passage in it."""


def emoji_of(match: re.Match[str]) -> str:
    names = named_emoji()
    return "".join(names.get(name, f":{name}:") for name in match[0][1:-1].split("::"))


def mention_attributes(name: str) -> dict[str, str]:
    lower = name.lower()
    if lower in EVERYONE:
        return {"class": "mention everyone", "data-everyone": EVERYONE[lower]}
    return {"class": "mention", "data-user": lower}


def mention_html(match: re.Match[str]) -> str:
    """The very HTML that the long way gives."""
    attributes = "".join(f' {key}="{value}"' for key, value in mention_attributes(match[1]).items())
    return f"<span{attributes}>{match[0]}</span>"


def place_attributes(path: str) -> dict[str, str] | None:
    """How a link to a place of this site looks; None for other links."""
    found = PLACE.match(path)
    if found is None:
        return None
    room, message, document = found.groups()
    if document:
        return {"class": "document-link", "data-document": document}
    if message:
        return {"class": "message-link", "data-room": room, "data-message": message}
    return {"class": "room-link", "data-room": room}


def marks(state: StateCore) -> None:
    """markdown-it core rule: makes elements of marks, replaces emoji, and dresses links."""
    left = MOST_MARKS
    for block in state.tokens:
        if block.type == "inline" and block.children:
            left = _dress(block, left)


def _dress(block: Token, left: int) -> int:
    dressed: list[Token] = []
    in_link = automatic = False
    for token in block.children or ():
        if token.type == "link_open":
            in_link, automatic = True, token.markup in ("linkify", "autolink")
            token.attrs |= place_attributes(str(token.attrs.get("href", ""))) or {"target": "_blank"}
        elif token.type == "link_close":
            in_link = automatic = False
        elif token.type == "text" and not automatic and _SIGNS.search(token.content):
            token.content = EMOJI.sub(emoji_of, token.content)
            if not in_link and left:
                parts = list(_marked(token, left))
                left -= len(parts) // 4  # an element is three tokens, and a text follows it
                dressed += parts
                continue
        dressed.append(token)
    block.children = dressed
    return left


def _marked(token: Token, most: int) -> Iterator[Token]:
    text, at = token.content, 0
    for number, match in enumerate(_MENTION_OR_ROOM.finditer(text)):
        if number == most:
            break
        mention, room = match.groups()
        attributes = mention_attributes(mention) if mention else {"class": "room-mark", "data-name": room}
        yield _text(text[at : match.start()], token.level)
        yield Token("mark_open", "span", 1, attrs=dict(attributes), level=token.level)
        yield _text(match[0], token.level + 1)
        yield Token("mark_close", "span", -1, level=token.level)
        at = match.end()
    yield _text(text[at:], token.level)


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
