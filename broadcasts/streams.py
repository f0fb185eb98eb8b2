"""The stream of what staff send: who reads it, and where the kernel reads what changed in it."""

from collections.abc import Sequence

from accounts.models import User
from broadcasts.access import STAFF
from broadcasts.models import Broadcast
from broadcasts.selectors import listed, news_of
from realtime.streams import Change


class Broadcasts:
    """`broadcasts:staff`: read by active staff."""

    prefix = "broadcasts"

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        if STAFF not in keys:
            return set()
        found = User.objects.filter(pk=user_id, is_active=True, is_staff=True).exists()
        return {STAFF} if found else set()


def broadcast_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Broadcasts by their newest change; those that were thrown away as such."""
    rows = listed(Broadcast.objects.filter(changed_seq__gt=after, changed_seq__lte=upto))
    return [Change.of(event) for event in news_of(list(rows.order_by("changed_seq")[:limit]))]
