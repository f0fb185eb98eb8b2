"""Due work: silences that are over. By the clock they end by themselves; this tells the pages."""

from django.utils import timezone

from jobs.registry import every
from realtime.commit import append
from rooms.actions import ExpireSilence
from rooms.models import Membership


@every(10, "end silences")
def end_silences() -> None:
    """Tell of silences that are over, at most 500 at once."""
    over = Membership.objects.filter(silenced_until__lte=timezone.now(), removed_at=None)
    for room_id, user_id in over.values_list("room", "user")[:500]:
        append(ExpireSilence(room_id, user_id))
