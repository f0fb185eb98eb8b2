"""Reads of messages. Whether somebody may see them is decided in rooms.access."""

from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from accounts.selectors import person_of
from chat import models
from chat.events import Message, MessagePage
from realtime.errors import Refused
from realtime.models import Stream
from rooms.access import standing_for
from rooms.events import room_stream
from rooms.hooks import Marker

PAGE: Final = 50
LONGEST_PAGE: Final = 200


def message_of(row: models.Message) -> Message:
    """Wants `row.author` loaded."""
    return Message(
        id=row.pk,
        room=row.room_id,
        seq=row.changed_seq,
        created_seq=row.created_seq,
        body=row.body,
        html=row.html,
        author=row.author.username,
        client_id=row.client_id,
        created_at=row.created_at,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
    )


def messages() -> QuerySet[models.Message]:
    """All messages, with what `message_of` wants."""
    return models.Message.objects.select_related("author")


def message_page(user_id: int, room_id: int, before: int | None = None, limit: int = PAGE) -> MessagePage:
    """The newest `limit` (1..200) messages, or those before a `created_seq`. Tombstones are among them.

    Three queries. Raises Refused when the person may not read the room.
    """
    standing_for(user_id, room_id, "read")
    # The cursor is read first: what commits in between is then in the page and comes again as an event, which
    # replaces it by itself. The other way round it could be missed.
    stream = Stream.objects.filter(name=room_stream(room_id)).first()
    rows = messages().filter(room=room_id).order_by("-created_seq")
    if before is not None:
        rows = rows.filter(created_seq__lt=before)
    limit = min(max(limit, 1), LONGEST_PAGE)
    found = list(rows[: limit + 1])
    shown = found[:limit][::-1]
    return MessagePage(
        messages=[message_of(row) for row in shown],
        more=len(found) > limit,
        people={row.author.username: person_of(row.author) for row in shown},
        epoch=stream.epoch if stream else "",
        head=stream.head if stream else 0,
    )


def room_of_message(message_id: int) -> int:
    """Which room a message is in; the append decides whether the person may know. Raises Refused("not_found")."""
    room = models.Message.objects.filter(pk=message_id).values_list("room", flat=True).first()
    if room is None:
        raise no_such_message()
    return room


def no_such_message() -> Refused:
    return Refused("not_found", "There is no such message, or it is not yours to see.")


UNREAD: Final = """
    WITH marker(room, read_seq, head) AS (VALUES {markers})
    SELECT marker.room, COUNT(*)
    FROM marker JOIN chat_message m
        ON m.room_id = marker.room AND m.created_seq > marker.read_seq AND m.created_seq <= marker.head
    WHERE m.author_id <> %s AND (m.deleted_at IS NULL OR m.changed_seq > marker.head)
    GROUP BY marker.room
"""


def unread_counts(user_id: int, markers: Sequence[Marker]) -> dict[int, int]:
    """Unread messages by others per room, exactly as of each marker's head; one query for all rooms."""
    values = ",".join(f"({int(room)},{int(read_seq)},{int(head)})" for room, read_seq, head in markers)
    with connection.cursor() as cursor:
        cursor.execute(UNREAD.format(markers=values), [user_id])
        return dict(cursor.fetchall())
