"""Stamping and publishing of rooms and memberships, shared by the actions."""

from collections.abc import Sequence

from accounts.actions import inbox, touch_access
from realtime.append import Tx
from rooms.events import MemberRemoved, MemberUpdated, RoomJoined, RoomLeft, RoomUpdated, room_stream
from rooms.models import Membership, Room
from rooms.selectors import abilities_by_role, member_count, member_of, room_info, room_summary


def save_and_tell_room(tx: Tx, room: Room) -> None:
    """Save a changed room and tell its stream."""
    stream = room_stream(room.pk)
    room.changed_seq = tx.stamp(stream)
    room.save()
    event = RoomUpdated(
        stream=stream, seq=room.changed_seq, room=room_info(room), abilities=abilities_by_role(room)
    )
    # A room that is private now may have readers who are not in it; every node asks again who may read.
    tx.publish(event, recheck=room.visibility == "private")


def save_and_tell_members(tx: Tx, memberships: Sequence[Membership]) -> None:
    """Save active memberships of one room and tell the room and the people, all of them as they are in the end.

    Wants the room's and the people's streams locked, `user` loaded.
    """
    for membership in memberships:
        _stamp_and_save(tx, membership)
    members = member_count(memberships[0].room_id)
    for membership in memberships:
        tx.publish(
            MemberUpdated(
                stream=room_stream(membership.room_id),
                seq=membership.changed_seq,
                member=member_of(membership),
                members=members,
            )
        )
    for membership in memberships:
        tell_own(tx, membership, tx.head(room_stream(membership.room_id)))


def save_and_tell_member(tx: Tx, membership: Membership) -> None:
    """The same for one."""
    save_and_tell_members(tx, [membership])


def _stamp_and_save(tx: Tx, membership: Membership) -> None:
    stream = room_stream(membership.room_id)
    joining = membership.changed_seq == 0
    membership.changed_seq = tx.stamp(stream)
    if joining:
        membership.read_seq = tx.head(stream)  # nothing said before one came is unread
    membership.inbox_seq = tx.stamp(inbox(membership.user_id))
    membership.save()


def tell_own(tx: Tx, membership: Membership, head: int | None = None) -> None:
    """Publish the stamped `inbox_seq`: the room as its member sees it. `head` as in `room_summary`."""
    summary = room_summary(membership.user_id, membership.room_id, head)
    tx.publish(RoomJoined(stream=inbox(membership.user_id), seq=membership.inbox_seq, room=summary))


def save_and_tell_removal(tx: Tx, membership: Membership) -> None:
    """Save a membership's tombstone, tell the room and the person, and let every node ask again."""
    stream, own = room_stream(membership.room_id), inbox(membership.user_id)
    membership.changed_seq = tx.stamp(stream)
    membership.inbox_seq = tx.stamp(own)
    membership.save()
    tx.publish(
        MemberRemoved(
            stream=stream,
            seq=membership.changed_seq,
            username=membership.user.username,
            user_id=membership.user_id,
            members=member_count(membership.room_id),
        )
    )
    tx.publish(RoomLeft(stream=own, seq=membership.inbox_seq, room=membership.room_id))
    touch_access(tx, membership.user_id)
