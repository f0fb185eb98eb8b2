"""Which entries a person's query is about: rooms they may read now, people, times, filters; not yet the words."""

from collections.abc import Collection, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from collab.access import grants_alive, unseen_in
from rooms.access import visible_rooms
from rooms.models import Membership, Room
from search.hooks import saved_messages
from search.models import FLAGS, Kind
from search.parse import Query, refused


def scope(user_id: int, query: Query, kind: str | None) -> Q:
    """A filter of entries. At most eight small queries. Raises Refused("invalid", field "q") for unknown names."""
    wanted = places(user_id, query.rooms)
    if query.people:
        wanted &= Q(author__in=[_person(user_id, name) for name in query.people])
    if query.since is not None:
        wanted &= Q(at__gte=query.since)
    if query.until is not None:
        wanted &= Q(at__lt=query.until)
    if kind is not None:
        wanted &= Q(kind=kind)
    for flag in (query.has | query.is_) & set(FLAGS):
        wanted &= Q(**{flag: True})
    if "mine" in query.is_:
        wanted &= Q(author=user_id)
    if "saved" in query.is_:
        wanted &= Q(kind=Kind.MESSAGE, object__in=saved_messages(user_id))
    return wanted


def places(user_id: int, names: Sequence[str] = ()) -> Q:
    """Entries of the rooms that the person may read, without documents that are restricted to others; and, where no
    room is named, documents of other rooms that were given to them."""
    rooms = readable(user_id, names)
    wanted = Q(room__in=rooms)
    if unseen := unseen_in(user_id, rooms):
        wanted &= ~Q(kind=Kind.DOCUMENT, object__in=unseen)
    if not names and (given := set(grants_alive(user_id).values_list("document", flat=True))):
        wanted |= Q(kind=Kind.DOCUMENT, object__in=given)
    return wanted


def readable(user_id: int, names: Sequence[str] = ()) -> Collection[int]:
    """Ids of the rooms that the person may read at this moment, of these names if there are any.

    They stand in the statement one by one: the planner then knows how much of everything they hold.
    """
    rooms = list(Room.objects.filter(visible_rooms(user_id)).values_list("pk", "name"))
    if not names:
        return [pk for pk, _name in rooms]
    found: set[int] = set()
    for name in names:
        here = _direct(user_id, name[1:]) if name.startswith("@") else _called(name, rooms)
        if not here:
            raise refused(_("in: there is no room “{name}” that you can read.").format(name=name))
        found |= here
    return found


def _called(name: str, rooms: Sequence[tuple[int, str]]) -> set[int]:
    """By name in full, else by its beginning; a number may be the room's id."""
    plain = name.removeprefix("#").casefold()
    exact = {pk for pk, called in rooms if called.casefold() == plain}
    if not exact and plain.isascii() and plain.isdigit():
        exact = {pk for pk, _name in rooms if str(pk) == plain}
    return exact or {pk for pk, called in rooms if called and called.casefold().startswith(plain)}


def _direct(user_id: int, username: str) -> set[int]:
    """The direct conversation with somebody."""
    mine = Membership.objects.filter(user=user_id, removed_at=None, room__kind="direct").values("room")
    theirs = Membership.objects.filter(user__username=username.lower(), removed_at=None, room__in=mine)
    return set(theirs.exclude(user=user_id).values_list("room", flat=True))


def _person(user_id: int, name: str) -> int:
    if name == "me":
        return user_id
    found = User.objects.filter(username=name).values_list("pk", flat=True).first()
    if found is None:
        raise refused(_("from: there is nobody called “{name}”.").format(name=name))
    return found
