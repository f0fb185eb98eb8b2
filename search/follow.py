"""Following the rooms' streams: what was written is found shortly after, whoever wrote it and whatever died.

The rows are the truth: a message or document with a `changed_seq` past the position of its room's stream is indexed
anew, and the position moves in the same transaction. So nothing is in the way of a send, and a crash repeats at most
one portion, which changes nothing.
"""

import time
from typing import Final, NamedTuple

from django.db import connection, transaction

from chat.models import Message
from collab.models import Departure, Document
from realtime import sql
from realtime.streams import split_stream
from search.indexing import Key, document_entry, message_entry
from search.models import FLAGS, Entry, Kind, Position

PORTION: Final = 100
"""Changes of one transaction. On SQLite everybody who writes waits for it."""
STREAMS: Final = 100
"""Streams looked at in one round, so that none waits for the end of another's backlog."""
COLUMNS: Final = (
    "kind", "object", "room_id", "author_id", "at", "seq", "folded", "tokens", *FLAGS
)  # fmt: skip
WRITE: Final = (
    f"INSERT INTO search_entry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608
    f" ON CONFLICT (kind, object) DO UPDATE SET {', '.join(f'{each} = excluded.{each}' for each in COLUMNS[2:])}"
)

BEHIND: Final = """
    SELECT s.name, s.epoch, s.head
    FROM realtime_stream s LEFT JOIN search_position p ON p.stream = s.name
    WHERE s.name LIKE 'room:%%' AND s.head > 0 AND (p.stream IS NULL OR p.seq < s.head OR p.epoch <> s.epoch)
    ORDER BY p.seq IS NULL, s.name
    LIMIT %s
"""


class Behind(NamedTuple):
    """A room's stream that has more than was followed."""

    stream: str
    epoch: str
    head: int


def behind() -> list[Behind]:
    """One query, whatever the number of rooms."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [STREAMS])
        return [Behind(*row) for row in cursor.fetchall()]


def catch_up(seconds: float) -> bool:
    """Follow all streams for at most about so many seconds; whether everything is done."""
    until = time.monotonic() + seconds
    while streams := behind():
        for each in streams:
            follow(each)
            if time.monotonic() >= until:
                return not behind()
    return True


def follow(each: Behind) -> None:
    """Index one portion of a stream."""
    room_id = int(split_stream(each.stream)[1])
    with transaction.atomic():
        position = _locked(each)
        after = position.seq if position.epoch == each.epoch else 0
        upto, found = _changes(room_id, after, each.head)
        _write(found)
        position.epoch, position.seq = each.epoch, upto
        position.save()


def _locked(each: Behind) -> Position:
    """The position of the stream. Two nodes that follow at once (a lease that ran out) take turns."""
    Position.objects.bulk_create(
        [Position(stream=each.stream, epoch=each.epoch, seq=0)], ignore_conflicts=True
    )
    return Position.objects.select_for_update().get(pk=each.stream)


def _changes(room_id: int, after: int, head: int) -> tuple[int, dict[Key, Entry | None]]:
    """Up to where a portion reaches, and what is to be found of each object in it (None: nothing any more)."""
    span = {"room": room_id, "changed_seq__gt": after, "changed_seq__lte": head}
    messages = list(Message.objects.filter(**span).order_by("changed_seq")[:PORTION])
    documents = list(Document.objects.filter(**span).order_by("changed_seq")[:PORTION])
    departures = list(Departure.objects.filter(**span, moved=False).order_by("changed_seq")[:PORTION])
    seqs = [row.changed_seq for row in messages] + [row.changed_seq for row in documents]
    seqs = sorted(seqs + [row.changed_seq for row in departures])
    upto = seqs[PORTION - 1] if len(seqs) >= PORTION else head
    found: dict[Key, Entry | None] = {}
    for message in messages:
        if message.changed_seq <= upto:
            found[Kind.MESSAGE, message.pk] = message_entry(message)
    for document in documents:
        if document.changed_seq <= upto:
            found[Kind.DOCUMENT, document.pk] = document_entry(document)
    for departure in departures:
        if departure.changed_seq <= upto:
            found[Kind.DOCUMENT, departure.document] = None
    return upto, found


def _write(found: dict[Key, Entry | None]) -> None:
    # Past the ORM: a busy team's messages are all written once more here.
    if rows := [_row(entry) for entry in found.values() if entry is not None]:
        sql.many(WRITE, rows)
    for kind in Kind:
        gone = [pk for (each, pk), entry in found.items() if entry is None and each == kind]
        if gone:
            Entry.objects.filter(kind=kind, object__in=gone).delete()


def _row(entry: Entry) -> list[object]:
    at = connection.ops.adapt_datetimefield_value(entry.at)
    return [at if each == "at" else getattr(entry, each) for each in COLUMNS]
