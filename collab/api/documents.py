"""Documents of a room, and one with its text."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from collab.access import document_for, room_of_document
from collab.actions import CreateDocument, RenameDocument
from collab.content import text_now
from collab.events import DocumentDetail, DocumentInfo, DocumentList
from collab.limits import spend_document_change
from collab.selectors import document_info, documents_of
from realtime.api import AsyncPersonAuth
from realtime.commit import append, append_async
from realtime.db import in_db
from realtime.wire import Wire
from rooms.access import standing_for

router = Router()


class DocumentWish(Wire):
    """`content`: the first content, as simple markdown."""

    title: str
    content: str = ""


class DocumentChange(Wire):
    title: str | None = None


@router.get("/rooms/{int:room_id}/documents", response=DocumentList, summary="The documents of a room")
def get_documents(request: HttpRequest, room_id: int) -> DocumentList:
    standing_for(who(request).user_id, room_id, "read")
    return DocumentList(documents=documents_of(room_id))


@router.post("/rooms/{int:room_id}/documents", response={201: DocumentInfo}, summary="Make a document")
def post_document(request: HttpRequest, room_id: int, wish: DocumentWish) -> Status[DocumentInfo]:
    me = who(request).user_id
    spend_document_change(me)
    return Status(201, append(CreateDocument(me, room_id, wish.title, wish.content)))


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
    summary="Rename a document",
    auth=AsyncPersonAuth(),
)
async def patch_document(request: HttpRequest, document_id: int, change: DocumentChange) -> DocumentDetail:
    me = who(request).user_id
    if change.title is not None:
        spend_document_change(me)
        room_id = await in_db(room_of_document, document_id)
        await append_async(RenameDocument(me, document_id, room_id, change.title))
    return await _detail(me, document_id)


async def _detail(user_id: int, document_id: int) -> DocumentDetail:
    row, _ = await in_db(document_for, user_id, document_id)
    cursor, text = await text_now(document_id)
    info = document_info(row)
    return DocumentDetail(**info.model_dump(), text=text, head=cursor.seq, epoch=cursor.epoch)
