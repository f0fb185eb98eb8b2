"""What was told to several and one of them has dealt with: it is done for all of them."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.actions import inbox
from notifications.actions.entries import Touch
from notifications.actions.told import OfTold, holders
from notifications.models import Notification
from notifications.selectors import state_of
from realtime.append import Tx


def settlings(keys: Sequence[str]) -> list["Settle"]:
    """The appends that settle what was told under these keys and was not settled before. Two queries."""
    told = Notification.objects.filter(key__in=keys, settled_at=None, recalled_at=None)
    ids = list(told.values_list("pk", flat=True))
    if not ids:
        return []
    *most, last = holders(ids) or [[]]
    return [*(Settle(ids, people) for people in most), Settle(ids, last, last=True)]


class Settle(OfTold):
    """Make notifications done, and so read, also where they are snoozed. Whoever takes one back into their inbox
    afterwards keeps it. With the `last` portion they count as settled: what a crash left before is begun again."""

    def __init__(
        self, notification_ids: Sequence[int], user_ids: Sequence[int], *, last: bool = False
    ) -> None:
        super().__init__(notification_ids, user_ids)
        self.last = last

    def write(self, tx: Tx) -> int:
        now = timezone.now()
        known = self.entries().select_related("notification__sender", "user__inbox_mark", "user__seen_mark")
        entries = list(known.filter(done_at=None).order_by("user", "notification"))
        for entry in entries:
            entry.done_at, entry.read_at, entry.snoozed_until = now, entry.read_at or now, None
            Touch(tx, inbox(entry.user_id), state_of(entry.user)).save([entry])
        if self.last:
            Notification.objects.filter(pk__in=self.notification_ids).update(settled_at=now)
        return len(entries)
