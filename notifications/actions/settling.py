"""What was told to several and one of them has dealt with: it is done for all of them."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from accounts.actions import inbox
from notifications.actions.entries import Touch
from notifications.models import InboxEntry, Notification
from notifications.selectors import state_of
from realtime.append import Append, Tx

AT_ONCE: Final = 200
"""People in one commit."""


def settlings(keys: Sequence[str]) -> list["Settle"]:
    """The appends that settle what was told under these keys and was not settled before. Two queries."""
    told = Notification.objects.filter(key__in=keys, settled_at=None, recalled_at=None)
    ids = list(told.values_list("pk", flat=True))
    if not ids:
        return []
    entries = InboxEntry.objects.filter(notification__in=ids, removed_at=None)
    people = sorted(set(entries.values_list("user", flat=True)))
    return [Settle(ids, people[at : at + AT_ONCE]) for at in range(0, max(len(people), 1), AT_ONCE)]


class Settle(Append[int]):
    """Make notifications done, and so read, in the inboxes of at most some hundred people, also where they are snoozed;
    how many entries that were. Whoever takes one back into their inbox afterwards keeps it."""

    def __init__(self, notification_ids: Sequence[int], user_ids: Sequence[int]) -> None:
        self.notification_ids, self.user_ids = tuple(notification_ids), tuple(user_ids)
        self.stream = ""

    def streams(self) -> Sequence[str]:
        return sorted(inbox(user_id) for user_id in self.user_ids)

    def write(self, tx: Tx) -> int:
        now = timezone.now()
        rows = InboxEntry.objects.filter(user__in=self.user_ids, notification__in=self.notification_ids)
        known = rows.select_related("notification__sender", "user__inbox_mark", "user__seen_mark")
        entries = list(known.filter(removed_at=None, done_at=None).order_by("user", "notification"))
        for entry in entries:
            entry.done_at, entry.read_at, entry.snoozed_until = now, entry.read_at or now, None
            Touch(tx, inbox(entry.user_id), state_of(entry.user)).save([entry])
        Notification.objects.filter(pk__in=self.notification_ids).update(settled_at=now)
        return len(entries)
