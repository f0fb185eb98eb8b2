"""People as they are named in an address or a form."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from realtime.errors import Refused


def ids_of(usernames: Iterable[str]) -> list[int]:
    """The ids of people by username, deactivated ones included. One query.

    Raises Refused("not_found", field "usernames").
    """
    wanted = {name.strip().lower() for name in usernames}
    if any("\x00" in name for name in wanted):  # an error of PostgreSQL's, not an unknown name
        raise nobody()
    found = dict(User.objects.filter(username__in=wanted).values_list("username", "pk"))
    if wanted - found.keys():
        raise nobody()
    return list(found.values())


def nobody() -> Refused:
    return Refused("not_found", _("There is nobody of this name."), "usernames")
