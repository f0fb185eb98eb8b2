"""Sharing: what a room's people may do with a document, persons it is given to, links."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from accounts.selectors import active_person, person_named
from collab.access import document_for, room_of_document
from collab.actions.links import CreateLink, RevokeLink
from collab.actions.sharing import GiveRight, SetRoomRight, TakeRight
from collab.events import GrantInfo, NewLink, Sharing
from collab.limits import spend_document_change
from collab.listing import sharing_of
from realtime.commit import append
from realtime.wire import Wire

router = Router()


class SharingChange(Wire):
    """`room_right`: "none", "read", "comment" or "edit" for the people of the room; "" for what the room says."""

    room_right: str


class GrantWish(Wire):
    """`right`: read, comment, edit or manage."""

    right: str


class LinkWish(Wire):
    """`right`: read, comment or edit. `days`: 1 to 365, null until it is revoked. `password`: "" for none."""

    right: str = "read"
    days: int | None = None
    password: str = ""


@router.get("/documents/{int:document_id}/sharing", response=Sharing, summary="Who sees a document")
def get_sharing(request: HttpRequest, document_id: int) -> Sharing:
    """For those who manage it."""
    row, _right = document_for(who(request).user_id, document_id, "manage")
    return sharing_of(row)


@router.patch(
    "/documents/{int:document_id}/sharing", response=Sharing, summary="Say what the people of the room may"
)
def patch_sharing(request: HttpRequest, document_id: int, change: SharingChange) -> Sharing:
    me = who(request).user_id
    spend_document_change(me)
    append(SetRoomRight(me, document_id, room_of_document(document_id), change.room_right))
    return get_sharing(request, document_id)


@router.put(
    "/documents/{int:document_id}/grants/{str:username}",
    response=GrantInfo,
    summary="Give a person a right in a document",
)
def put_grant(request: HttpRequest, document_id: int, username: str, wish: GrantWish) -> GrantInfo:
    """The person need not be in the room; they see this document and nothing else of the room."""
    me = who(request).user_id
    spend_document_change(me)
    document_for(me, document_id, "manage")  # before names are told apart
    person = active_person(username).id
    return append(GiveRight(me, document_id, room_of_document(document_id), person, wish.right))


@router.delete(
    "/documents/{int:document_id}/grants/{str:username}",
    response={204: None},
    summary="Take a person's right back",
)
def delete_grant(request: HttpRequest, document_id: int, username: str) -> Status[None]:
    """What they came to by links goes too. Everybody may give up their own."""
    me = who(request)
    document_for(me.user_id, document_id, "read" if username == me.username else "manage")
    person = person_named(username).id
    append(TakeRight(me.user_id, document_id, room_of_document(document_id), person))
    return Status(204, None)


@router.post(
    "/documents/{int:document_id}/links", response={201: NewLink}, summary="Make a link to a document"
)
def post_link(request: HttpRequest, document_id: int, wish: LinkWish) -> Status[NewLink]:
    """The answer holds the link's secret, which is told this once. The link is `/d/<token>`."""
    me = who(request).user_id
    spend_document_change(me)
    document_for(me, document_id, "manage")  # before a password is hashed, which costs
    room_id = room_of_document(document_id)
    return Status(201, append(CreateLink(me, document_id, room_id, wish.right, wish.days, wish.password)))


@router.delete("/documents/{int:document_id}/links/{int:link_id}", response={204: None}, summary="End a link")
def delete_link(request: HttpRequest, document_id: int, link_id: int) -> Status[None]:
    """What people have by it ends too, at once."""
    append(RevokeLink(who(request).user_id, link_id, document_id, room_of_document(document_id)))
    return Status(204, None)
