"""Whom the names of an export are here: by username, else somebody is made who cannot sign in."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.core.exceptions import ValidationError

from accounts.models import COLOURS, NAME_LENGTH, USERNAME_LENGTH, User, username_validator
from accounts.text import UNFIT_LINE
from administration.transfer.form import ExportedPerson

STRANGER: Final = "somebody"


def people_here(names: Iterable[str], told: Mapping[str, ExportedPerson]) -> dict[str, User]:
    """By the export's username. A person of the same username is taken to be the same one; for the others a
    deactivated person without a password stands in, whom the staff can let in later."""
    wanted = {name: _fit(name) for name in names}
    here = {user.username: user for user in User.objects.filter(username__in=set(wanted.values()))}
    for name, username in wanted.items():
        if username not in here:
            here[username] = _stand_in(username, told.get(name))
    return {name: here[username] for name, username in wanted.items()}


def _fit(name: str) -> str:
    username = name.lower()
    try:
        username_validator(username)
    except ValidationError:
        return STRANGER
    return username if len(username) <= USERNAME_LENGTH else STRANGER


def _stand_in(username: str, told: ExportedPerson | None) -> User:
    user = User(username=username, is_active=False, name=_name(told), colour=_colour(told))
    user.set_unusable_password()
    user.save()
    return user


def _name(told: ExportedPerson | None) -> str:
    return UNFIT_LINE.sub("", told.name).strip()[:NAME_LENGTH] if told is not None else ""


def _colour(told: ExportedPerson | None) -> int:
    return told.colour if told is not None and 1 <= told.colour <= COLOURS else 0
