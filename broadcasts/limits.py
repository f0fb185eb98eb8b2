"""How much those who run a room may announce. Per process: with N nodes somebody may announce N times as much."""

from functools import cache
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from broadcasts.access import Powers
from realtime.errors import Refused
from realtime.limits import Buckets

HOUR: Final = 3_600.0


@cache
def announcements() -> Buckets:
    limits = settings.COLLAB
    return Buckets(limits["ANNOUNCEMENTS_PER_HOUR"] / HOUR, limits["ANNOUNCEMENTS_BURST"])


def spend_announcement(able: Powers) -> None:
    """For each that is sent or planned: it reaches, pushes and mails everybody in a room. Staff are not limited. Raises
    Refused("too_fast")."""
    if not able.staff and not announcements().take(able.user_id):
        raise Refused("too_fast", _("You announce more than this server allows. Wait a while and try again."))
