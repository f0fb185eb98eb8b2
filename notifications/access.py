"""Who may send and who may read. Every function reads the database at the moment it is asked."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from accounts.models import User
from realtime.errors import Refused

EVERYBODY: Final = "all"
ANNOUNCEMENTS: Final = "announcements:all"


class Announcements:
    """The stream `announcements:all`: read by everybody who has an active account."""

    prefix = "announcements"

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        if EVERYBODY not in keys or not User.objects.filter(pk=user_id, is_active=True).exists():
            return set()
        return {EVERYBODY}


def check_may_send(user_id: int) -> None:
    """Only staff may send. Raises `Refused("forbidden")`."""
    if not User.objects.filter(pk=user_id, is_active=True, is_staff=True).exists():
        raise Refused("forbidden", _("Only staff may send notifications."))
