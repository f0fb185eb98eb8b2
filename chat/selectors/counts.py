"""Counting: what is unread, and when people spoke last."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from django.db import connection
from django.db.models import Max, Q

from chat import models
from rooms.hooks import Counts, Marker

# A tombstone's last change is its deletion, so a message deleted after the head was there when it was counted.
# Three parts, each with an index of its own: all messages, those to everyone, those that name the person.
UNREAD: Final = """
    WITH marker(room, read_seq, head) AS (VALUES {markers}), counted(room, unread, mentions) AS (
        SELECT marker.room, 1, 0
        FROM marker JOIN chat_message m
            ON m.room_id = marker.room AND m.created_seq > marker.read_seq AND m.created_seq <= marker.head
        WHERE m.author_id <> %s AND m.root_id IS NULL AND (m.deleted_at IS NULL OR m.changed_seq > marker.head)
    UNION ALL
        SELECT marker.room, 0, 1
        FROM marker JOIN chat_message m
            ON m.room_id = marker.room AND m.created_seq > marker.read_seq AND m.created_seq <= marker.head
            AND NOT (m.everyone = '')
        WHERE m.author_id <> %s AND m.root_id IS NULL AND (m.deleted_at IS NULL OR m.changed_seq > marker.head)
    UNION ALL
        SELECT marker.room, 0, 1
        FROM marker JOIN chat_mention n
            ON n.user_id = %s AND n.room_id = marker.room
            AND n.created_seq > marker.read_seq AND n.created_seq <= marker.head
        JOIN chat_message m ON m.id = n.message_id
        WHERE m.author_id <> n.user_id AND m.everyone = ''
            AND (m.deleted_at IS NULL OR m.changed_seq > marker.head)
    )
    SELECT room, SUM(unread), SUM(mentions) FROM counted GROUP BY room
"""


def unread_counts(user_id: int, markers: Sequence[Marker]) -> dict[int, Counts]:
    """Unread messages by others per room and how many of them name the person, exactly as of each marker's head;
    one query for all rooms. Replies in threads do not count."""
    values = ",".join(f"({int(room)},{int(read_seq)},{int(head)})" for room, read_seq, head in markers)
    with connection.cursor() as cursor:
        cursor.execute(UNREAD.format(markers=values), [user_id] * 3)
        return {room: Counts(int(unread), int(mentions)) for room, unread, mentions in cursor.fetchall()}


THREADS: Final = """
    WITH marker(root, read_seq, head) AS (VALUES {markers})
    SELECT marker.root, COUNT(*)
    FROM marker JOIN chat_message m
        ON m.root_id = marker.root AND m.created_seq > marker.read_seq AND m.created_seq <= marker.head
    WHERE m.author_id <> %s AND (m.deleted_at IS NULL OR m.changed_seq > marker.head)
    GROUP BY marker.root
"""


def unread_replies(user_id: int, markers: Sequence[Marker]) -> dict[int, int]:
    """The same for threads (`Marker.room` is the root's id). One query."""
    if not markers:
        return {}
    values = ",".join(f"({int(root)},{int(read_seq)},{int(head)})" for root, read_seq, head in markers)
    with connection.cursor() as cursor:
        cursor.execute(THREADS.format(markers=values), [user_id])
        return dict(cursor.fetchall())


def last_messages(pairs: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], datetime]:
    """When each of these (user, room) pairs wrote something last; one query."""
    wanted = Q(pk__in=())
    for user, room in pairs:
        wanted |= Q(author=user, room=room)
    found = (
        models.Message.objects.filter(wanted).values_list("author", "room").annotate(last=Max("created_at"))
    )
    return {(user, room): last.astimezone(UTC) for user, room, last in found.order_by()}
