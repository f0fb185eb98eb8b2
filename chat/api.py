"""HTTP API of chat: messages, read markers."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from chat.actions import DeleteMessage, EditMessage, MoveReadMarker, SendMessage
from chat.events import ClientId, Message, MessagePage, ReadState, Seq
from chat.limits import spend_message
from chat.selectors import LONGEST_PAGE, PAGE, message_page, room_of_message
from realtime.api import AsyncPersonAuth
from realtime.commit import append, append_async
from realtime.wire import Wire

router = Router(tags=["messages"])


class MessageDraft(Wire):
    body: str
    client_id: ClientId


class MessageText(Wire):
    body: str


class ReadUpTo(Wire):
    seq: Annotated[Seq, Field(strict=True)]


@router.post(
    "/rooms/{int:room_id}/messages",
    response={200: Message, 201: Message},
    summary="Send a message",
    auth=AsyncPersonAuth(),
)
async def post_message(request: HttpRequest, room_id: int, draft: MessageDraft) -> Status[Message]:
    """201 with the message, or 200 with the first result if this `client_id` was sent before."""
    me = who(request)
    spend_message(me.user_id, draft.body)
    sent = await append_async(SendMessage(me.user_id, me.username, room_id, draft.body, draft.client_id))
    return Status(200 if sent.repeated else 201, sent.message)


@router.get("/rooms/{int:room_id}/messages", response=MessagePage, summary="Read the history")
def get_messages(
    request: HttpRequest,
    room_id: int,
    before: Seq | None = None,
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = PAGE,
) -> MessagePage:
    """The newest messages, or those before a `created_seq`, ascending."""
    return message_page(who(request).user_id, room_id, before, limit)


@router.patch("/messages/{int:message_id}", response=Message, summary="Edit one's message")
def patch_message(request: HttpRequest, message_id: int, text: MessageText) -> Message:
    me = who(request).user_id
    spend_message(me, text.body)
    return append(EditMessage(me, room_of_message(message_id), message_id, text.body)).message


@router.delete("/messages/{int:message_id}", response=Message, summary="Delete a message")
def delete_message(request: HttpRequest, message_id: int) -> Message:
    """One's own, or anybody's as an admin or owner of the room. The answer is the tombstone."""
    me = who(request).user_id
    spend_message(me, "")
    return append(DeleteMessage(me, room_of_message(message_id), message_id)).message


@router.post("/rooms/{int:room_id}/read", response=ReadState, summary="Move one's read marker")
def post_read(request: HttpRequest, room_id: int, reached: ReadUpTo) -> ReadState:
    return append(MoveReadMarker(who(request).user_id, room_id, reached.seq))
