"""The life of documents: their place in the tree, copies, the trash."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from collab.access import room_of_document
from collab.actions import (
    CopyDocument,
    MoveDocument,
    MoveToRoom,
    RestoreDocument,
    TrashDocument,
)
from collab.actions.places import Spot
from collab.events import DocumentInfo, TrashList
from collab.limits import spend_document_change
from collab.listing import trash_of
from realtime.commit import append
from realtime.wire import Wire

router = Router()


class Move(Wire):
    """Where a document is to stand: under `parent` (null: at the top), right after or before a sibling, else the last.
    `room`: in another room, with everything under it; then it is the last."""

    parent: int | None = None
    after: int | None = None
    before: int | None = None
    room: int | None = None


class CopyWish(Wire):
    """`children`: with the pages under it. `room`: null is the same one, where the copy stands right after it.
    `template`: the copy is one."""

    title: str | None = None
    children: bool = False
    room: int | None = None
    template: bool = False


@router.post("/documents/{int:document_id}/move", response=DocumentInfo, summary="Move a document")
def post_move(request: HttpRequest, document_id: int, move: Move) -> DocumentInfo:
    me = who(request).user_id
    spend_document_change(me)
    here = room_of_document(document_id)
    if move.room is not None and move.room != here:
        return append(MoveToRoom(me, document_id, here, move.room, move.parent))
    return append(MoveDocument(me, document_id, here, move.parent, Spot(move.after, move.before)))


@router.post(
    "/documents/{int:document_id}/duplicate", response={201: DocumentInfo}, summary="Copy a document"
)
def post_duplicate(request: HttpRequest, document_id: int, wish: CopyWish) -> Status[DocumentInfo]:
    """What it says now; its history, its comments and whom it was given to by link stay where they are."""
    me = who(request).user_id
    spend_document_change(me)
    room_id = wish.room if wish.room is not None else room_of_document(document_id)
    options = wish.model_dump(exclude={"room"})
    return Status(201, append(CopyDocument(me, document_id, room_id, beside=True, **options)))


@router.get("/rooms/{int:room_id}/documents/trash", response=TrashList, summary="The trash of a room")
def get_trash(request: HttpRequest, room_id: int) -> TrashList:
    """What one may bring back. It is deleted for good 30 days after it was thrown away."""
    return trash_of(who(request).user_id, room_id)


@router.post("/documents/{int:document_id}/trash", response=DocumentInfo, summary="Throw a document away")
def post_trash(request: HttpRequest, document_id: int) -> DocumentInfo:
    """With everything under it."""
    me = who(request).user_id
    spend_document_change(me)
    return append(TrashDocument(me, document_id, room_of_document(document_id)))


@router.post("/documents/{int:document_id}/restore", response=DocumentInfo, summary="Bring a document back")
def post_restore(request: HttpRequest, document_id: int) -> DocumentInfo:
    """From the trash, with what was thrown away along with it."""
    me = who(request).user_id
    spend_document_change(me)
    return append(RestoreDocument(me, document_id, room_of_document(document_id)))
