"""Finding people: the directory, page by page, and the card of one person."""

from typing import Any, Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.events import PersonList, PresenceName, Profile, SharedRoom
from accounts.hooks import acquaintances, shared_rooms
from accounts.models import User
from accounts.selectors import person_of
from realtime import hub
from realtime.errors import Refused

PAGE: Final = 20
LARGEST_PAGE: Final = 100


def known_to(asker_id: int) -> QuerySet[User]:
    """The people whom the asker may know of: everybody; for a guest those they share a room with, and themself."""
    if not User.objects.filter(pk=asker_id, is_guest=True).exists():
        return User.objects.all()
    return User.objects.filter(Q(pk__in=acquaintances(asker_id)) | Q(pk=asker_id))


def find_people(asker_id: int, text: str = "", after: str = "", limit: int = PAGE) -> PersonList:
    """A page of active people whose username or name contains the text: first those who begin with it, then by
    username. `after` is the `next` of the page before. Two queries."""
    text = text.strip()[:60].replace("\x00", "")
    begins = Q(username__istartswith=text) | Q(name__istartswith=text)
    contains = Q(username__icontains=text) | Q(name__icontains=text)
    users: QuerySet[Any] = known_to(asker_id).filter(contains, is_active=True)
    users = users.annotate(
        rank=Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    )
    if after:
        rank, username = _cursor(after)
        users = users.filter(Q(rank__gt=rank) | Q(rank=rank, username__gt=username))
    limit = max(1, min(limit, LARGEST_PAGE))
    rows = list(users.order_by("rank", "username")[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return PersonList(
        people=[person_of(row) for row in rows[:limit]],
        next=None if last is None else f"{last.rank}.{last.username}",
    )


def _cursor(after: str) -> tuple[int, str]:
    rank, _dot, username = after.partition(".")
    if rank not in ("0", "1") or "\x00" in username:
        raise Refused("invalid", _("This is not the `next` of a page."), "after")
    return int(rank), username


def presence_of(user_id: int) -> PresenceName:
    """Whether the person is here, as this process knows."""
    if user_id not in hub.online():
        return "offline"
    return "idle" if user_id in hub.idle() else "online"


def profile(asker_id: int, username: str, *, staff: bool = False) -> Profile:
    """The card of a person, deactivated ones included. Three queries. Raises Refused("not_found")."""
    name = username.strip().lower()
    user = None if "\x00" in name else known_to(asker_id).filter(username=name).first()
    if user is None:
        raise Refused("not_found", _("There is nobody of this name."), "username")
    presence = presence_of(user.pk)
    rooms = [] if user.pk == asker_id else shared_rooms(asker_id, user.pk)
    return Profile(
        person=person_of(user),
        about=user.about,
        timezone=user.timezone,
        presence=presence,
        last_seen=user.last_seen_at if presence == "offline" else None,
        joined_at=user.date_joined,
        email=user.email if staff else "",
        rooms=[SharedRoom(id=room.id, name=room.name) for room in rooms],
    )
