"""Documents of a room, one with its text, and what a person keeps of them."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from collab.access import document_for, room_of_document
from collab.actions import ChangeDocument, CopyDocument, CreateDocument, DeleteDocument, KeepDocument
from collab.content.now import text_now
from collab.events import DocumentDetail, DocumentInfo, DocumentList, DocumentShelf
from collab.limits import spend_document_change
from collab.listing import Scope, document_list, shelf
from collab.models import Document
from collab.rights import Right
from collab.selectors import document_info, favourites_of
from realtime.api import AsyncPersonAuth
from realtime.commit import append, append_async
from realtime.db import in_db
from realtime.wire import Wire

router = Router()


class DocumentWish(Wire):
    """`content`: the first content, as markdown. `parent`: the page it lies under. `template`: a document that the new
    one begins as a copy of."""

    title: str
    content: str = ""
    parent: int | None = None
    icon: str = ""
    template: int | None = None


class DocumentChange(Wire):
    """What is left out or null stays as it is."""

    title: str | None = None
    icon: str | None = None
    template: bool | None = None


@router.get("/rooms/{int:room_id}/documents", response=DocumentList, summary="The documents of a room")
def get_documents(request: HttpRequest, room_id: int) -> DocumentList:
    return document_list(who(request).user_id, room_id)


@router.post("/rooms/{int:room_id}/documents", response={201: DocumentInfo}, summary="Make a document")
def post_document(request: HttpRequest, room_id: int, wish: DocumentWish) -> Status[DocumentInfo]:
    me = who(request).user_id
    spend_document_change(me)
    return Status(201, append(_making(me, room_id, wish)))


def _making(me: int, room_id: int, wish: DocumentWish) -> CopyDocument | CreateDocument:
    if wish.template is not None:
        return CopyDocument(me, wish.template, room_id, title=wish.title, parent=wish.parent)
    return CreateDocument(me, room_id, wish.title, wish.content, parent=wish.parent, icon=wish.icon)


@router.get(
    "/documents", response=DocumentShelf, summary="Documents of all rooms: recent, favourites, shared"
)
def get_shelf(request: HttpRequest, scope: Scope = "recent") -> DocumentShelf:
    """`shared`: those that were given to oneself, in person or by a link."""
    return shelf(who(request).user_id, scope)


@router.get(
    "/documents/{int:document_id}",
    response=DocumentDetail,
    summary="A document with its text",
    auth=AsyncPersonAuth(),
)
async def get_document(request: HttpRequest, document_id: int) -> DocumentDetail:
    """`text` has every update that is committed at this moment; `head` is the last of them."""
    return await _detail(who(request).user_id, document_id)


@router.patch(
    "/documents/{int:document_id}",
    response=DocumentDetail,
    summary="Rename a document, give it an icon, make it a template",
    auth=AsyncPersonAuth(),
)
async def patch_document(request: HttpRequest, document_id: int, change: DocumentChange) -> DocumentDetail:
    me = who(request).user_id
    wanted = change.model_dump(exclude_none=True)
    if wanted:
        spend_document_change(me)
        room_id = await in_db(room_of_document, document_id)
        await append_async(ChangeDocument(me, document_id, room_id, **wanted))
    return await _detail(me, document_id)


@router.delete("/documents/{int:document_id}", response={204: None}, summary="Delete a document for good")
def delete_document(request: HttpRequest, document_id: int) -> Status[None]:
    """Only what is in the trash."""
    append(DeleteDocument(who(request).user_id, document_id, room_of_document(document_id)))
    return Status(204, None)


async def _detail(user_id: int, document_id: int) -> DocumentDetail:
    row, right, favourite = await in_db(_known, user_id, document_id)
    cursor, text = await text_now(document_id)
    return DocumentDetail(
        **document_info(row).model_dump(),
        right=right,
        favourite=favourite,
        room_right=row.room_right,
        text=text,
        head=cursor.seq,
        epoch=cursor.epoch,
    )


def _known(user_id: int, document_id: int) -> tuple[Document, Right, bool]:
    row, right = document_for(user_id, document_id)
    return row, right, favourites_of(user_id).filter(document=document_id).exists()


@router.put("/documents/{int:document_id}/favourite", response={204: None}, summary="Keep a document at hand")
def put_favourite(request: HttpRequest, document_id: int) -> Status[None]:
    append(KeepDocument(who(request).user_id, document_id, favourite=True))
    return Status(204, None)


@router.delete("/documents/{int:document_id}/favourite", response={204: None}, summary="Keep it no more")
def delete_favourite(request: HttpRequest, document_id: int) -> Status[None]:
    append(KeepDocument(who(request).user_id, document_id, favourite=False))
    return Status(204, None)
