"""Due work of chat."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from chat import models
from chat.actions.told import ReactionsTold, Told, tell, tell_reaction
from chat.hooks import Reacted
from jobs.registry import every
from realtime.commit import append

LATE: Final = timedelta(minutes=1)
"""What is older was left by a process that ended before it could tell."""
TOO_LATE: Final = timedelta(days=1)
AT_ONCE: Final = 200


@every(60, "chat.untold")
def tell_what_was_left() -> None:
    """Tell listeners of messages that a crash, or a failing listener, left untold; after a day nobody is told."""
    now = timezone.now()
    left = models.Untold.objects.filter(since__lt=now - LATE).order_by("since")
    if forgotten := list(left.filter(since__lt=now - TOO_LATE).values_list("pk", flat=True)[:AT_ONCE]):
        append(Told(forgotten))
    if waiting := list(left.filter(since__gte=now - TOO_LATE).values_list("pk", flat=True)[:AT_ONCE]):
        tell(waiting)
    _tell_reactions_left(now)


def _tell_reactions_left(now: datetime) -> None:
    left = models.UntoldReaction.objects.filter(since__lt=now - LATE).order_by("since")
    if forgotten := list(left.filter(since__lt=now - TOO_LATE).values_list("pk", flat=True)[:AT_ONCE]):
        append(ReactionsTold(forgotten, now - TOO_LATE))
    for message, since in list(left.filter(since__gte=now - TOO_LATE).values_list("pk", "since")[:AT_ONCE]):
        tell_reaction(Reacted(message, by=0, on=True), since)
