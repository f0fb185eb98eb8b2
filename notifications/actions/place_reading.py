"""Who has read a place has read its notifications."""

from django.db.models import Q
from django.utils import timezone

from accounts.actions import inbox
from notifications.actions.entries import Touch
from notifications.actions.piles import IS_OPEN
from notifications.selectors import entries_of, inbox_state
from realtime.append import Tx


def mark_place_read(tx: Tx, user_id: int, group: str, seq: int, key: str = "") -> None:
    """Within the append that moves a read marker, where the inbox is locked: entries of the group up to `seq`, and the
    one of this key whatever its group. One statement where there are none."""
    reached = Q(group=group, notification__place_seq__gt=0, notification__place_seq__lte=seq)
    if key:
        reached |= Q(key=key)
    entries = list(entries_of(user_id).filter(IS_OPEN, reached).order_by("changed_seq"))
    if not entries:
        return
    for entry in entries:
        entry.read_at = timezone.now()
    Touch(tx, inbox(user_id), inbox_state(user_id)).save(entries)
