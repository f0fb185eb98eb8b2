"""What a message brings besides its text: looked up for a whole batch at once, before anything is written.

Plain messages have no `Wants` and cost nothing here. For the others it is a constant number of statements: one for
threads and quotes, one for the rooms of quotes, two for files, two for names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from chat import models
from chat.events import CommentMark, EveryoneName, Extra, KindName, Poll, Quote
from chat.mentions import Named
from chat.selectors import Called, messages, no_such_message, people_called
from files.actions import Want, claim_many
from files.events import FileInfo
from realtime.append import Tx
from realtime.errors import Refused
from rooms.access import Standing, standings


@dataclass(frozen=True, slots=True)
class Wants:
    """`thread` and `quote` are ids of messages, `files` of uploads."""

    kind: KindName = "text"
    thread: int | None = None
    quote: int | None = None
    files: tuple[str, ...] = ()
    poll: Poll | None = None
    comment: CommentMark | None = None
    whom: Named = Named()  # noqa: RUF009  (a tuple does not change)


PLAIN = Wants()


class Asked(NamedTuple):
    """One message of a batch: how its author stands to the room, and what it wants."""

    standing: Standing
    wants: Wants


@dataclass(frozen=True, slots=True)
class Parts:
    """What was found. `root` is the row of the thread's first message, locked with its room."""

    kind: KindName
    root: models.Message | None
    everyone: EveryoneName
    mentions: tuple[Called, ...]
    extra: Extra | None

    def on_wire(self) -> dict[str, Any]:
        """The fields of the message."""
        return {
            "kind": self.kind,
            "thread": self.root.pk if self.root else None,
            "everyone": self.everyone,
            "mentions": [each.username for each in self.mentions],
            "extra": self.extra,
        }


def compose(tx: Tx, batch: Sequence[Asked]) -> list[Parts | Refused]:
    """Look everything up; files are claimed. For what is refused nothing was written."""
    referred = {each for _, wants in batch for each in (wants.thread, wants.quote) if each is not None}
    rows = (
        {row.pk: row for row in messages().select_related("room").filter(pk__in=referred)} if referred else {}
    )
    quotable = _readers(batch, rows)
    called = people_called(
        {(asked.standing.room, asked.wants.whom) for asked in batch if asked.wants.whom.people}
    )
    checked = [_check(asked, rows, quotable) for asked in batch]
    files = _files(tx, batch, checked)
    return [
        refusal or (found if isinstance(found, Refused) else _parts(asked, rows, called, found))
        for asked, refusal, found in zip(batch, checked, files, strict=True)
    ]


def _readers(batch: Sequence[Asked], rows: dict[int, models.Message]) -> set[tuple[int, int]]:
    """Which (author, room of what they quote) pairs are allowed."""
    pairs = {
        (asked.standing.user, rows[asked.wants.quote].room_id) for asked in batch if asked.wants.quote in rows
    }
    return {pair for pair, standing in standings(pairs).items() if "read" in standing.abilities}


def _check(asked: Asked, rows: dict[int, models.Message], quotable: set[tuple[int, int]]) -> Refused | None:
    standing, wants = asked
    if wants.thread is not None and (refusal := _no_reply(standing, rows.get(wants.thread))):
        return refusal
    if wants.files and "upload" not in standing.abilities:
        return Refused("forbidden", _("You cannot send files in this room."), "files")
    if wants.quote is not None:
        quoted = rows.get(wants.quote)
        if quoted is None or (standing.user, quoted.room_id) not in quotable:
            return no_such_message("quote")
        if quoted.deleted_at is not None:
            return Refused("gone", _("This message was deleted."), "quote")
    return None


def _no_reply(standing: Standing, root: models.Message | None) -> Refused | None:
    """Why there can be no reply to this message."""
    if root is None or root.room_id != standing.room:
        return no_such_message("thread")
    if root.root_id is not None:
        return Refused("invalid", _("Reply to the first message of the thread."), "thread")
    if root.deleted_at is not None:
        return Refused("gone", _("The first message of this thread was deleted."), "thread")
    if root.replies and root.replies["locked"] and "moderate" not in standing.abilities:
        return Refused("forbidden", _("This thread is locked."), "thread")
    return None


def _files(
    tx: Tx, batch: Sequence[Asked], refusals: Sequence[Refused | None]
) -> Sequence[list[FileInfo] | Refused]:
    if not any(asked.wants.files for asked in batch):
        return [[] for _ in batch]
    nothing: tuple[str, ...] = ()
    return claim_many(
        tx,
        [
            Want(asked.standing.user, asked.standing.room, nothing if refusal else asked.wants.files)
            for asked, refusal in zip(batch, refusals, strict=True)
        ],
    )


def _parts(
    asked: Asked,
    rows: dict[int, models.Message],
    called: dict[tuple[int, Named], list[Called]],
    files: list[FileInfo],
) -> Parts:
    standing, wants = asked
    quote = None if wants.quote is None else quote_of(rows[wants.quote])
    poll, comment = wants.poll, wants.comment
    extra = None
    if files or poll or quote or comment:
        extra = Extra(files=files, poll=poll, quote=quote, comment=comment)
    may_call = "mention_everyone" in standing.abilities  # who may not has written a word like any other
    return Parts(
        kind=wants.kind,
        root=None if wants.thread is None else rows[wants.thread],
        everyone=wants.whom.everyone if may_call else "",
        mentions=tuple(called.get((standing.room, wants.whom), ())),
        extra=extra,
    )


def quote_of(row: models.Message) -> Quote:
    """Wants author and room loaded."""
    return Quote(
        message=row.pk,
        room=row.room_id,
        room_name=row.room.name,
        author=row.author.username,
        body=row.body,
        html=row.html,
        created_at=row.created_at,
    )
