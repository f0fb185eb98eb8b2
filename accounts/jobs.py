"""Due work of people: a status that is over is emptied, and who is here is remembered as seen."""

from typing import Final

from django.utils import timezone

from accounts.actions import EndStatus
from accounts.models import User
from jobs.registry import every
from realtime.commit import append
from realtime.hub import online

PORTION: Final = 500


@every(20, "end statuses")
def end_statuses() -> None:
    """Tell everybody of statuses that are over; pages hide them at the second by themselves."""
    over = User.objects.filter(status_until__lte=timezone.now()).values_list("pk", flat=True)
    for user_id in list(over.order_by("status_until")[:PORTION]):
        append(EndStatus(user_id))


@every(60, "remember who is here")
def remember_who_is_here() -> None:
    """`last_seen_at` is a minute coarse: one statement a minute per 500 people, instead of one per connection."""
    here, now = sorted(online()), timezone.now()
    for start in range(0, len(here), PORTION):
        User.objects.filter(pk__in=here[start : start + PORTION]).update(last_seen_at=now)
