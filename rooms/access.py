"""May they? To fetch a room is to be authorised: nothing above takes a room from the table itself.

Everything here reads the database afresh, so it can be called inside `Append.write`, where the answer holds
until the commit because the room's stream is locked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from realtime.errors import Refused
from realtime.sql import rows
from rooms.abilities import Ability, abilities_of
from rooms.models import Membership, Room, Visibility

WHY_NOT: Final[dict[Ability, str]] = {
    "send": "Join the room to write in it.",
    "create_document": "Join the room to make a document in it.",
    "join": "You are in this room already.",
    "leave": "You are not in this room.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to a room, as it is now. `role` is None for somebody who is not in it."""

    room: int
    user: int
    visibility: str
    archived: bool
    role: str | None
    active: bool = True

    @property
    def abilities(self) -> frozenset[Ability]:
        return abilities_of(self.role, self.visibility, self.archived) if self.active else frozenset()

    def refusal(self, ability: Ability) -> Refused | None:
        """Why they may not; None when they may. Who may not even read learns nothing of the room."""
        able = self.abilities
        if ability in able:
            return None
        if "read" not in able:
            return no_such_room()
        if self.archived and ability in abilities_of(self.role, self.visibility, archived=False):
            return Refused("forbidden", "This room is archived.")
        return Refused("forbidden", WHY_NOT.get(ability, "Your role in this room does not allow that."))


def no_such_room() -> Refused:
    return Refused("not_found", "There is no such room, or it is not yours to see.")


STANDINGS: Final = """
    WITH pair(person, place) AS (VALUES {pairs})
    SELECT r.id, u.id, r.visibility, r.archived, m.role, u.is_active
    FROM pair
    JOIN rooms_room r ON r.id = pair.place
    JOIN accounts_user u ON u.id = pair.person
    LEFT JOIN rooms_membership m ON m.room_id = r.id AND m.user_id = u.id AND m.removed_at IS NULL
"""


def standings(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Standing]:
    """How (user, room) pairs stand, in one query; pairs of an unknown room or user are missing."""
    # The numbers are ints of ours, so they can stand in the text: a hot path, and no limit of parameters.
    values = ",".join([f"({int(user)},{int(room)})" for user, room in set(pairs)])
    if not values:
        return {}
    return {
        (user, room): Standing(room, user, visibility, bool(archived), role, bool(active))
        for room, user, visibility, archived, role, active in rows(STANDINGS.format(pairs=values))
    }


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
    return {room for (_, room), standing in found.items() if "read" in standing.abilities}


def visible_rooms(user_id: int) -> Q:
    """A filter of the rooms a person may know of; for lists."""
    mine = Membership.objects.filter(user=user_id, removed_at=None).values("room")
    return Q(visibility=Visibility.PUBLIC) | Q(pk__in=mine)


class RoomStream:
    """`room:<id>`: read by those who may read the room."""

    prefix = "room"
    presence = True

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        ids = [
            int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19 and key[0] != "0"
        ]
        return {str(room) for room in readable_rooms(user_id, ids)}
