"""Due work: rooms that keep messages for some days only."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from jobs.registry import every
from rooms.hooks import expire_messages
from rooms.models import Room

PORTIONS: Final = 200
"""Of one room in one round; a room with more goes on in the next, so that the others are not kept waiting."""


@every(60, "expire messages")
def expire_due_messages() -> None:
    """Take away what is older than its room keeps it, live for everybody, whatever the state of the room."""
    now = timezone.now()
    rooms = Room.objects.filter(retention_days__isnull=False).order_by("pk")
    for room_id, days in rooms.values_list("pk", "retention_days"):
        expire_room(room_id, now - timedelta(days=days or 0))


def expire_room(room_id: int, before: datetime) -> int:
    """How many messages went."""
    gone = 0
    for _ in range(PORTIONS):
        portion = expire_messages(room_id, before)
        gone += portion
        if portion == 0:
            break
    return gone
