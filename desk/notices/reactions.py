"""Reactions to a message of mine: one line, as they are now.

A reaction tells the message's author of all there are; the same ones are told once. One that is taken back changes what
is not read yet, and takes it away when none is left.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from accounts.models import User
from chat import models
from chat.hooks import Reacted
from chat.selectors import comment_of
from desk.notices.may import reads_message
from desk.words import comment_url, excerpt, message_url
from notifications.actions.changing import ChangeUnread
from notifications.actions.telling import tell
from notifications.happenings import Happening
from notifications.kinds import Kind, document_place, room_place, thread_place
from realtime.commit import append

NAMED: Final = 2
SHOWN: Final = 3
"""Different emoji in one line."""


class _Reactions(NamedTuple):
    """What others than its author put on a message: pairs of emoji and username, in the order they came by emoji."""

    pairs: tuple[tuple[str, str], ...]

    @property
    def digest(self) -> str:
        text = "\n".join(sorted(f"{emoji} {name}" for emoji, name in self.pairs))
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def reacted(what: Reacted) -> None:
    """After the commit, off the writer's thread."""
    messages = models.Message.objects.select_related("author", "room", "root")
    row = messages.filter(pk=what.message, deleted_at=None).first()
    if row is None:
        return
    mine = row.author.username
    now = _Reactions(
        tuple(
            (str(each["emoji"]), name)
            for each in row.reactions or ()
            for name in each["users"]
            if name != mine
        )
    )
    if what.on and now.pairs:
        happening = _happening(row, now, what.by)
        tell(happening, [row.author_id], reads_message(row.room_id, row.pk))
    elif not what.on:
        left = _happening(row, now, None) if now.pairs else None
        append(ChangeUnread(row.author_id, f"reactions:{row.pk}", Kind.REACTION, left))


def _happening(row: models.Message, now: _Reactions, newest: int | None) -> Happening:
    people = User.objects.in_bulk({name for _emoji, name in now.pairs}, field_name="username")
    shown = [people[name] for name in _names(now) if name in people]
    shown.sort(key=lambda user: user.pk != newest)  # who did it last comes first
    first = shown[0] if shown else None
    comment = comment_of(row)
    data = {
        "name": first.display_name if first else "",
        "names": ", ".join(user.display_name.replace(",", " ") for user in shown[:NAMED]),
        "count": str(len(shown)),
        "emoji": " ".join(list(dict.fromkeys(emoji for emoji, _name in now.pairs))[:SHOWN]),
    }
    if row.room.kind == "room":
        data["room"] = row.room.name
    return Happening(
        kind=Kind.REACTION,
        key=f"reactions:{row.pk}:{now.digest}",
        group=f"reactions:{row.pk}",
        places=_places(row),
        url=comment_url(comment.document, comment.id) if comment else message_url(row.room_id, row.pk),
        data=data,
        body=excerpt(row.body),
        sender_id=first.pk if first else None,
        room_id=row.room_id,
        merges=True,
        count=len(shown),
    )


def _names(now: _Reactions) -> Sequence[str]:
    return list(dict.fromkeys(name for _emoji, name in now.pairs))


def _places(row: models.Message) -> tuple[str, ...]:
    comment = comment_of(row)
    places = [] if row.root_id is None and comment is None else [thread_place(row.root_id or row.pk)]
    if comment:
        places.append(document_place(comment.document))
    return tuple(places) if row.room.kind == "margin" else (*places, room_place(row.room_id))
