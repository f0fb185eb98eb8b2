"""The wire types of rooms and memberships."""

from datetime import datetime
from typing import Literal

from accounts.events import Person
from realtime.streams import stream_name
from realtime.wire import Event, Result, Wire

RoleName = Literal["owner", "admin", "member"]
VisibilityName = Literal["public", "private"]


def room_stream(room_id: int) -> str:
    """The name of a room's stream."""
    return stream_name("room", room_id)


class Abilities(Wire):
    """What somebody may do in a room; the interface shows nothing else."""

    read: bool
    send: bool
    invite: bool
    manage: bool
    archive: bool
    join: bool
    leave: bool
    create_document: bool


class AbilitiesByRole(Wire):
    """The abilities of everybody in a room as it is now. `none`: of those who are not in it."""

    owner: Abilities
    admin: Abilities
    member: Abilities
    none: Abilities


class RoomInfo(Wire):
    """What is the same for everybody."""

    id: int
    name: str
    topic: str
    visibility: VisibilityName
    archived: bool
    created_at: datetime


class RoomSummary(RoomInfo):
    """A room as one person sees it.

    `epoch` and `head`: the cursor of its stream that this snapshot reaches. `unread`: messages by others after
    `read_seq`, counted at `head`. `role` is None for somebody who is not in it.
    """

    role: RoleName | None
    epoch: str
    head: int
    read_seq: int
    unread: int
    members: int
    abilities: Abilities


class RoomList(Result):
    rooms: list[RoomSummary]


class Member(Wire):
    user: Person
    role: RoleName
    joined_at: datetime


class MemberList(Result):
    """Everybody in the room; `online` has the usernames of those connected somewhere."""

    members: list[Member]
    online: list[str]


class RoomUpdated(Event):
    """Name, topic, visibility or archive changed. `abilities` lets a client follow without asking again."""

    type: Literal["room.updated"] = "room.updated"
    room: RoomInfo
    abilities: AbilitiesByRole


class MemberUpdated(Event):
    """Somebody joined, or their role or profile changed. `members` is how many there are now."""

    type: Literal["member.updated"] = "member.updated"
    member: Member
    members: int


class MemberRemoved(Event):
    """Somebody left or was removed."""

    type: Literal["member.removed"] = "member.removed"
    username: str
    user_id: int
    members: int


class RoomJoined(Event):
    """On the person's inbox: the room is in their list from now on, or their role in it changed."""

    type: Literal["room.joined"] = "room.joined"
    room: RoomSummary


class RoomLeft(Event):
    """On the person's inbox: the room is not theirs any more."""

    type: Literal["room.left"] = "room.left"
    room: int
