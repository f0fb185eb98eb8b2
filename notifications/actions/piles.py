"""Piles: unread entries of one group and kind, of which only the newest stays in the inbox, with a count.

So a conversation is one line that says how many messages wait, is pushed once for each, and mailed once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import F, Q

from accounts.actions import inbox
from notifications import events
from notifications.kinds import Kind, Way
from notifications.models import Delivery, InboxEntry, Notification
from realtime.append import Tx

IS_OPEN: Final = Q(read_at=None, removed_at=None) & (
    Q(user__inbox_mark=None) | Q(changed_seq__gt=F("user__inbox_mark__seq"))
)
"""Of entries: in the inbox, and neither read one by one nor by "all read"."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Somebody's unread entries of one group and kind. `count`: how many things they stand for."""

    user_id: int
    entries: tuple[InboxEntry, ...]

    @property
    def count(self) -> int:
        return sum(entry.count for entry in self.entries)


def piles_of(user_ids: Collection[int], group: str, kind: Kind) -> dict[int, Pile]:
    """Of those who have one. What somebody saved, snoozed or is done with stays as it is. One query."""
    found: dict[int, list[InboxEntry]] = {}
    rows = InboxEntry.objects.filter(IS_OPEN, user__in=user_ids, group=group, kind=kind)
    for entry in rows.filter(saved_at=None, snoozed_until=None, done_at=None).order_by("notification"):
        found.setdefault(entry.user_id, []).append(entry)
    return {user: Pile(user, tuple(entries)) for user, entries in found.items()}


def take_out(tx: Tx, piles: Sequence[Pile], now: datetime) -> None:
    """Take these out of the inboxes (which are locked) and tell their owners. Entries keep their key, so that nothing
    is told again. One statement."""
    gone = [entry for pile in piles for entry in pile.entries]
    for entry in gone:
        stream = inbox(entry.user_id)
        entry.removed_at, entry.changed_seq = now, tx.stamp(stream)
        tx.publish(
            events.NotificationRemoved(
                stream=stream, seq=entry.changed_seq, notification=entry.notification_id
            )
        )
    if gone:
        InboxEntry.objects.bulk_update(gone, ["removed_at", "changed_seq"])


def carry_on(row: Notification, piles: Sequence[Pile]) -> set[tuple[int, Way]]:
    """Let what waits to be sent for these piles, and the mail that was sent for them, stand for the newest instead:
    which (person, way) need nothing new. Browsers that took the older one by a try that goes on get the newest as well.
    Two statements."""
    ids = {entry.notification_id for pile in piles for entry in pile.entries}
    sent = Delivery.objects.filter(notification__in=ids, user__in=[pile.user_id for pile in piles])
    stands = Q(state=Delivery.State.WAITING) | Q(state=Delivery.State.SENT, way=Way.EMAIL)
    carried: dict[tuple[int, Way], int] = {}
    for pk, user, way in sent.filter(stands).order_by("pk").values_list("pk", "user", "way"):
        carried.setdefault((user, Way(way)), pk)
    Delivery.objects.filter(pk__in=carried.values()).update(notification=row, reached=[])
    return set(carried)
