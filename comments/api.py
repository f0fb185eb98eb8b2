"""HTTP API of comments. Replies, reactions and edits are those of messages: a comment is a thread."""

from functools import partial
from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from chat.actions import DeleteMessage
from chat.events import ClientId, Message, RowId
from chat.limits import spend_message
from collab.changing import change_document
from collab.limits import spend_document_change
from comments.access import comment_for
from comments.actions import CreateComment, OpenMargin, ResolveComment
from comments.anchor import LONGEST_BASE64
from comments.events import CommentList
from comments.quotes import add_at_end, quotable
from comments.selectors import comments_of, wants_margin
from realtime.api import AsyncPersonAuth
from realtime.commit import append
from realtime.db import in_db
from realtime.wire import Result, Wire

router = Router(tags=["comments"])

Position = Annotated[str, Field(max_length=LONGEST_BASE64)]


class CommentDraft(Wire):
    """`passage`: the words it is about; `start` and `end`: where they are, as Yjs relative positions (base64)."""

    body: str
    client_id: ClientId
    passage: str = ""
    start: Position = ""
    end: Position = ""


class QuoteWish(Wire):
    message: Annotated[RowId, Field(strict=True)]


class Quoted(Result):
    """`head`: the sequence of the document's stream that has the quote."""

    head: int


class CommentChange(Wire):
    resolved: Annotated[bool, Field(strict=True)]


@router.get(
    "/documents/{int:document_id}/comments", response=CommentList, summary="The comments on a document"
)
def get_comments(request: HttpRequest, document_id: int) -> CommentList:
    me = who(request).user_id
    if room := wants_margin(me, document_id):
        append(OpenMargin(document_id, room))
    return comments_of(me, document_id)


@router.post("/documents/{int:document_id}/comments", response={201: Message}, summary="Comment on a passage")
def post_comment(request: HttpRequest, document_id: int, draft: CommentDraft) -> Status[Message]:
    """For who may comment in the document. The answer is the thread's first message; the same `client_id` again gets
    the same one."""
    me = who(request)
    spend_message(me.user_id, draft.body)
    made = CreateComment(me.user_id, me.username, document_id, **draft.model_dump())
    return Status(201, append(made))


@router.patch("/comments/{int:comment_id}", response=Message, summary="Resolve a comment, or open it again")
def patch_comment(request: HttpRequest, comment_id: int, change: CommentChange) -> Message:
    me = who(request).user_id
    spend_message(me, "")
    _, message = comment_for(me, comment_id, "comment")
    return append(ResolveComment(me, comment_id, message.room_id, on=change.resolved))


@router.delete("/comments/{int:comment_id}", response=Message, summary="Delete a comment")
def delete_comment(request: HttpRequest, comment_id: int) -> Message:
    """One's own, or anybody's as a moderator of the place that it is in. The answer is the message's tombstone."""
    me = who(request).user_id
    spend_message(me, "")
    _, message = comment_for(me, comment_id)
    return append(DeleteMessage(me, message.room_id, message.pk)).message


@router.post(
    "/documents/{int:document_id}/quotes",
    response={201: Quoted},
    summary="Quote a message in a document",
    auth=AsyncPersonAuth(),
)
async def post_quote(request: HttpRequest, document_id: int, wish: QuoteWish) -> Status[Quoted]:
    """At its end, while others edit; for who may edit it and read the message."""
    me = who(request)
    spend_document_change(me.user_id)
    node = await in_db(quotable, me.user_id, wish.message)
    _done, head = await change_document(me, document_id, partial(add_at_end, node))
    return Status(201, Quoted(head=head))
