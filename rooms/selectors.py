"""Reads of rooms: what lists, pages and events show. Whether somebody may see it is decided in access."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import Person
from accounts.models import User
from accounts.selectors import PersonRow, person_of
from realtime.errors import Refused
from realtime.models import Stream
from rooms.abilities import RANK, Ability, Place, abilities_of, role_of
from rooms.access import listed_rooms, no_such_room, visible_rooms
from rooms.events import (
    Abilities,
    AbilitiesByRole,
    Member,
    RoomDirectory,
    RoomInfo,
    RoomSummary,
)
from rooms.hooks import Counts, Marker, unread_counts
from rooms.models import NAME_LENGTH, JoinRequest, Kind, Membership, Room

SHOWN: Final = tuple(Abilities.model_fields)
MOST_PEOPLE: Final = 9
"""Others in a group room, all of whom a summary names."""
DIRECTORY_PAGE: Final = 100


def abilities_shown(able: frozenset[Ability]) -> Abilities:
    """As they travel."""
    return Abilities(**{name: name in able for name in SHOWN})


def place_of(room: Room) -> Place:
    return Place(room.kind, room.visibility, room.findable, room.posting, room.archived)


def abilities_by_role(room: Room) -> AbilitiesByRole:
    place = place_of(room)
    roles: dict[str, str | None] = {role: role for role in RANK} | {"none": None}
    able = {name: abilities_shown(abilities_of(role, place)) for name, role in roles.items()}
    return AbilitiesByRole(**able, silenced=abilities_shown(abilities_of("member", place, silenced=True)))


def room_info(room: Room) -> RoomInfo:
    return RoomInfo(
        id=room.pk,
        kind=room.kind,
        name=room.name,
        topic=room.topic,
        description=room.description,
        emoji=room.emoji,
        visibility=room.visibility,
        findable=room.findable,
        posting=room.posting,
        slow_mode=room.slow_mode,
        retention_days=room.retention_days,
        requests=room.open_requests,
        archived=room.archived,
        created_at=room.created_at,
    )


def _with_my_view(rooms: QuerySet[Room], user_id: int) -> QuerySet[Any]:
    """Everything a summary needs but the unread count, in one statement and so of one moment."""
    active = Membership.objects.filter(room=OuterRef("pk"), removed_at=None).order_by()
    stream = Stream.objects.filter(name=Concat(Value("room:"), Cast(OuterRef("pk"), CharField())))
    asking = JoinRequest.objects.filter(room=OuterRef("pk"), user=user_id, state=JoinRequest.State.OPEN)
    mine = FilteredRelation(
        "memberships", condition=Q(memberships__user=user_id, memberships__removed_at=None)
    )
    return rooms.annotate(
        mine=mine,
        my_role=F("mine__role"),
        my_read_seq=F("mine__read_seq"),
        my_favourite=F("mine__favourite"),
        my_position=F("mine__position"),
        my_silence=F("mine__silenced_until"),
        i_am_guest=Subquery(User.objects.filter(pk=user_id).values("is_guest")),
        i_asked=Exists(asking),
        member_count=Subquery(active.values("room").annotate(n=Count("pk")).values("n")),
        head=Subquery(stream.values("head")),
        epoch=Subquery(stream.values("epoch")),
    )


def _summaries(rooms: QuerySet[Room], user_id: int, head: int | None = None) -> list[RoomSummary]:
    """Two queries; three where a direct or group room is among them."""
    rows = list(_with_my_view(rooms, user_id))
    heads = {row.pk: (row.head or 0) if head is None else head for row in rows}
    markers = [Marker(row.pk, row.my_read_seq, heads[row.pk]) for row in rows if row.my_role is not None]
    unread = unread_counts(user_id, markers)
    people = _people_of([row.pk for row in rows if row.kind != Kind.ROOM], user_id)
    now = timezone.now()
    return [
        _summary(row, heads[row.pk], unread.get(row.pk, Counts()), people.get(row.pk, []), now)
        for row in rows
    ]


def _summary(row: Any, head: int, counts: Counts, people: list[Person], now: datetime) -> RoomSummary:
    role = role_of(row.my_role, bool(row.i_am_guest))
    silence = row.my_silence if row.my_silence is not None and row.my_silence > now else None
    able = abilities_of(role, place_of(row), silenced=silence is not None)
    info = room_info(row).model_dump()
    if "read" not in able:  # it may be found by its name and topic, and that is all
        info |= {"description": "", "requests": 0, "retention_days": None}
    return RoomSummary(
        **info,
        role=role,
        epoch=row.epoch or "",
        head=head,
        read_seq=row.my_read_seq or 0,
        unread=counts.unread,
        mentions=counts.mentions,
        members=row.member_count or 0,
        people=people,
        favourite=bool(row.my_favourite),
        position=row.my_position,
        silenced_until=silence,
        requested=row.i_asked,
        abilities=abilities_shown(able),
    )


def _people_of(room_ids: Sequence[int], user_id: int) -> dict[int, list[Person]]:
    """The others in direct and group rooms, by username. One query."""
    found: dict[int, list[Person]] = {}
    if room_ids:
        others = Membership.objects.filter(room__in=room_ids, removed_at=None).exclude(user=user_id)
        for each in others.select_related("user").order_by("user__username"):
            found.setdefault(each.room_id, []).append(person_of(each.user))
    return found


def my_rooms(user_id: int) -> list[RoomSummary]:
    """The person's rooms by name, then groups and direct ones, archived ones last. At most three queries."""
    rooms = Room.objects.filter(memberships__user=user_id, memberships__removed_at=None)
    return _summaries(rooms.order_by("archived", "-kind", "name", "pk"), user_id)


def directory(user_id: int, text: str = "", after: str = "", limit: int = DIRECTORY_PAGE) -> RoomDirectory:
    """The rooms the person may find and that are in use, by name: public ones, private ones that can be found,
    and their own. `text` is looked for in name, topic and description. At most two queries.

    Raises Refused("invalid", field "after").
    """
    rooms = Room.objects.filter(listed_rooms(user_id), kind=Kind.ROOM, archived=False)
    if text := text.strip()[:NAME_LENGTH].replace("\x00", ""):
        hit = Q(name__icontains=text) | Q(topic__icontains=text)
        described = Q(description__icontains=text) & visible_rooms(user_id)
        rooms = rooms.filter(hit | described)
    if after:
        name, pk = _read_cursor(after)
        rooms = rooms.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
    limit = min(max(limit, 1), DIRECTORY_PAGE)
    found = _summaries(rooms.order_by("name", "pk")[: limit + 1], user_id)
    page = found[:limit]
    return RoomDirectory(rooms=page, next=_cursor(page[-1]) if len(found) > limit else None)


def _cursor(room: RoomSummary) -> str:
    """The place of a room in the directory, as text that fits into an address."""
    return urlsafe_b64encode(json.dumps([room.name, room.id]).encode()).decode()


def _read_cursor(after: str) -> tuple[str, int]:
    try:
        name, pk = json.loads(urlsafe_b64decode(after.encode()))
        return str(name).replace("\x00", ""), int(pk)
    except (ValueError, TypeError) as error:
        raise Refused("invalid", _("This is no place in the directory."), "after") from error


def room_summary(user_id: int, room_id: int, head: int | None = None) -> RoomSummary:
    """One room; `head` is given inside an append, whose stamps the stream's row does not show yet.

    Raises Refused("not_found") when the person may not know of it.
    """
    found = _summaries(Room.objects.filter(visible_rooms(user_id), pk=room_id), user_id, head)
    if not found:
        raise no_such_room()
    return found[0]


UNCOUNTED: Final[dict[str, Any]] = {
    "read_seq": 0,
    "unread": 0,
    "mentions": 0,
    "members": 0,
    "people": [],
    "favourite": False,
    "position": None,
    "silenced_until": None,
    "requested": False,
}
"""What a summary says of the person's own standing where none was looked up."""


def hidden_room(room_id: int) -> RoomSummary:
    """What somebody sees of a room that they may not know of, but in which something was given to them: its number."""
    return RoomSummary(
        id=room_id,
        kind="room",
        name="",
        topic="",
        description="",
        emoji="",
        visibility="private",
        findable=False,
        posting="everyone",
        slow_mode=0,
        retention_days=None,
        requests=0,
        archived=False,
        created_at=datetime.fromtimestamp(0, UTC),
        role=None,
        epoch="",
        head=0,
        **UNCOUNTED,
        abilities=abilities_shown(frozenset()),
    )


def summaries_by_id(user_id: int, room_ids: Iterable[int]) -> dict[int, RoomSummary]:
    """Those of these rooms that the person may know of. At most three queries."""
    found = Room.objects.filter(visible_rooms(user_id), pk__in=list(room_ids))
    return {summary.id: summary for summary in _summaries(found, user_id)}


def member_of(membership: Membership) -> Member:
    """Wants `membership.user` loaded."""
    return _member(membership.user, membership.role, membership.joined_at, membership.silenced_until)


def _member(user: User | PersonRow, role: str, joined_at: datetime, silence: datetime | None) -> Member:
    return Member(
        user=person_of(user),
        role=role_of(role, user.is_guest),
        joined_at=joined_at,
        silenced_until=silence if silence is not None and silence > timezone.now() else None,
    )


def members_of(room_id: int, *, only: Collection[int] | None = None) -> list[Member]:
    """By username; `only` people with these ids. One query."""
    active = Membership.objects.filter(room=room_id, removed_at=None).order_by("user__username")
    if only is not None:
        active = active.filter(user__in=only)
    columns = [f"user__{name}" for name in PersonRow._fields]
    found = active.values_list("role", "joined_at", "silenced_until", *columns)
    return [_member(PersonRow(*row[3:]), *row[:3]) for row in found]


def active_member_ids(room_id: int) -> list[int]:
    """Ids of those in the room who can sign in, ascending. One query."""
    members = Membership.objects.filter(room=room_id, removed_at=None, user__is_active=True)
    return list(members.order_by("user_id").values_list("user_id", flat=True))


def member_counts(room_ids: Sequence[int]) -> dict[int, int]:
    """How many are in each of these rooms; rooms without anybody are missing. One query."""
    active = Membership.objects.filter(room__in=room_ids, removed_at=None)
    return dict(active.values_list("room").annotate(members=Count("pk")).order_by())


def member_count(room_id: int) -> int:
    return member_counts([room_id]).get(room_id, 0)
