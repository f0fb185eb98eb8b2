"""Going out to many: inboxes, then pushes and e-mails, some hundred people in one commit.

Each commit moves the mark that says where the next portion begins, so a process that dies between two of them leaves
nobody out and tells nobody twice, and two that do the same work get in each other's way without harm.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone

from accounts.actions import inbox
from broadcasts.actions.common import OfBroadcasts, is_busy, save_and_tell
from broadcasts.audience import still_in
from broadcasts.keeping import wish_of
from broadcasts.models import Broadcast, State
from broadcasts.ways import deliveries
from notifications.actions.sending import put_into_inboxes
from notifications.models import Delivery, InboxEntry
from realtime.append import Tx

TELL_EVERY: Final = timedelta(seconds=1)


class SendPortion(OfBroadcasts[bool]):
    """The inboxes of these people, who come after `after`. `last`: there are no more. False where it was not their
    turn, or where it is not to go out any more."""

    def __init__(self, broadcast_id: int, after: int, user_ids: Sequence[int], *, last: bool) -> None:
        self.broadcast_id, self.after, self.user_ids, self.last = broadcast_id, after, tuple(user_ids), last

    def more_streams(self) -> Sequence[str]:
        return [inbox(user_id) for user_id in self.user_ids]

    def write(self, tx: Tx) -> bool:
        row = taken(self.broadcast_id)
        if (
            row is None
            or row.state != State.SENDING
            or row.people_after != self.after
            or not row.notification
        ):
            return False
        people = self._wanted(row)
        if people:
            put_into_inboxes(tx, row.notification, people)
        row.reached += len(people)
        row.people_after = self.user_ids[-1] if self.user_ids else row.people_after
        if self.last:
            row.state, row.addressed = State.SENT, row.reached
        save_progress(tx, row, tell=self.last)
        return True

    def _wanted(self, row: Broadcast) -> list[int]:
        wanted = still_in(wish_of(row).audience, self.user_ids) if self.user_ids else []
        has = InboxEntry.objects.filter(notification=row.notification_id, user__in=wanted)
        there = set(has.values_list("user", flat=True))
        return [user_id for user_id in wanted if user_id not in there]


class DecideWays(OfBroadcasts[bool]):
    """Which of these people, who come after `after`, get a push or an e-mail, by their own rules. The rows are sent by
    whoever sends all pushes and e-mails (`notifications.ways`)."""

    def __init__(self, broadcast_id: int, after: int, user_ids: Sequence[int], *, last: bool) -> None:
        self.broadcast_id, self.after, self.user_ids, self.last = broadcast_id, after, tuple(user_ids), last

    def write(self, tx: Tx) -> bool:
        row = taken(self.broadcast_id)
        if row is None or row.ways_done or row.ways_after != self.after or not row.notification:
            return False
        if row.state == State.SENT:
            made = deliveries(row.notification, self.user_ids, timezone.now())
            Delivery.objects.bulk_create(made, ignore_conflicts=True)
        row.ways_after = self.user_ids[-1] if self.user_ids else row.ways_after
        row.ways_done = self.last or row.state != State.SENT
        save_progress(tx, row)
        return True


def taken(broadcast_id: int) -> Broadcast | None:
    """The row under the lock of its stream."""
    found = Broadcast.objects.select_related("sender", "notification__sender")
    return found.filter(pk=broadcast_id).first()


def save_progress(tx: Tx, row: Broadcast, *, tell: bool = False) -> None:
    """Store how far it is; told at most once a second."""
    now = timezone.now()
    if tell or row.told_at is None or now - row.told_at >= TELL_EVERY:
        save_and_tell(tx, row)
    else:
        row.busy = is_busy(row)
        row.save()
