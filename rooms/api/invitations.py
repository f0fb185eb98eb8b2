"""HTTP API of the ways into a room that is not public: links, and asking."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from realtime.commit import append
from realtime.wire import Wire
from rooms.access import standing_for
from rooms.actions import AskToJoin, CreateInvitation, DecideRequest, FollowInvitation, RevokeInvitation
from rooms.admission import invitation_of, invitations_of, no_such_invitation, no_such_request, open_requests
from rooms.events import InvitationInfo, InvitationList, JoinRequestInfo, JoinRequestList, RoomSummary
from rooms.limits import spend_room_change
from rooms.models import Invitation, JoinRequest

router = Router(tags=["invitations"])

Whole = Annotated[int, Field(strict=True)]


class InvitationWish(Wire):
    """`days` null: until it is revoked. `uses` null: for as many as like."""

    days: Whole | None = None
    uses: Whole | None = None
    role: Literal["member", "guest"] = "member"


class Question(Wire):
    text: str = ""


@router.get(
    "/rooms/{int:room_id}/invitations", response=InvitationList, summary="The links that lead into a room"
)
def get_invitations(request: HttpRequest, room_id: int) -> InvitationList:
    standing_for(who(request).user_id, room_id, "invite")
    return InvitationList(invitations=[_absolute(request, each) for each in invitations_of(room_id)])


@router.post("/rooms/{int:room_id}/invitations", response={201: InvitationInfo}, summary="Make a link")
def post_invitation(request: HttpRequest, room_id: int, wish: InvitationWish) -> Status[InvitationInfo]:
    me = who(request).user_id
    spend_room_change(me)
    made = append(CreateInvitation(me, room_id, wish.days, wish.uses, wish.role))
    return Status(201, _absolute(request, made))


@router.delete("/invitations/{int:invitation_id}", response={204: None}, summary="Revoke a link")
def delete_invitation(request: HttpRequest, invitation_id: int) -> Status[None]:
    me = who(request).user_id
    spend_room_change(me)
    room = Invitation.objects.filter(pk=invitation_id).values_list("room", flat=True).first()
    if room is None:
        raise no_such_invitation()
    append(RevokeInvitation(me, room, invitation_id))
    return Status(204, None)


@router.post("/join/{token}", response=RoomSummary, summary="Come in by a link")
def post_join_by_link(request: HttpRequest, token: str) -> RoomSummary:
    me = who(request).user_id
    spend_room_change(me)
    return append(FollowInvitation(invitation_of(token).room_id, me, token))


@router.get("/rooms/{int:room_id}/requests", response=JoinRequestList, summary="Who asks to come in")
def get_requests(request: HttpRequest, room_id: int) -> JoinRequestList:
    standing_for(who(request).user_id, room_id, "invite")
    return JoinRequestList(requests=open_requests(room_id))


@router.post(
    "/rooms/{int:room_id}/requests",
    response={200: JoinRequestInfo, 201: JoinRequestInfo},
    summary="Ask to come in",
)
def post_request(request: HttpRequest, room_id: int, question: Question) -> Status[JoinRequestInfo]:
    """201; 200 for somebody who has asked already and waits."""
    me = who(request).user_id
    spend_room_change(me)
    asked, is_new = append(AskToJoin(room_id, me, question.text))
    return Status(201 if is_new else 200, asked)


@router.post("/requests/{int:request_id}/accept", response=JoinRequestInfo, summary="Let somebody in")
def post_accept(request: HttpRequest, request_id: int) -> JoinRequestInfo:
    return _decide(request, request_id, accept=True)


@router.post("/requests/{int:request_id}/decline", response=JoinRequestInfo, summary="Do not let them in")
def post_decline(request: HttpRequest, request_id: int) -> JoinRequestInfo:
    return _decide(request, request_id, accept=False)


def _decide(request: HttpRequest, request_id: int, *, accept: bool) -> JoinRequestInfo:
    me = who(request).user_id
    spend_room_change(me)
    asked = JoinRequest.objects.filter(pk=request_id).values_list("room", "user").first()
    if asked is None:
        raise no_such_request()
    return append(DecideRequest(me, asked[0], asked[1], request_id, accept=accept))


def _absolute(request: HttpRequest, invitation: InvitationInfo) -> InvitationInfo:
    return invitation.model_copy(update={"url": request.build_absolute_uri(invitation.url)})
