"""Reads of rooms: what lists, pages and events show. Whether somebody may see it is decided in access."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import CharField, Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from accounts.selectors import person_of
from realtime.models import Stream
from rooms.abilities import abilities_of
from rooms.access import no_such_room, visible_rooms
from rooms.events import Abilities, AbilitiesByRole, Member, RoomInfo, RoomSummary
from rooms.hooks import Marker, unread_counts
from rooms.models import Membership, Room

SHOWN: Final = tuple(Abilities.model_fields)


def abilities(role: str | None, visibility: str, archived: bool) -> Abilities:
    able = abilities_of(role, visibility, archived)
    return Abilities(**{name: name in able for name in SHOWN})


def abilities_by_role(room: Room) -> AbilitiesByRole:
    roles: dict[str, str | None] = {"owner": "owner", "admin": "admin", "member": "member", "none": None}
    return AbilitiesByRole(
        **{name: abilities(role, room.visibility, room.archived) for name, role in roles.items()}
    )


def room_info(room: Room) -> RoomInfo:
    return RoomInfo(
        id=room.pk,
        name=room.name,
        topic=room.topic,
        visibility=room.visibility,
        archived=room.archived,
        created_at=room.created_at,
    )


def _with_my_view(rooms: QuerySet[Room], user_id: int) -> QuerySet[Any]:
    """Everything a summary needs but the unread count, in one statement and so of one moment."""
    active = Membership.objects.filter(room=OuterRef("pk"), removed_at=None).order_by()
    stream = Stream.objects.filter(name=Concat(Value("room:"), Cast(OuterRef("pk"), CharField())))
    mine = FilteredRelation(
        "memberships", condition=Q(memberships__user=user_id, memberships__removed_at=None)
    )
    return rooms.annotate(
        mine=mine,
        my_role=F("mine__role"),
        my_read_seq=F("mine__read_seq"),
        member_count=Subquery(active.values("room").annotate(n=Count("pk")).values("n")),
        head=Subquery(stream.values("head")),
        epoch=Subquery(stream.values("epoch")),
    )


def _summaries(rooms: QuerySet[Room], user_id: int, head: int | None = None) -> list[RoomSummary]:
    rows = list(_with_my_view(rooms, user_id))
    heads = {row.pk: (row.head or 0) if head is None else head for row in rows}
    markers = [Marker(row.pk, row.my_read_seq, heads[row.pk]) for row in rows if row.my_role is not None]
    unread = unread_counts(user_id, markers)
    return [
        RoomSummary(
            **room_info(row).model_dump(),
            role=row.my_role,
            epoch=row.epoch or "",
            head=heads[row.pk],
            read_seq=row.my_read_seq or 0,
            unread=unread.get(row.pk, 0),
            members=row.member_count or 0,
            abilities=abilities(row.my_role, row.visibility, row.archived),
        )
        for row in rows
    ]


def my_rooms(user_id: int) -> list[RoomSummary]:
    """The person's rooms by name, archived ones last. Two queries, however many rooms."""
    rooms = Room.objects.filter(memberships__user=user_id, memberships__removed_at=None)
    return _summaries(rooms.order_by("archived", "name", "pk"), user_id)


def directory(user_id: int) -> list[RoomSummary]:
    """Every room the person may know of and that is in use: all public ones, and their private ones."""
    return _summaries(
        Room.objects.filter(visible_rooms(user_id), archived=False).order_by("name", "pk"), user_id
    )


def room_summary(user_id: int, room_id: int, head: int | None = None) -> RoomSummary:
    """One room; `head` is given inside an append, whose stamps the stream's row does not show yet.

    Raises Refused("not_found") when the person may not know of it.
    """
    found = _summaries(Room.objects.filter(visible_rooms(user_id), pk=room_id), user_id, head)
    if not found:
        raise no_such_room()
    return found[0]


def summaries_by_id(user_id: int, room_ids: Iterable[int]) -> dict[int, RoomSummary]:
    """Those of these rooms that the person may know of. Two queries."""
    found = Room.objects.filter(visible_rooms(user_id), pk__in=list(room_ids))
    return {summary.id: summary for summary in _summaries(found, user_id)}


def member_of(membership: Membership) -> Member:
    """Wants `membership.user` loaded."""
    return Member(
        user=person_of(membership.user),
        role=membership.role,
        joined_at=membership.joined_at,
    )


def members_of(room_id: int) -> list[Member]:
    """By username. One query."""
    active = Membership.objects.filter(room=room_id, removed_at=None).select_related("user")
    return [member_of(each) for each in active.order_by("user__username")]


def member_counts(room_ids: Sequence[int]) -> dict[int, int]:
    """How many are in each of these rooms; rooms without anybody are missing. One query."""
    active = Membership.objects.filter(room__in=room_ids, removed_at=None)
    return dict(active.values_list("room").annotate(members=Count("pk")).order_by())


def member_count(room_id: int) -> int:
    return member_counts([room_id]).get(room_id, 0)
