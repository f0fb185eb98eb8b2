"""HTTP API of rooms."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from accounts.selectors import person_named
from realtime.commit import append
from realtime.wire import Wire
from rooms.access import standing_for
from rooms.actions import ArrangeRoom, CreateRoom, JoinRoom, OpenDirect, TransferRoom, UpdateRoom
from rooms.events import PostingName, RoomDirectory, RoomSummary, VisibilityName
from rooms.limits import spend_room_change
from rooms.people import ids_of
from rooms.selectors import directory, my_rooms, room_summary

router = Router(tags=["rooms"])

Flag = Annotated[bool, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]


class RoomWish(Wire):
    name: str
    visibility: VisibilityName
    topic: str = ""
    description: str = ""
    emoji: str = ""
    posting: PostingName = "everyone"
    findable: Flag = False


class RoomChange(Wire):
    """What is left out or null stays as it is; but `retention_days` null: messages are kept for ever."""

    name: str | None = None
    topic: str | None = None
    description: str | None = None
    emoji: str | None = None
    visibility: VisibilityName | None = None
    findable: Flag | None = None
    posting: PostingName | None = None
    slow_mode: Whole | None = None
    retention_days: Whole | None = None
    archived: Flag | None = None


class DirectWish(Wire):
    usernames: Annotated[list[str], Field(max_length=50)]


class Place(Wire):
    """`position` null: the usual order."""

    position: float | None


class Heir(Wire):
    username: str


@router.get("/rooms", response=RoomDirectory, summary="One's rooms, or all that one may find")
def get_rooms(
    request: HttpRequest,
    scope: Literal["mine", "directory"] = "mine",
    q: str = "",
    after: str = "",
    limit: int = 100,
) -> RoomDirectory:
    """`mine`: all of one's rooms. `directory`: pages of at most 100, searched for `q`."""
    me = who(request).user_id
    if scope == "mine":
        return RoomDirectory(rooms=my_rooms(me), next=None)
    return directory(me, q, after, limit)


@router.post("/rooms", response={201: RoomSummary}, summary="Make a room")
def post_room(request: HttpRequest, wish: RoomWish) -> Status[RoomSummary]:
    me = who(request).user_id
    spend_room_change(me)
    return Status(201, append(CreateRoom(me, **wish.model_dump())))


@router.post(
    "/direct", response={200: RoomSummary, 201: RoomSummary}, summary="Find or make the room of some people"
)
def post_direct(request: HttpRequest, wish: DirectWish) -> Status[RoomSummary]:
    """201 for a new one. The same people always get the same room."""
    me = who(request).user_id
    spend_room_change(me)
    room, is_new = append(OpenDirect(me, ids_of(wish.usernames)))
    return Status(201 if is_new else 200, room)


@router.get("/rooms/{int:room_id}", response=RoomSummary, summary="One room")
def get_room(request: HttpRequest, room_id: int) -> RoomSummary:
    return room_summary(who(request).user_id, room_id)


@router.patch("/rooms/{int:room_id}", response=RoomSummary, summary="Change or archive a room")
def patch_room(request: HttpRequest, room_id: int, change: RoomChange) -> RoomSummary:
    me = who(request).user_id
    spend_room_change(me)
    wishes: dict[str, Any] = change.model_dump(exclude_unset=True)
    return append(UpdateRoom(me, room_id, **wishes))


@router.post("/rooms/{int:room_id}/join", response=RoomSummary, summary="Join a public room")
def post_join(request: HttpRequest, room_id: int) -> RoomSummary:
    me = who(request).user_id
    spend_room_change(me)
    return append(JoinRoom(room_id, me))


@router.post("/rooms/{int:room_id}/transfer", response=RoomSummary, summary="Make somebody else the owner")
def post_transfer(request: HttpRequest, room_id: int, heir: Heir) -> RoomSummary:
    me = who(request).user_id
    spend_room_change(me)
    standing_for(me, room_id, "transfer")  # before anything is said of who exists
    return append(TransferRoom(me, room_id, person_named(heir.username).id))


@router.put("/rooms/{int:room_id}/favourite", response=RoomSummary, summary="Keep a room at the top")
def put_favourite(request: HttpRequest, room_id: int) -> RoomSummary:
    return _arrange(request, room_id, favourite=True)


@router.delete("/rooms/{int:room_id}/favourite", response=RoomSummary, summary="Not at the top any more")
def delete_favourite(request: HttpRequest, room_id: int) -> RoomSummary:
    return _arrange(request, room_id, favourite=False)


@router.put("/rooms/{int:room_id}/position", response=RoomSummary, summary="Its place in one's own list")
def put_position(request: HttpRequest, room_id: int, place: Place) -> RoomSummary:
    return _arrange(request, room_id, position=place.position)


def _arrange(request: HttpRequest, room_id: int, **wishes: bool | float | None) -> RoomSummary:
    me = who(request).user_id
    spend_room_change(me)
    return append(ArrangeRoom(me, room_id, **wishes))
