"""May they? To fetch a room is to be authorised: nothing above takes a room from the table itself.

Everything here reads the database afresh, so it can be called inside `Append.write`, where the answer holds
until the commit because the room's stream is locked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from realtime.errors import Refused
from realtime.sql import rows
from rooms.abilities import Ability, Place, abilities_of, role_of
from rooms.hooks import margin_roles
from rooms.models import Ban, Membership, Room, Visibility

NOTHING: Final = frozenset[Ability]()
WHY_NOT: Final[dict[Ability, str]] = {
    "send": gettext_noop("Join the room to write in it."),
    "react": gettext_noop("Join the room to react in it."),
    "create_document": gettext_noop("Join the room to make a document in it."),
    "join": gettext_noop("You are in this room already."),
    "request": gettext_noop("One cannot ask to join this room."),
    "leave": gettext_noop("You cannot leave this room."),
}
OTHERWISE: Final = gettext_noop("Your role in this room does not allow that.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to a room, as it is now. `role` is None for somebody who is not in it.

    `slow_mode`: seconds that the room wants between two messages of this person, 0 for none.
    """

    room: int
    user: int
    place: Place
    role: str | None
    active: bool = True
    guest: bool = False
    silenced: bool = False
    banned: bool = False
    slow_mode: int = 0

    @property
    def archived(self) -> bool:
        return self.place.archived

    @property
    def kind(self) -> str:
        return self.place.kind

    @property
    def abilities(self) -> frozenset[Ability]:
        return self._abilities(self.place)

    def _abilities(self, place: Place) -> frozenset[Ability]:
        if not self.active or self.banned or (self.role is None and self.guest):
            return NOTHING
        return abilities_of(self.role, place, self.silenced)

    def refusal(self, ability: Ability) -> Refused | None:
        """Why they may not; None when they may. Who may not even read learns nothing of the room."""
        able = self.abilities
        if ability in able:
            return None
        if "read" not in able:
            return no_such_room()
        return Refused("forbidden", self._why_not(ability))

    def _why_not(self, ability: Ability) -> str:
        if self.archived and ability in self._abilities(self.place._replace(archived=False)):
            return _("This room is archived.")
        if self.silenced and self.role is not None and ability in abilities_of(self.role, self.place):
            return _("You are silenced in this room for a while.")
        if ability == "send" and self.role is not None:
            return _("Only admins and owners write in this room.")
        return _(WHY_NOT.get(ability, OTHERWISE))


def no_such_room() -> Refused:
    return Refused("not_found", _("There is no such room, or it is not yours to see."))


PREPARED: Final = 64
STANDING_COLUMNS: Final = """r.id, u.id, r.kind, r.visibility, r.findable, r.posting, r.archived, r.slow_mode,
    m.role, u.is_active, u.is_guest, m.silenced_until, b.id, b.until"""
STANDING_JOINS: Final = """
    LEFT JOIN rooms_membership m ON m.room_id = r.id AND m.user_id = u.id AND m.removed_at IS NULL
    LEFT JOIN rooms_ban b ON b.room_id = r.id AND b.user_id = u.id AND b.lifted_at IS NULL
"""
"""Wants a room `r` and a user `u`. Apps above join what they know of it, and read a row by `standing_of_row`."""
STANDINGS: Final = (
    "WITH pair(person, place) AS (VALUES {pairs}) SELECT "  # noqa: S608 - columns of ours
    + STANDING_COLUMNS
    + " FROM pair JOIN rooms_room r ON r.id = pair.place JOIN accounts_user u ON u.id = pair.person"
    + STANDING_JOINS
)


def standings(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Standing]:
    """How (user, room) pairs stand, in one query; pairs of an unknown room or user are missing."""
    wanted = set(pairs)
    if not wanted:
        return {}
    found = {(row[1], row[0]): standing_of_row(row) for row in _rows(wanted)}
    if margins := [pair for pair, standing in found.items() if standing.place.kind == "margin"]:
        roles = margin_roles(margins)
        found |= {pair: replace(found[pair], role=roles.get(pair)) for pair in margins}
    return found


def _rows(pairs: set[tuple[int, int]]) -> list[tuple[Any, ...]]:
    """Few pairs are parameters, so that the database knows the statement again. Many would be too many parameters;
    the numbers are ints of ours, so they can stand in the text."""
    if len(pairs) <= PREPARED:
        return rows(_prepared(len(pairs)), [number for pair in pairs for number in pair])
    return rows(STANDINGS.format(pairs=",".join([f"({int(user)},{int(room)})" for user, room in pairs])))


@lru_cache(PREPARED)
def _prepared(count: int) -> str:
    return STANDINGS.format(pairs=",".join(["(%s,%s)"] * count))


def standing_of_row(row: Sequence[Any]) -> Standing:
    """The standing that a row of `STANDING_COLUMNS` tells."""
    *lasting, silenced_until, ban, banned_until = row
    silenced = silenced_until is not None and not _over(silenced_until)
    banned = ban is not None and (banned_until is None or not _over(banned_until))
    return _made(*lasting, silenced, banned)


@lru_cache(10_000)
def _made(  # noqa: PLR0917  (the columns of a row)
    room: int,
    user: int,
    kind: str,
    visibility: str,
    findable: bool,
    posting: str,
    archived: bool,
    slow_mode: int,
    role: str | None,
    active: bool,
    guest: bool,
    silenced: bool,
    banned: bool,
) -> Standing:
    """The same row is the same standing: nothing in it changes by the clock."""
    place = Place(kind, visibility, bool(findable), posting, bool(archived))
    return Standing(
        room,
        user,
        place,
        role_of(role, bool(guest)),
        active=bool(active),
        guest=bool(guest),
        silenced=silenced,
        banned=banned,
        slow_mode=slow_mode if slow_mode and role not in ("owner", "admin") else 0,
    )


def _over(until: object) -> bool:
    """Whether a moment of a raw row (SQLite: text) has passed."""
    moment = until if isinstance(until, datetime) else parse_datetime(str(until))
    assert moment is not None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) <= timezone.now()


def standing_for(user_id: int, room_id: int, ability: Ability = "read") -> Standing:
    """The person's standing if they have the ability in the room.

    Raises Refused: "not_found" if they may not even know of the room, else "forbidden" with the reason.
    """
    found = standings([(user_id, room_id)]).get((user_id, room_id))
    if found is None:
        raise no_such_room()
    if refusal := found.refusal(ability):
        raise refusal
    return found


def room_for(user_id: int, room_id: int, ability: Ability = "read") -> Room:
    """The room if the person has the ability in it; raises like `standing_for`."""
    standing_for(user_id, room_id, ability)
    return Room.objects.get(pk=room_id)


def readable_rooms(user_id: int, room_ids: Sequence[int]) -> set[int]:
    """Which of these rooms the person may read, in one query."""
    found = standings((user_id, room_id) for room_id in room_ids)
    return {room for (_user, room), standing in found.items() if "read" in standing.abilities}


def visible_rooms(user_id: int) -> Q:
    """A filter of the rooms a person may read; for lists."""
    return _mine(user_id) | Q(visibility=Visibility.PUBLIC) & _open_to(user_id)


def listed_rooms(user_id: int) -> Q:
    """A filter of the rooms a person may find in the directory: those they may read, and those they may ask
    to join."""
    return _mine(user_id) | (Q(visibility=Visibility.PUBLIC) | Q(findable=True)) & _open_to(user_id)


def _mine(user_id: int) -> Q:
    return Q(pk__in=Membership.objects.filter(user=user_id, removed_at=None).values("room"))


def _open_to(user_id: int) -> Q:
    """What is open to everybody is not to guests, nor to whom it was closed."""
    guest = User.objects.filter(pk=user_id, is_guest=True)
    banned = standing_bans().filter(user=user_id).values("room")
    return ~Q(pk__in=banned) & ~Q(Exists(guest))


def standing_bans() -> QuerySet[Ban]:
    """Bans that are in force."""
    return Ban.objects.filter(Q(until=None) | Q(until__gt=timezone.now()), lifted_at=None)


class RoomStream:
    """`room:<id>`: read by those who may read the room."""

    prefix = "room"
    presence = True

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        ids = [
            int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19 and key[0] != "0"
        ]
        return {str(room) for room in readable_rooms(user_id, ids)}
