"""How much a person may keep, and how fast. Rates are per process: with N nodes somebody may get N times as much."""

from functools import cache
from typing import Final

from django.utils.translation import gettext as _

from realtime.errors import Refused
from realtime.limits import Buckets

MOST_DRAFTS: Final = 500
MOST_SAVED: Final = 10_000
MOST_SCHEDULED: Final = 200
MOST_REMINDERS: Final = 200
LONGEST_WAIT_DAYS: Final = 366
"""How far ahead something may be scheduled."""


@cache
def changes() -> Buckets:
    # A draft is saved about once a second while somebody types, in each of their tabs.
    return Buckets(rate=10.0, burst=100)


def spend_change(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not changes().take(user_id):
        raise Refused("too_fast", _("That was a lot at once. Wait a moment and try again."))


def too_many(most: int) -> Refused:
    return Refused("conflict", _("%(most)d are the most you can have. Delete some first.") % {"most": most})
