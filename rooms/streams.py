"""Where changes of rooms and memberships are read from, when the doorbell was missed."""

from django.db.models import QuerySet

from accounts.actions import inbox
from realtime.streams import Change
from rooms.events import MemberRemoved, MemberUpdated, RoomJoined, RoomLeft, RoomUpdated, room_stream
from rooms.models import Membership, Room
from rooms.selectors import abilities_by_role, member_count, member_of, room_info, summaries_by_id


def room_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`room.updated` of the room's stream."""
    room = Room.objects.filter(pk=int(key), changed_seq__gt=after, changed_seq__lte=upto).first()
    if room is None or limit < 1:
        return []
    event = RoomUpdated(
        stream=room_stream(room.pk),
        seq=room.changed_seq,
        room=room_info(room),
        abilities=abilities_by_role(room),
    )
    return [Change.of(event, recheck=room.visibility == "private")]


def member_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`member.updated` and `member.removed` of the room's stream."""
    found = Membership.objects.filter(room=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    rows = list(found.select_related("user").order_by("changed_seq")[:limit])
    members = member_count(int(key)) if rows else 0
    return [Change.of(_member_event(row, members)) for row in rows]


def _member_event(row: Membership, members: int) -> MemberUpdated | MemberRemoved:
    stream, seq = room_stream(row.room_id), row.changed_seq
    if row.removed_at is None:
        return MemberUpdated(stream=stream, seq=seq, member=member_of(row), members=members)
    return MemberRemoved(
        stream=stream, seq=seq, username=row.user.username, user_id=row.user_id, members=members
    )


def list_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`room.joined` and `room.left` of a person's inbox."""
    found: QuerySet[Membership] = Membership.objects.filter(
        user=int(key), inbox_seq__gt=after, inbox_seq__lte=upto
    )
    rows = list(found.order_by("inbox_seq")[:limit])
    summaries = summaries_by_id(int(key), [row.room_id for row in rows if row.removed_at is None])
    stream = inbox(int(key))
    changes = []
    for row in rows:
        summary = summaries.get(row.room_id) if row.removed_at is None else None
        event: RoomJoined | RoomLeft
        if summary is not None:
            event = RoomJoined(stream=stream, seq=row.inbox_seq, room=summary)
        else:
            event = RoomLeft(stream=stream, seq=row.inbox_seq, room=row.room_id)
        changes.append(Change.of(event))
    return changes
