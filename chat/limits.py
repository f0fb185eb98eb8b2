"""How much a person may say. Per process: with N nodes somebody may get N times as much."""

from functools import cache
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from realtime.errors import Refused
from realtime.limits import Buckets

CHARACTERS_PER_TOKEN: Final = 1_000
"""A long message costs as much as several: rendering 16,000 characters of markdown takes up to 0.1 s."""


@cache
def messages() -> Buckets:
    limits = settings.COLLAB
    return Buckets(limits["MESSAGES_PER_SECOND"], limits["MESSAGES_BURST"])


@cache
def typing() -> Buckets:
    # A client says "still typing" every few seconds; more is dropped in silence, for nobody is worse off.
    return Buckets(rate=2.0, burst=5)


def spend_message(user_id: int, body: str) -> None:
    """Raises Refused("too_fast")."""
    if not messages().take(user_id, 1 + len(body) // CHARACTERS_PER_TOKEN):
        raise Refused(
            "too_fast", _("You are sending faster than this server allows. Wait a moment and try again.")
        )
