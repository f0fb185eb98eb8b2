"""HTTP API of chat: messages, history, read markers. Threads, polls and reports are in their own modules."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from chat.actions import DeleteMessage, EditMessage, MarkUnread, MoveReadMarker, Pin, React, SendMessage
from chat.api_threads import router as threads
from chat.command_types import FileIds
from chat.events import (
    ClientId,
    KindName,
    MentionCheck,
    Message,
    MessagePage,
    PinList,
    ReadState,
    RowId,
    SeenBy,
    Seq,
    VersionList,
)
from chat.limits import spend_message
from chat.markdown import render_is_cheap
from chat.selectors import (
    LONGEST_PAGE,
    PAGE,
    check_mentions,
    message_page,
    one_message,
    pins_of,
    room_of_message,
    seen_by,
    versions_of,
)
from realtime.api import AsyncPersonAuth
from realtime.commit import append, append_async
from realtime.db import in_db
from realtime.errors import Refused
from realtime.wire import Wire

router = Router(tags=["messages"])
router.add_router("", threads)


class MessageDraft(Wire):
    body: str
    client_id: ClientId
    thread: RowId | None = None
    quote: RowId | None = None
    files: FileIds = []
    kind: KindName = "text"


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
    wishes = draft.model_dump(exclude={"body", "client_id"})

    def made() -> SendMessage:
        return SendMessage(me.user_id, me.username, room_id, draft.body, draft.client_id, **wishes)

    # Long markdown takes its time; on a thread it holds nobody up.
    sent = await append_async(made() if render_is_cheap(draft.body) else await in_db(made))
    return Status(200 if sent.repeated else 201, sent.message)


@router.get("/rooms/{int:room_id}/messages", response=MessagePage, summary="Read the history")
def get_messages(  # noqa: PLR0917  (each is a parameter of the address)
    request: HttpRequest,
    room_id: int,
    before: Seq | None = None,
    after: Seq | None = None,
    around: RowId | None = None,
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = PAGE,
) -> MessagePage:
    """The newest messages; those before or after a `created_seq`; or those around a message (its id)."""
    if len([each for each in (before, after, around) if each is not None]) > 1:
        raise Refused(
            "invalid", _("Give one of before, after and around."), "after" if around is None else "around"
        )
    return message_page(who(request).user_id, room_id, before, limit, after, around)


@router.get("/messages/{int:message_id}", response=Message, summary="One message")
def get_message(request: HttpRequest, message_id: int) -> Message:
    return one_message(who(request).user_id, message_id)


@router.patch("/messages/{int:message_id}", response=Message, summary="Edit one's message")
def patch_message(request: HttpRequest, message_id: int, text: MessageText) -> Message:
    me = who(request).user_id
    spend_message(me, text.body)
    return append(EditMessage(me, room_of_message(message_id), message_id, text.body)).message


@router.delete("/messages/{int:message_id}", response=Message, summary="Delete a message")
def delete_message(request: HttpRequest, message_id: int) -> Message:
    """One's own, or anybody's as an admin or owner of the room. The answer is the tombstone."""
    return append(DeleteMessage(*changing(request, message_id))).message


def changing(request: HttpRequest, message_id: int) -> tuple[int, int, int]:
    """Who changes which message in which room, having paid for it."""
    me = who(request).user_id
    spend_message(me, "")
    return me, room_of_message(message_id), message_id


@router.get("/messages/{int:message_id}/edits", response=VersionList, summary="What a message said before")
def get_edits(request: HttpRequest, message_id: int) -> VersionList:
    return versions_of(who(request).user_id, message_id)


@router.get("/messages/{int:message_id}/seen", response=SeenBy, summary="Who has read a message")
def get_seen(request: HttpRequest, message_id: int) -> SeenBy:
    """In rooms of up to 30 people."""
    return seen_by(who(request).user_id, message_id)


@router.put("/messages/{int:message_id}/reactions/{emoji}", response=Message, summary="React to a message")
def put_reaction(request: HttpRequest, message_id: int, emoji: str) -> Message:
    return append(React(*changing(request, message_id), emoji, on=True)).message


@router.delete(
    "/messages/{int:message_id}/reactions/{emoji}", response=Message, summary="Take a reaction back"
)
def delete_reaction(request: HttpRequest, message_id: int, emoji: str) -> Message:
    return append(React(*changing(request, message_id), emoji, on=False)).message


@router.put("/messages/{int:message_id}/pin", response=Message, summary="Pin a message")
def put_pin(request: HttpRequest, message_id: int) -> Message:
    return append(Pin(*changing(request, message_id), on=True)).message


@router.delete("/messages/{int:message_id}/pin", response=Message, summary="Take a pin off")
def delete_pin(request: HttpRequest, message_id: int) -> Message:
    return append(Pin(*changing(request, message_id), on=False)).message


@router.get("/rooms/{int:room_id}/pins", response=PinList, summary="The pinned messages of a room")
def get_pins(request: HttpRequest, room_id: int) -> PinList:
    return pins_of(who(request).user_id, room_id)


@router.post("/rooms/{int:room_id}/read", response=ReadState, summary="Move one's read marker")
def post_read(request: HttpRequest, room_id: int, reached: ReadUpTo) -> ReadState:
    return append(MoveReadMarker(who(request).user_id, room_id, reached.seq))


@router.post("/rooms/{int:room_id}/unread", response=ReadState, summary="Mark as unread from a message on")
def post_unread(request: HttpRequest, room_id: int, since: ReadUpTo) -> ReadState:
    """`seq` is the `created_seq` of the first message that is to be unread."""
    return append(MarkUnread(who(request).user_id, room_id, since.seq))


@router.post("/rooms/{int:room_id}/mentions/check", response=MentionCheck, summary="Whom a text would call")
def post_mentions_check(request: HttpRequest, room_id: int, text: MessageText) -> MentionCheck:
    return check_mentions(who(request).user_id, room_id, text.body[:20_000])
