"""What apps below ask of rooms: who knows whom by the rooms they share (profile cards, guests), and names (audit)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.hooks import Place
from rooms.models import Membership, Room


def shared_rooms(user_id: int, other_id: int) -> list[Place]:
    """The rooms with a name that both are in, by name. One query."""
    both = Room.objects.filter(memberships__user=user_id, memberships__removed_at=None).filter(
        pk__in=Membership.objects.filter(user=other_id, removed_at=None).values("room")
    )
    return [Place(pk, name) for pk, name in both.exclude(name="").order_by("name").values_list("pk", "name")]


def acquaintances(user_id: int) -> QuerySet[Any]:
    """The ids of everybody who is in a room with the person."""
    mine = Membership.objects.filter(user=user_id, removed_at=None).values("room")
    return Membership.objects.filter(room__in=mine, removed_at=None).values("user")


def room_names(room_ids: Iterable[int]) -> dict[int, str]:
    """What these rooms are called; "" for direct and group rooms."""
    return dict(Room.objects.filter(pk__in=list(room_ids)).values_list("pk", "name"))
