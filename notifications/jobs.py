"""Due work: snoozed notifications come back, old ones go. Rows are the truth; a missed look only delays."""

import logging
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.utils import timezone

from jobs.registry import every
from notifications.actions import WakeSnoozed
from notifications.actions.retiring import RetireEntries, forget, old_entries
from notifications.models import InboxEntry
from realtime.commit import append
from realtime.errors import Refused

log = logging.getLogger(__name__)

PORTION: Final = 1_000
AT_ONCE: Final = 200
"""Of one person in one commit."""


@every(2, "wake snoozed notifications")
def wake_snoozed() -> None:
    """Bring back what is due, one commit for each person."""
    due = InboxEntry.objects.filter(snoozed_until__lte=timezone.now(), removed_at=None)
    rows = list(due.order_by("snoozed_until").values_list("user_id", "notification_id")[:PORTION])
    for user_id, ids in _portions(rows):
        try:
            append(WakeSnoozed(user_id, ids))
        except Refused as refusal:  # the next round goes on
            log.warning("snoozed notifications of %d: %s", user_id, refusal)


def _portions(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    """(user, notification) pairs by person, each person's in portions for one commit and in the order they came."""
    for user_id, theirs in groupby(sorted(pairs, key=itemgetter(0)), key=itemgetter(0)):
        ids = [notification_id for _user, notification_id in theirs]
        for start in range(0, len(ids), AT_ONCE):
            yield user_id, ids[start : start + AT_ONCE]


class _Walk:
    """Where the look through old entries stands on this node; it begins anew at the end, and after a restart."""

    after = 0


@every(60, "retire old notifications")
def retire_old() -> None:
    """A portion of the entries of old notifications: what is dealt with goes out of inboxes, old tombstones go."""
    rows = old_entries(_Walk.after, PORTION)
    _Walk.after = rows[-1][0] if len(rows) == PORTION else 0
    here = [(user, notification) for _pk, user, notification, removed_at in rows if removed_at is None]
    for user_id, ids in _portions(here):
        append(RetireEntries(user_id, ids))
    over = [row for row in rows if row[3] is not None]
    forget([row[0] for row in over], [row[2] for row in over])
