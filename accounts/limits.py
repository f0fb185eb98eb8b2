"""How often a person may do dear things. Per process: with N nodes somebody may get N times as much."""

from typing import Final

from django.utils.translation import gettext as _

from realtime.errors import Refused
from realtime.limits import Buckets

# A change of name is told to every room of the person: one a second is plenty.
profile_changes: Final = Buckets(rate=1.0, burst=10)


def spend_profile_change(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not profile_changes.take(user_id):
        raise Refused("too_fast", _("Wait a moment before you change this again."))
