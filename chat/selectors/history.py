"""Pieces of a room's history, in both directions; pins; what a message said before."""

from typing import Final, NamedTuple

from django.db.models import Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chat import models
from chat.events import Message, MessagePage, PinList, Version, VersionList
from chat.selectors.messages import message_of, messages, no_such_message, people_in
from realtime.models import Stream
from rooms.access import standing_for
from rooms.events import room_stream

PAGE: Final = 50
LONGEST_PAGE: Final = 200
MOST_PINS: Final = 100


class Piece(NamedTuple):
    """Rows in order of `created_seq`, and whether there are others on either side."""

    rows: list[models.Message]
    more: bool
    newer: bool


def unexpired(room_id: int) -> QuerySet[models.Message]:
    """The messages of a room that are kept. What expires is always the oldest part."""
    expired = models.Message.objects.filter(room=room_id, expired=True).order_by().values("room")
    edge = expired.annotate(edge=Max("created_seq")).values("edge")
    return messages().filter(room=room_id, created_seq__gt=Coalesce(Subquery(edge), 0))


def timeline(room_id: int) -> QuerySet[models.Message]:
    """The messages that a room's history shows: no replies."""
    return unexpired(room_id).filter(root=None)


def message_page(  # noqa: PLR0917  (one kind of page or another)
    user_id: int,
    room_id: int,
    before: int | None = None,
    limit: int = PAGE,
    after: int | None = None,
    around: int | None = None,
) -> MessagePage:
    """The newest `limit` (1..200) messages; or those before or after a `created_seq`; or those around the message
    with the id `around` (of a reply: around its thread's root). Tombstones are among them.

    Four queries at most, five for `around`. Raises Refused when the person may not read the room, or when `around`
    is not in it.
    """
    standing_for(user_id, room_id, "read")
    # The cursor is read first: what commits in between is then in the page and comes again as an event, which
    # replaces it by itself. The other way round it could be missed.
    stream = Stream.objects.filter(name=room_stream(room_id)).first()
    piece = piece_of(room_id, before, limit, after, around)
    return MessagePage(
        messages=[message_of(row) for row in piece.rows],
        more=piece.more,
        newer=piece.newer,
        people=people_in(piece.rows),
        epoch=stream.epoch if stream else "",
        head=stream.head if stream else 0,
    )


def piece_of(
    room_id: int,
    before: int | None = None,
    limit: int = PAGE,
    after: int | None = None,
    around: int | None = None,
) -> Piece:
    """The rows of `message_page`, for who has made sure that the room may be read and has a cursor. One query;
    three for `around`."""
    limit = min(max(limit, 1), LONGEST_PAGE)
    if around is not None:
        return _around(timeline(room_id), _place(room_id, around), limit)
    return cut(timeline(room_id), before, after, limit)


def cut(rows: QuerySet[models.Message], before: int | None, after: int | None, limit: int) -> Piece:
    """The newest rows, or those next to a place. One query; that there are some on the side one comes from is
    taken for granted."""
    if after is not None:
        found = list(rows.filter(created_seq__gt=after).order_by("created_seq")[: limit + 1])
        return Piece(found[:limit], more=True, newer=len(found) > limit)
    if before is not None:
        rows = rows.filter(created_seq__lt=before)
    found = list(rows.order_by("-created_seq")[: limit + 1])
    return Piece(found[:limit][::-1], more=len(found) > limit, newer=before is not None)


def _around(rows: QuerySet[models.Message], place: int, limit: int) -> Piece:
    older = cut(rows, place + 1, None, limit - limit // 2)
    newer = cut(rows, None, place, limit // 2)
    return Piece(older.rows + newer.rows, older.more, newer.newer)


def _place(room_id: int, message_id: int) -> int:
    """Where in the room's timeline a message is, or the root of its thread."""
    row = models.Message.objects.filter(Q(pk=message_id), room=room_id).select_related("root").first()
    if row is None:
        raise no_such_message("around")
    return row.created_seq if row.root is None else row.root.created_seq


def one_message(user_id: int, message_id: int) -> Message:
    """Raises Refused("not_found") when there is none that the person may read."""
    return message_of(readable_message(user_id, message_id))


def readable_message(user_id: int, message_id: int) -> models.Message:
    """The row, if the person may read its room. Two queries."""
    row = messages().filter(pk=message_id).first()
    if row is None:
        raise no_such_message()
    standing_for(user_id, row.room_id, "read")
    return row


def versions_of(user_id: int, message_id: int) -> VersionList:
    """What a message has said, oldest first; of a deleted one nothing is left."""
    row = readable_message(user_id, message_id)
    if row.deleted_at is not None:
        return VersionList(versions=[])
    earlier = [Version(body=each.body, html=each.html, at=each.at) for each in row.edits.order_by("pk")]
    return VersionList(
        versions=[*earlier, Version(body=row.body, html=row.html, at=row.edited_at or row.created_at)]
    )


def pins_of(user_id: int, room_id: int) -> PinList:
    standing_for(user_id, room_id, "read")
    rows = list(messages().filter(room=room_id, pinned_at__isnull=False).order_by("-pinned_at")[:MOST_PINS])
    return PinList(messages=[message_of(row) for row in rows], people=people_in(rows))
