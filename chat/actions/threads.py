"""Threads: who follows them and how far they have read them, on the person's inbox; the lock, on the room."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

import audit
from accounts.actions import inbox
from chat import hooks, models
from chat.actions.replies import no_replies
from chat.actions.tell import OnMessage, save_and_tell, unchanged
from chat.events import ChangedMessage, ChangedThread, ThreadChanged, ThreadState
from chat.selectors import no_such_message, states_of, thread_state
from realtime.append import Append, Tx
from realtime.errors import Refused
from realtime.models import Stream
from rooms.access import Standing, standing_for, standings
from rooms.events import room_stream


class Follower(NamedTuple):
    """Somebody who is to follow the thread of `root`, having read it up to `read_seq`."""

    user: int
    room: int
    root: int
    read_seq: int


def _save_and_tell(tx: Tx, follow: models.Follow) -> ThreadState:
    follow.inbox_seq = tx.stamp(inbox(follow.user_id))
    follow.save()
    return _tell(tx, follow)


def _tell(tx: Tx, follow: models.Follow) -> ThreadState:
    state = states_of(follow.user_id, [follow])[follow.root_id]
    tx.publish(ThreadChanged(stream=inbox(follow.user_id), seq=follow.inbox_seq, thread=state))
    return state


def _root(room_id: int, root_id: int) -> models.Message:
    row = models.Message.objects.filter(pk=root_id, room=room_id, root=None).first()
    if row is None:
        raise no_such_message()
    return row


def _member(user_id: int, room_id: int) -> Standing:
    standing = standing_for(user_id, room_id, "read")
    if standing.role is None:
        raise Refused("forbidden", _("Join the room to follow its threads."))
    return standing


class FollowThread(Append[ChangedThread]):
    """Follow a thread, from now on; or do not any more. Again: nothing happens."""

    def __init__(self, user_id: int, room_id: int, root_id: int, *, on: bool) -> None:
        self.user_id, self.room_id, self.root_id, self.on = user_id, room_id, root_id, on
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> ChangedThread:
        _member(self.user_id, self.room_id)
        _root(self.room_id, self.root_id)
        follow = models.Follow.objects.filter(user=self.user_id, root=self.root_id).first()
        if follow is None:
            follow = models.Follow(
                user_id=self.user_id, root_id=self.root_id, room_id=self.room_id, following=False
            )
        if follow.following == self.on:
            return ChangedThread(thread=thread_state(self.user_id, self.room_id, self.root_id))
        follow.following = self.on
        if self.on:
            follow.read_seq = head_of(self.room_id)
        return ChangedThread(thread=_save_and_tell(tx, follow))


class ReadThread(Append[ChangedThread]):
    """Move one's place in a followed thread forward; never back, and never past what there is."""

    def __init__(self, user_id: int, room_id: int, root_id: int, seq: int) -> None:
        self.user_id, self.room_id, self.root_id, self.seq = user_id, room_id, root_id, seq
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> ChangedThread:
        _member(self.user_id, self.room_id)
        _root(self.room_id, self.root_id)
        follow = models.Follow.objects.filter(user=self.user_id, root=self.root_id, following=True).first()
        reached = min(self.seq, head_of(self.room_id))
        if follow is not None and reached <= follow.read_seq:
            return ChangedThread(thread=thread_state(self.user_id, self.room_id, self.root_id))
        for listener in hooks.read:  # who does not follow it may have been told of it all the same
            listener(tx, self.user_id, self.room_id, self.root_id, reached)
        if follow is None:
            return ChangedThread(thread=thread_state(self.user_id, self.room_id, self.root_id))
        follow.read_seq = reached
        return ChangedThread(thread=_save_and_tell(tx, follow))


class FollowThreads(Append[None]):
    """Have people follow threads that they are in now, if they are in the room. Who stopped following stays so."""

    def __init__(self, followers: Iterable[Follower]) -> None:
        wanted: dict[tuple[int, int], Follower] = {}
        for each in followers:
            wanted.setdefault((each.user, each.root), each)
        self.wanted = wanted
        self.stream = ""

    def streams(self) -> Sequence[str]:
        return sorted({inbox(user) for user, _ in self.wanted})

    def write(self, tx: Tx) -> None:
        known = set(
            models.Follow.objects.filter(
                user__in={user for user, _ in self.wanted}, root__in={root for _, root in self.wanted}
            ).values_list("user", "root")
        )
        new = [each for pair, each in self.wanted.items() if pair not in known]
        found = standings((each.user, each.room) for each in new)
        follows = [
            models.Follow(
                user_id=each.user,
                root_id=each.root,
                room_id=each.room,
                read_seq=each.read_seq,
                inbox_seq=tx.stamp(inbox(each.user)),
            )
            for each in new
            if (standing := found.get((each.user, each.room))) and standing.role and standing.active
        ]
        models.Follow.objects.bulk_create(follows)
        for follow in follows:
            _tell(tx, follow)


class LockThread(OnMessage, Append[ChangedMessage]):
    """Let only moderators write in a thread, or everybody again."""

    def __init__(self, user_id: int, room_id: int, message_id: int, *, on: bool) -> None:
        super().__init__(user_id, room_id, message_id)
        self.on = on

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing = self.fetch()
        if refusal := standing.refusal("moderate"):
            raise refusal
        if row.root_id is not None:
            raise Refused("invalid", _("Only a thread's first message can be locked."), "message")
        if row.deleted_at is not None:
            raise Refused("gone", _("This message was deleted."))
        replies = row.replies or no_replies()
        if replies["locked"] == self.on:
            return unchanged(row)
        row.replies = {**replies, "locked": self.on} if self.on or replies["count"] else None
        action = "thread.locked" if self.on else "thread.unlocked"
        audit.record(tx, self.user_id, action, room=self.room_id, target=row.author.username, message=row.pk)
        return ChangedMessage(message=save_and_tell(tx, row, "replies"))


def head_of(room_id: int) -> int:
    """Where the room's stream stands. It is not locked: reading must not wait for those who write."""
    return Stream.objects.filter(name=room_stream(room_id)).values_list("head", flat=True).first() or 0
