"""HTTP API of who is in a room."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from accounts.selectors import active_person, person_named
from realtime.api import AsyncPersonAuth
from realtime.commit import append
from realtime.db import in_db
from realtime.hub import idle, online
from realtime.wire import Wire
from rooms.access import standing_for
from rooms.actions import AddMember, RemoveMember
from rooms.events import Member, MemberList, RoleName
from rooms.limits import spend_room_change
from rooms.selectors import members_of

router = Router(tags=["rooms"])


class NewMember(Wire):
    """`role` left out: a member, or whatever role somebody who is in the room has."""

    username: str
    role: RoleName | None = None


@router.get(
    "/rooms/{int:room_id}/members", response=MemberList, summary="Who is in a room", auth=AsyncPersonAuth()
)
async def get_members(request: HttpRequest, room_id: int) -> MemberList:
    members = await in_db(_readable_members, who(request).user_id, room_id)
    here, quiet = online(), idle()
    return MemberList(
        members=members,
        online=[each.user.username for each in members if each.user.id in here],
        idle=[each.user.username for each in members if each.user.id in quiet],
    )


def _readable_members(user_id: int, room_id: int) -> list[Member]:
    standing_for(user_id, room_id, "read")
    return members_of(room_id)


@router.post(
    "/rooms/{int:room_id}/members", response={200: Member, 201: Member}, summary="Invite, or give a role"
)
def post_member(request: HttpRequest, room_id: int, wish: NewMember) -> Status[Member]:
    """201 for a new member, 200 for somebody who is in the room already (with their new role, if one is given)."""
    me = who(request).user_id
    spend_room_change(me)
    standing_for(me, room_id, "read")  # who may not know of the room does not learn who exists either
    invited = active_person(wish.username)
    member, is_new = append(AddMember(me, room_id, invited.id, wish.role))
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
