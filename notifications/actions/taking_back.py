"""Taking back what was told: it goes out of every inbox, and its text with it."""

from collections.abc import Sequence

from django.utils import timezone

from notifications.actions.piles import Pile, take_out
from notifications.actions.told import OfTold, holders
from notifications.models import Notification
from realtime.append import Tx
from realtime.commit import append


def take_back(keys: Sequence[str]) -> None:
    """Take everything back that was told under these keys. Off the writer's thread. What waits to be sent is not sent.
    One query where nothing was told."""
    told = Notification.objects.filter(key__in=keys, recalled_at=None)
    ids = list(told.values_list("pk", flat=True))
    if not ids:
        return
    Notification.objects.filter(pk__in=ids).update(body="", recalled_at=timezone.now())
    for people in holders(ids):
        append(TakeBack(ids, people))


class TakeBack(OfTold):
    """Take notifications out of inboxes."""

    def write(self, tx: Tx) -> int:
        found = list(self.entries().order_by("notification"))
        take_out(tx, [Pile(entry.user_id, (entry,)) for entry in found], timezone.now())
        return len(found)
