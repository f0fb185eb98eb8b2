"""HTTP API of rooms and members."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from accounts.selectors import active_person, person_named
from realtime.api import AsyncPersonAuth
from realtime.commit import append
from realtime.db import in_db
from realtime.hub import online
from realtime.wire import Wire
from rooms.access import standing_for
from rooms.actions import AddMember, CreateRoom, JoinRoom, RemoveMember, UpdateRoom
from rooms.events import Member, MemberList, RoleName, RoomList, RoomSummary, VisibilityName
from rooms.limits import spend_room_change
from rooms.selectors import directory, members_of, my_rooms, room_summary

router = Router(tags=["rooms"])


class RoomWish(Wire):
    name: str
    visibility: VisibilityName
    topic: str = ""


class RoomChange(Wire):
    name: str | None = None
    topic: str | None = None
    visibility: VisibilityName | None = None
    archived: Annotated[bool, Field(strict=True)] | None = None


class Invitation(Wire):
    """`role` left out: a member, or whatever role somebody who is in the room has."""

    username: str
    role: RoleName | None = None


@router.get("/rooms", response=RoomList, summary="One's rooms, or all that one may find")
def get_rooms(request: HttpRequest, scope: Literal["mine", "directory"] = "mine") -> RoomList:
    read = my_rooms if scope == "mine" else directory
    return RoomList(rooms=read(who(request).user_id))


@router.post("/rooms", response={201: RoomSummary}, summary="Make a room")
def post_room(request: HttpRequest, wish: RoomWish) -> Status[RoomSummary]:
    me = who(request).user_id
    spend_room_change(me)
    return Status(201, append(CreateRoom(me, wish.name, wish.visibility, wish.topic)))


@router.get("/rooms/{int:room_id}", response=RoomSummary, summary="One room")
def get_room(request: HttpRequest, room_id: int) -> RoomSummary:
    return room_summary(who(request).user_id, room_id)


@router.patch("/rooms/{int:room_id}", response=RoomSummary, summary="Change or archive a room")
def patch_room(request: HttpRequest, room_id: int, change: RoomChange) -> RoomSummary:
    me = who(request).user_id
    spend_room_change(me)
    return append(UpdateRoom(me, room_id, **change.model_dump()))


@router.post("/rooms/{int:room_id}/join", response=RoomSummary, summary="Join a public room")
def post_join(request: HttpRequest, room_id: int) -> RoomSummary:
    me = who(request).user_id
    spend_room_change(me)
    return append(JoinRoom(room_id, me))


@router.get(
    "/rooms/{int:room_id}/members", response=MemberList, summary="Who is in a room", auth=AsyncPersonAuth()
)
async def get_members(request: HttpRequest, room_id: int) -> MemberList:
    members = await in_db(_readable_members, who(request).user_id, room_id)
    here = online()
    return MemberList(
        members=members, online=[each.user.username for each in members if each.user.id in here]
    )


def _readable_members(user_id: int, room_id: int) -> list[Member]:
    standing_for(user_id, room_id, "read")
    return members_of(room_id)


@router.post(
    "/rooms/{int:room_id}/members", response={200: Member, 201: Member}, summary="Invite, or give a role"
)
def post_member(request: HttpRequest, room_id: int, invitation: Invitation) -> Status[Member]:
    """201 for a new member, 200 for somebody who is in the room already (with their new role, if one is given)."""
    me = who(request).user_id
    spend_room_change(me)
    standing_for(me, room_id, "read")  # who may not know of the room does not learn who exists either
    invited = active_person(invitation.username)
    member, is_new = append(AddMember(me, room_id, invited.id, invitation.role))
    return Status(201 if is_new else 200, member)


@router.delete(
    "/rooms/{int:room_id}/members/{username}", response={204: None}, summary="Leave, or remove somebody"
)
def delete_member(request: HttpRequest, room_id: int, username: str) -> Status[None]:
    me = who(request).user_id
    spend_room_change(me)
    standing_for(me, room_id, "read")
    append(RemoveMember(me, room_id, person_named(username).id))
    return Status(204, None)
