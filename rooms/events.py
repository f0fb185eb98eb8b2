"""The wire types of rooms and memberships."""

from datetime import datetime
from typing import Literal

from accounts.events import Person
from realtime.streams import stream_name
from realtime.wire import Event, Result, Wire

RoleName = Literal["owner", "admin", "member", "guest"]
VisibilityName = Literal["public", "private"]
KindName = Literal["room", "direct", "group", "margin"]
PostingName = Literal["everyone", "admins"]


def room_stream(room_id: int) -> str:
    """The name of a room's stream."""
    return stream_name("room", room_id)


class Abilities(Wire):
    """What somebody may do in a room; the interface shows nothing else."""

    read: bool
    send: bool
    react: bool
    create_document: bool
    upload: bool
    mention_everyone: bool
    join: bool
    request: bool
    leave: bool
    invite: bool
    manage: bool
    remove: bool
    moderate: bool
    archive: bool
    transfer: bool
    export: bool


class AbilitiesByRole(Wire):
    """The abilities of everybody in a room as it is now. `none`: of those who are not in it, `silenced`: of those
    who are in it and whose `silenced_until` is not over."""

    owner: Abilities
    admin: Abilities
    member: Abilities
    guest: Abilities
    silenced: Abilities
    none: Abilities


class RoomInfo(Wire):
    """What is the same for everybody.

    `name` is empty for direct and group rooms, which are called by their `people`. `posting` "admins": only they
    write. `slow_mode`: seconds between two messages of somebody who is no admin, 0 for off. `findable`: a private
    room that outsiders see in the directory and may ask to join; `requests` counts those who wait for an answer.
    """

    id: int
    kind: KindName
    name: str
    topic: str
    description: str
    emoji: str
    visibility: VisibilityName
    findable: bool
    posting: PostingName
    slow_mode: int
    retention_days: int | None
    requests: int
    archived: bool
    created_at: datetime


class RoomSummary(RoomInfo):
    """A room as one person sees it.

    `epoch` and `head`: the cursor of its stream that this snapshot reaches. `unread`: messages by others after
    `read_seq`, counted at `head`; `mentions`: those among them that name the person. `role` is None for somebody
    who is not in it. `people`: the others in a direct or group room, at most 9. `position`: the person's own place
    of the room in the sidebar. `requested`: they have asked to come in and wait for an answer.
    """

    role: RoleName | None
    epoch: str
    head: int
    read_seq: int
    unread: int
    mentions: int
    members: int
    people: list[Person]
    favourite: bool
    position: float | None
    silenced_until: datetime | None
    requested: bool
    abilities: Abilities


class RoomList(Result):
    rooms: list[RoomSummary]


class RoomDirectory(RoomList):
    """A page of the directory. `next` is what to give as `after` for the following one, None on the last."""

    next: str | None


class Member(Wire):
    """Somebody in a room. Until `silenced_until` they can only read."""

    user: Person
    role: RoleName
    joined_at: datetime
    silenced_until: datetime | None


class MemberList(Result):
    """Everybody in the room; `online` has the usernames of those connected somewhere, `idle` those of them who touched
    nothing for five minutes on any device."""

    members: list[Member]
    online: list[str]
    idle: list[str]


class RoomUpdated(Event):
    """Anything of the room's own changed. `abilities` lets a client follow without asking again."""

    type: Literal["room.updated"] = "room.updated"
    room: RoomInfo
    abilities: AbilitiesByRole


class MemberUpdated(Event):
    """Somebody joined, or their role, silence or profile changed. `members` is how many there are now."""

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
    """On the person's inbox: the room is in their list from now on, or their role, silence, favourite or place of
    it changed."""

    type: Literal["room.joined"] = "room.joined"
    room: RoomSummary


class RoomLeft(Event):
    """On the person's inbox: the room is not theirs any more."""

    type: Literal["room.left"] = "room.left"
    room: int


# -- what only the API answers


class InvitationInfo(Wire):
    """A link into a room. `uses_left` None: as often as one likes; `expires_at` None: until it is revoked."""

    id: int
    room: int
    token: str
    url: str
    role: RoleName
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    uses: int
    uses_left: int | None


class InvitationList(Result):
    invitations: list[InvitationInfo]


class JoinRequestInfo(Wire):
    """Somebody asks to come in."""

    id: int
    room: int
    user: Person
    text: str
    state: Literal["open", "accepted", "declined"]
    created_at: datetime


class JoinRequestList(Result):
    requests: list[JoinRequestInfo]


class BanInfo(Wire):
    """Somebody who may not come back before `until` (None: for ever)."""

    user: Person
    by: str
    reason: str
    created_at: datetime
    until: datetime | None


class BanList(Result):
    bans: list[BanInfo]
