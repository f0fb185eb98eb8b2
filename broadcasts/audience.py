"""Who an audience is: from rooms, roles, names and queries to people, each once, by id.

Everything reads the database as it is now. Deactivated people are in no audience.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import person_of
from broadcasts.events import Audience, AudiencePreview, AudienceQuery
from realtime.errors import Refused
from rooms.models import Kind, Membership, Role, Room

SAMPLE: Final = 12
SHOWN_UNKNOWN: Final = 100
NAMED_UNKNOWN: Final = 5
MOST_NAMES: Final = 200_000
AT_ONCE: Final = 5_000
"""Names in one query."""
APART: Final = re.compile(r"[\s,;]+")
HEADS: Final = frozenset({"username", "user", "name", "email", "e-mail", "benutzername"})


@dataclass(frozen=True, slots=True)
class People:
    """Who that is. `ids` ascend; None: everybody (`count` of them just now). `unknown`: names that nobody has."""

    ids: tuple[int, ...] | None
    count: int
    unknown: tuple[str, ...] = ()

    def after(self, user_id: int) -> list[int]:
        return [each for each in self.ids or () if each > user_id]


def names_in(text: str) -> list[str]:
    """The names of an uploaded list, each once. The head of a table is none.

    Raises Refused("invalid", …, "audience") where they are too many.
    """
    words = [word.strip("\"'@<>").lower() for word in APART.split(_storable(text))]
    names = list(dict.fromkeys(word for word in words if word))
    if names and names[0] in HEADS:
        del names[0]
    if len(names) > MOST_NAMES:
        raise Refused("invalid", _("At most {n} names fit here.").format(n=MOST_NAMES), "audience")
    return names


def resolve(audience: Audience) -> People:
    """The people of an audience, who may be none. Raises Refused("invalid") for a room that does not exist."""
    if audience.everyone:
        return People(None, User.objects.filter(is_active=True).count())
    found, unknown = _named([*(_plain(name) for name in audience.people), *names_in(audience.names)])
    if (some := _conditions(audience)) is not None:
        found.update(User.objects.filter(some, is_active=True).values_list("pk", flat=True))
    return People(tuple(sorted(found)), len(found), tuple(unknown))


def reachable(audience: Audience) -> People:
    """The same, for sending. Raises Refused("invalid", …, "audience") where that is nobody, or a name is unknown."""
    people = resolve(audience)
    if people.unknown and not audience.skip_unknown:
        raise _unknown(people.unknown)
    if people.count == 0:
        raise nobody()
    return people


def nobody() -> Refused:
    return Refused("invalid", _("There is nobody who would get this."), "audience")


def preview(audience: Audience) -> AudiencePreview:
    """Raises Refused("invalid", …, "audience") where it is nobody."""
    people = resolve(audience)
    if people.count == 0 and not people.unknown:
        raise nobody()
    some = User.objects.filter(is_active=True).order_by("username")
    if people.ids is not None:
        some = some.filter(pk__in=people.ids[:SAMPLE])
    return AudiencePreview(
        count=people.count,
        sample=[person_of(user) for user in some[:SAMPLE]],
        unknown=list(people.unknown[:SHOWN_UNKNOWN]),
        unknown_count=len(people.unknown),
    )


def still_in(audience: Audience, user_ids: Sequence[int]) -> list[int]:
    """Those of some hundred people of the audience who are in it at this moment: who was deactivated, or left the room
    meanwhile, is not. Whoever is named stays."""
    some = User.objects.filter(pk__in=user_ids, is_active=True)
    if (conditions := _conditions(audience)) is not None:
        if audience.people or audience.names:
            names = {*(_plain(name) for name in audience.people), *names_in(audience.names)}
            known = some.values_list("pk", "username", "email")
            named = [pk for pk, username, email in known if username in names or email.lower() in names]
            conditions |= Q(pk__in=named)
        some = some.filter(conditions)
    return sorted(some.values_list("pk", flat=True))


def _plain(name: str) -> str:
    return _storable(name).strip().removeprefix("@").lower()


def _storable(text: str) -> str:
    """Without what no database takes as a parameter."""
    return text.replace("\x00", " ").encode("utf-8", "ignore").decode()


def _unknown(names: Sequence[str]) -> Refused:
    shown = ", ".join(name[:40] for name in names[:NAMED_UNKNOWN])
    more = len(names) - NAMED_UNKNOWN
    if more > 0:
        shown = _("{names} and {n} more").format(names=shown, n=more)
    return Refused("invalid", _("There is nobody called {names}.").format(names=shown), "audience")


def _named(names: Sequence[str]) -> tuple[set[int], list[str]]:
    """People by username or e-mail address, and the names that nobody has, in their order."""
    names = list(dict.fromkeys(name for name in names if name))
    found: set[int] = set()
    known: set[str] = set()
    for portion in _portions(names):
        addresses = [name for name in portion if "@" in name]
        some = User.objects.filter(is_active=True)
        for pk, username in some.filter(username__in=portion).values_list("pk", "username"):
            found.add(pk)
            known.add(username)
        for pk, email in _by_address(some, addresses):
            found.add(pk)
            known.add(email)
    return found, [name for name in names if name not in known]


def _by_address(some: QuerySet[User], addresses: Sequence[str]) -> list[tuple[int, str]]:
    """Addresses are kept as people typed them, so they are compared in lower case."""
    if not addresses:
        return []
    lower = some.annotate(address=Lower("email")).filter(address__in=addresses)
    return list(lower.values_list("pk", "address"))


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]


def _conditions(audience: Audience) -> Q | None:
    """What makes somebody one of them without being named; None: nothing."""
    parts = [_in_role(role) for role in audience.roles]
    if audience.rooms:
        parts.append(_in_rooms(audience.rooms))
    if audience.query is not None:
        parts.append(_by_query(audience.query))
    if not parts:
        return None
    whole = parts[0]
    for part in parts[1:]:
        whole |= part
    return whole


def _in_role(role: str) -> Q:
    match role:
        case "staff":
            return Q(is_staff=True)
        case "guests":
            return Q(is_guest=True)
        case "members":
            return Q(is_guest=False)
        case _:
            runs = Membership.objects.filter(role__in=(Role.OWNER, Role.ADMIN), removed_at=None)
            return Q(is_guest=False, pk__in=runs.filter(room__kind=Kind.ROOM).values("user"))


def _in_rooms(rooms: Sequence[int]) -> Q:
    wanted = set(rooms)
    if Room.objects.filter(pk__in=wanted, kind=Kind.ROOM).count() != len(wanted):
        raise Refused("invalid", _("There is no such room."), "audience")
    return Q(pk__in=Membership.objects.filter(room__in=wanted, removed_at=None).values("user"))


def _by_query(query: AudienceQuery) -> Q:
    if not query.model_dump(exclude_none=True):
        raise Refused("invalid", _("A query needs a condition."), "audience")
    found = Q() if query.room is None else _in_rooms([query.room])
    times = {
        "date_joined__lt": query.joined_before,
        "date_joined__gte": query.joined_after,
        "last_seen_at__gte": query.seen_after,
    }
    for field, moment in times.items():
        if moment is not None:
            found &= Q(**{field: _aware(moment)})
    if query.seen_before is not None:  # who was never here was not seen since
        found &= Q(last_seen_at__lt=_aware(query.seen_before)) | Q(last_seen_at=None)
    if query.is_guest is not None:
        found &= Q(is_guest=query.is_guest)
    if query.language is not None:
        found &= _speaks(query.language)
    return found


def _speaks(language: str) -> Q:
    own = Q(language=check_language(language))
    return own | Q(language="") if language == settings.LANGUAGE_CODE else own


def check_language(code: str) -> str:
    """Raises Refused("invalid", …, "audience")."""
    if code not in dict(settings.LANGUAGES):
        raise Refused("invalid", _("There is no language “{code}” here.").format(code=code[:20]), "audience")
    return code


def _aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
