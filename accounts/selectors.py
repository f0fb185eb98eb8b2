"""Reads of people and their tokens."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import Me, Person, PersonStatus, TokenInfo
from accounts.models import ApiToken, User
from realtime.errors import Refused


class PersonRow(NamedTuple):
    """What is shown of a person, as the columns of a query: a thousand models take a tenth of a second to make."""

    pk: int
    username: str
    name: str
    colour: int
    is_staff: bool
    is_guest: bool
    is_active: bool
    status_emoji: str
    status_text: str
    status_until: datetime | None

    @property
    def display_name(self) -> str:
        return self.name or self.username


def status_of(user: User | PersonRow) -> PersonStatus | None:
    """What the person says of themself; None when it is empty or over."""
    if not (user.status_emoji or user.status_text):
        return None
    if user.status_until is not None and user.status_until <= timezone.now():
        return None
    return PersonStatus(emoji=user.status_emoji, text=user.status_text, until=user.status_until)


def person_of(user: User | PersonRow) -> Person:
    return Person(**_shown(user))


def _shown(user: User | PersonRow) -> dict[str, Any]:
    return {
        "id": user.pk,
        "username": user.username,
        "name": user.display_name,
        "colour": user.colour,
        "is_staff": user.is_staff,
        "is_guest": user.is_guest,
        "active": user.is_active,
        "status": status_of(user),
    }


def me_of(user: User) -> Me:
    """The person as they see themself."""
    return Me(
        **_shown(user),
        about=user.about,
        timezone=user.timezone,
        language=user.language,
        density=user.density,
    )


def me(user_id: int) -> Me:
    """Raises Refused("not_found")."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise Refused("not_found", _("There is no such person."))
    return me_of(user)


def person(user_id: int) -> Person:
    """Raises Refused("not_found")."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise Refused("not_found", _("There is no such person."))
    return person_of(user)


def active_person(username: str) -> Person:
    """Somebody who can be invited or written to. Raises Refused("not_found", field "username")."""
    return person_of(_named(username, User.objects.filter(is_active=True)))


def person_named(username: str) -> Person:
    """Anybody, deactivated people included. Raises Refused("not_found", field "username")."""
    return person_of(_named(username, User.objects.all()))


def _named(username: str, among: QuerySet[User]) -> User:
    # NUL in a parameter is an error of PostgreSQL's, not an unknown name.
    user = None if "\x00" in username else among.filter(username=username.strip().lower()).first()
    if user is None:
        raise Refused("not_found", _("There is nobody of this name."), "username")
    return user


def people(user_ids: Iterable[int]) -> dict[str, Person]:
    """By username, deactivated people included (they wrote what is being shown)."""
    return {user.username: person_of(user) for user in User.objects.filter(pk__in=set(user_ids))}


def token_info(token: ApiToken) -> TokenInfo:
    return TokenInfo(
        id=token.pk,
        name=token.name,
        created_at=token.created_at,
        last_used_at=token.last_used_at,
        expires_at=token.expires_at,
    )


def tokens_of(user_id: int) -> list[TokenInfo]:
    """The person's tokens that were not revoked, newest first; expired ones are shown with their date."""
    return [
        token_info(each) for each in ApiToken.objects.filter(user=user_id, revoked_at=None).order_by("-pk")
    ]
