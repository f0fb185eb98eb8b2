"""Taking back what was told: it goes out of every inbox, and its text with it."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from accounts.actions import inbox
from notifications.actions.piles import Pile, take_out
from notifications.models import InboxEntry, Notification
from realtime.append import Append, Tx
from realtime.commit import append

AT_ONCE: Final = 200
"""People in one commit."""


def take_back(keys: Sequence[str]) -> None:
    """Take everything back that was told under these keys. Off the writer's thread. What waits to be sent is not sent.
    One query where nothing was told."""
    told = Notification.objects.filter(key__in=keys, recalled_at=None)
    ids = list(told.values_list("pk", flat=True))
    if not ids:
        return
    Notification.objects.filter(pk__in=ids).update(body="", recalled_at=timezone.now())
    entries = InboxEntry.objects.filter(notification__in=ids, removed_at=None)
    people = sorted(set(entries.values_list("user", flat=True)))
    for at in range(0, len(people), AT_ONCE):
        append(TakeBack(ids, people[at : at + AT_ONCE]))


class TakeBack(Append[int]):
    """Take notifications out of the inboxes of at most some hundred people; how many entries that were."""

    def __init__(self, notification_ids: Sequence[int], user_ids: Sequence[int]) -> None:
        self.notification_ids, self.user_ids = tuple(notification_ids), tuple(user_ids)
        self.stream = ""

    def streams(self) -> Sequence[str]:
        return sorted(inbox(user_id) for user_id in self.user_ids)

    def write(self, tx: Tx) -> int:
        rows = InboxEntry.objects.filter(user__in=self.user_ids, notification__in=self.notification_ids)
        found = list(rows.filter(removed_at=None).order_by("notification"))
        take_out(tx, [Pile(entry.user_id, (entry,)) for entry in found], timezone.now())
        return len(found)
