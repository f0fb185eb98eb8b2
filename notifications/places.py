"""Places that a person may have a rule for: rooms, and what apps above register (documents, threads).

The apps that know documents and threads are not known here; they say how to look them up, and who may see them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from notifications.kinds import PLACE_CHARS
from rooms.access import readable_rooms, standings
from rooms.models import Membership, Room


@dataclass(frozen=True, slots=True)
class PlaceInfo:
    """What a place is called for people, and the place around it whose rule holds where it has none of its own."""

    name: str
    within: str = ""


Lookup = Callable[[int, Sequence[int]], Mapping[int, PlaceInfo]]
"""`(user_id, ids)`: those of these places that the person may see now; a constant number of queries."""

Readers = Callable[[Sequence[tuple[int, int]]], set[tuple[int, int]]]
"""`(pairs)`: those of these (user, id) pairs whose person may see the place now; a constant number of queries."""

_lookups: Final[dict[str, Lookup]] = {}
_readers: Final[dict[str, Readers]] = {}


def register_places(prefix: str, lookup: Lookup) -> None:
    """Say how places "<prefix>:<id>" are looked up; once for each prefix, at start-up."""
    if _lookups.setdefault(prefix, lookup) is not lookup:
        raise TypeError(f"places {prefix!r} are registered twice")


def register_readers(prefix: str, readers: Readers) -> None:
    """Say how it is asked who may see places "<prefix>:<id>", before something that was told of them leaves the house.
    Once for each prefix, at start-up. Not for what is seen wherever a place beside it is, as threads are."""
    if _readers.setdefault(prefix, readers) is not readers:
        raise TypeError(f"readers of {prefix!r} are registered twice")


def hidden(pairs: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Those of these (user, place) pairs whose person may not see the place, as it stands now; what is gone is hidden.
    A constant number of queries for each sort of place."""
    asked: dict[str, dict[tuple[int, int], tuple[int, str]]] = {}
    for user_id, place in pairs:
        prefix, _, number = place.partition(":")
        if prefix in _readers and number.isdigit():
            asked.setdefault(prefix, {})[user_id, int(number)] = (user_id, place)
    return {
        named[pair]
        for prefix, named in asked.items()
        for pair in named.keys() - _readers[prefix](list(named))
    }


def places_seen(user_id: int, places: Sequence[str]) -> dict[str, PlaceInfo]:
    """Those of these places that exist and that the person may see."""
    ids: dict[str, list[int]] = {}
    for place in set(places):
        prefix, _, number = place.partition(":")
        canonical = number.isascii() and number.isdigit() and str(int(number)) == number
        if prefix in _lookups and canonical and len(place) <= PLACE_CHARS and len(number) <= 18:
            ids.setdefault(prefix, []).append(int(number))
    return {
        f"{prefix}:{number}": info
        for prefix, numbers in ids.items()
        for number, info in _lookups[prefix](user_id, numbers).items()
    }


def chain_of(place: str, info: PlaceInfo) -> list[str]:
    """The place and what is around it, the nearest first: whose rules apply."""
    return [place, info.within] if info.within else [place]


def rooms_seen(user_id: int, ids: Sequence[int]) -> dict[int, PlaceInfo]:
    """Rooms that the person may read. Conversations have no name: they are called by the others in them."""
    rows = list(Room.objects.filter(pk__in=readable_rooms(user_id, ids)).values_list("pk", "name"))
    others = _others(user_id, [pk for pk, name in rows if not name])
    return {pk: PlaceInfo(name or others.get(pk, "")) for pk, name in rows}


def room_readers(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of these (user, room) pairs whose person may read there. At most three queries."""
    return {pair for pair, standing in standings(pairs).items() if "read" in standing.abilities}


def _others(user_id: int, ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    members = Membership.objects.filter(room__in=ids, removed_at=None).exclude(user=user_id)
    names: dict[int, list[str]] = {}
    for member in members.select_related("user").order_by("pk"):
        names.setdefault(member.room_id, []).append(member.user.display_name)
    return {room: ", ".join(each) for room, each in names.items()}
