"""Reads of people and their tokens."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Q, QuerySet

from accounts.events import Person, TokenInfo
from accounts.models import ApiToken, User
from realtime.errors import Refused

PEOPLE_FOUND: Final = 20


def person_of(user: User) -> Person:
    return Person(
        id=user.pk, username=user.username, name=user.display_name, colour=user.colour, is_staff=user.is_staff
    )


def person(user_id: int) -> Person:
    """Raises Refused("not_found")."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise Refused("not_found", "There is no such person.")
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
        raise Refused("not_found", "There is nobody of this name.", "username")
    return user


def people(user_ids: Iterable[int]) -> dict[str, Person]:
    """By username, deactivated people included (they wrote what is being shown)."""
    return {user.username: person_of(user) for user in User.objects.filter(pk__in=set(user_ids))}


def find_people(text: str) -> list[Person]:
    """At most 20 active people whose username or name contains the text, those who begin with it first."""
    text = text.strip()[:60].replace("\x00", "")
    begins = Q(username__istartswith=text) | Q(name__istartswith=text)
    users = User.objects.filter(Q(username__icontains=text) | Q(name__icontains=text), is_active=True)
    return [
        person_of(user)
        for user in users.annotate(begins=begins).order_by("-begins", "username")[:PEOPLE_FOUND]
    ]


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
