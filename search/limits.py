"""How often a person may search. Per process."""

from typing import Final

from django.utils.translation import gettext as _

from realtime.errors import Refused
from realtime.limits import Buckets

searches: Final = Buckets(rate=5.0, burst=40)
"""Searches per second and at once: somebody who types with results below causes about three a second."""


def spend_search(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not searches.take(user_id):
        raise Refused("too_fast", _("You are searching faster than this server allows. Wait a moment."), "q")
