"""How often a person may make, change, enter and leave rooms. Per process."""

from typing import Final

from django.utils.translation import gettext as _

from realtime.errors import Refused
from realtime.limits import Buckets

# Each of these is told to everybody in the room and costs several statements; people do a few a minute.
changes: Final = Buckets(rate=10.0, burst=300)


def spend_room_change(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not changes.take(user_id):
        raise Refused("too_fast", _("Wait a moment before you change more rooms."))
