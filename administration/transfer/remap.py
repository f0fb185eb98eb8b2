"""A message of an export as it is to be written here: ids and names exchanged, HTML made anew. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from accounts.text import CONTROLS, UNFIT_TEXT
from chat.events import Extra, Message
from chat.markdown import render
from files.events import FileInfo

LONGEST_EMOJI: Final = 64


@dataclass(slots=True)
class Maps:
    """What the export's names and numbers are here.

    `usernames`: by the export's; `files`: by the export's id; `messages`: ids of what was written already; `places`:
    `created_seq` by the export's; `room`: the room's id there and here.
    """

    room: tuple[int, int]
    longest: int
    usernames: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileInfo] = field(default_factory=dict)
    messages: dict[int, int] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)


def names_in(message: Message) -> set[str]:
    """Every username that a message holds."""
    names = {message.author, *message.mentions}
    for reaction in message.reactions:
        names.update(reaction.users)
    if message.pinned:
        names.add(message.pinned)
    if message.replies:
        names.update(message.replies.people)
    if message.extra and message.extra.poll:
        for option in message.extra.poll.options:
            names.update(option.users)
    return names


def clean(text: str, longest: int) -> str:
    """Without what cannot be stored or shown, and no longer than a message may be."""
    return UNFIT_TEXT.sub("", text)[:longest]


def columns(message: Message, maps: Maps) -> dict[str, Any]:
    """The columns of the message's row but room, author, places and root."""
    gone = message.deleted_at is not None
    body = "" if gone else clean(message.body, maps.longest)
    return {
        "body": body,
        "html": render(body) if body else "",
        "created_at": message.created_at,
        "edited_at": message.edited_at,
        "deleted_at": message.deleted_at,
        "kind": message.kind,
        "everyone": message.everyone,
        "mentions": _names(message.mentions, maps) or None,
        "reactions": None if gone else _reactions(message, maps),
        "replies": _replies(message, maps),
        "extra": None if gone else _extra(message.extra, maps),
        "pinned": maps.usernames.get(message.pinned, "") if message.pinned and not gone else "",
        "pinned_at": message.created_at if message.pinned and not gone else None,
    }


def _names(names: list[str], maps: Maps) -> list[str]:
    return [maps.usernames[name] for name in dict.fromkeys(names) if name in maps.usernames]


def _reactions(message: Message, maps: Maps) -> list[dict[str, Any]] | None:
    kept = [
        {"emoji": each.emoji, "users": _names(each.users, maps)}
        for each in message.reactions
        if 0 < len(each.emoji) <= LONGEST_EMOJI and not CONTROLS.search(each.emoji)
    ]
    return kept or None


def _replies(message: Message, maps: Maps) -> dict[str, Any] | None:
    if message.replies is None:
        return None
    told = message.replies.model_dump(mode="json")
    place = maps.places.get(message.replies.last_seq, 0)
    return told | {"last_seq": place, "people": _names(message.replies.people, maps)}


def _extra(extra: Extra | None, maps: Maps) -> dict[str, Any] | None:
    """Without previews: they hold addresses that nobody here has looked at."""
    if extra is None:
        return None
    kept = {
        "files": [
            maps.files[each.id].model_dump(mode="json") for each in extra.files if each.id in maps.files
        ],
        "poll": _poll(extra, maps),
        "quote": _quote(extra, maps),
        "previews": [],
    }
    return kept if kept["files"] or kept["poll"] or kept["quote"] else None


def _poll(extra: Extra, maps: Maps) -> dict[str, Any] | None:
    if extra.poll is None:
        return None
    told = extra.poll.model_dump(mode="json")
    told["question"] = clean(extra.poll.question, maps.longest)
    for option, was in zip(told["options"], extra.poll.options, strict=True):
        option |= {"text": clean(was.text, maps.longest), "users": _names(was.users, maps)}
    return told


def _quote(extra: Extra, maps: Maps) -> dict[str, Any] | None:
    """A quote of this very room leads to the message here; any other one only says what it said."""
    if extra.quote is None:
        return None
    there, here = maps.room
    own = maps.messages.get(extra.quote.message) if extra.quote.room == there else None
    body = clean(extra.quote.body, maps.longest)
    return extra.quote.model_dump(mode="json") | {
        "message": own or 0,
        "room": here if own else 0,
        "room_name": clean(extra.quote.room_name, 80),
        "author": maps.usernames.get(extra.quote.author, clean(extra.quote.author, 40)),
        "body": body,
        "html": render(body) if body else "",
    }
