"""HTTP API of silences and bans."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from accounts.selectors import person_named
from realtime.commit import append
from realtime.wire import Wire
from rooms.abilities import Ability
from rooms.access import standing_for
from rooms.actions import BanMember, EndSilence, LiftBan, SilenceMember
from rooms.admission import bans_of
from rooms.events import BanInfo, BanList, Member
from rooms.limits import spend_room_change

router = Router(tags=["moderation"])

Whole = Annotated[int, Field(strict=True)]


class Silence(Wire):
    minutes: Whole


class BanWish(Wire):
    """`hours` null: for ever."""

    username: str
    hours: Whole | None = None
    reason: str = ""


@router.put(
    "/rooms/{int:room_id}/members/{username}/silence", response=Member, summary="Let somebody only read"
)
def put_silence(request: HttpRequest, room_id: int, username: str, silence: Silence) -> Member:
    me = _moderator(request, room_id, "moderate")
    return append(SilenceMember(me, room_id, person_named(username).id, silence.minutes))


@router.delete(
    "/rooms/{int:room_id}/members/{username}/silence", response=Member, summary="Let somebody speak again"
)
def delete_silence(request: HttpRequest, room_id: int, username: str) -> Member:
    me = _moderator(request, room_id, "moderate")
    return append(EndSilence(me, room_id, person_named(username).id))


@router.get("/rooms/{int:room_id}/bans", response=BanList, summary="Who may not come back")
def get_bans(request: HttpRequest, room_id: int) -> BanList:
    standing_for(who(request).user_id, room_id, "remove")
    return BanList(bans=bans_of(room_id))


@router.post(
    "/rooms/{int:room_id}/bans", response={201: BanInfo}, summary="Put somebody out and keep them out"
)
def post_ban(request: HttpRequest, room_id: int, wish: BanWish) -> Status[BanInfo]:
    me = _moderator(request, room_id, "remove")
    banned = person_named(wish.username).id
    return Status(201, append(BanMember(me, room_id, banned, wish.hours, wish.reason)))


@router.delete("/rooms/{int:room_id}/bans/{username}", response={204: None}, summary="Lift a ban")
def delete_ban(request: HttpRequest, room_id: int, username: str) -> Status[None]:
    me = _moderator(request, room_id, "remove")
    append(LiftBan(me, room_id, person_named(username).id))
    return Status(204, None)


def _moderator(request: HttpRequest, room_id: int, ability: Ability) -> int:
    """The caller, who may moderate; others do not learn who exists. The action asks again."""
    me = who(request).user_id
    spend_room_change(me)
    standing_for(me, room_id, ability)
    return me
