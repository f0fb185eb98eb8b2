"""HTTP API of notifications: sending (staff), the inbox, marking as read."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from accounts.auth import who
from notifications.actions import (
    MarkAllRead,
    MarkRead,
    Sent,
    send_to_everyone,
    send_to_person,
    send_to_room,
)
from notifications.drafts import draft
from notifications.events import InboxCount, InboxPage, Notification
from notifications.selectors import MAX_PAGE, PAGE, inbox_page
from realtime.commit import append
from realtime.wire import Wire

router = Router(tags=["notifications"])

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class ToRoom(Wire):
    """The members of a room."""

    room: Annotated[Id, Field(strict=True)]


class ToUser(Wire):
    """One person, by username."""

    user: str


def _in_one_sentence(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    """One error for the field instead of one for each kind of audience."""
    try:
        return check(value)
    except ValidationError as error:
        raise PydanticCustomError(
            "audience", 'An audience is "everyone", {{"room": <id>}} or {{"user": "<username>"}}.'
        ) from error


class NotificationWish(Wire):
    """What to send. With a `client_id` of the sender's own, a repeat gets the first result."""

    audience: Annotated[Literal["everyone"] | ToRoom | ToUser, WrapValidator(_in_one_sentence)]
    title: str
    body: str = ""
    url: str = ""
    client_id: str = ""


class InboxFilter(Wire):
    unread: bool = False
    before: Id | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = PAGE


@router.post("/notifications", response={200: Notification, 201: Notification}, summary="Send (staff)")
def post_notification(request: HttpRequest, wish: NotificationWish) -> Status[Notification]:
    """201, or 200 with the first result when this `client_id` was sent before."""
    sent = _send(who(request).user_id, wish)
    return Status(200 if sent.repeated else 201, sent.notification)


def _send(sender: int, wish: NotificationWish) -> Sent:
    checked = draft(wish.title, wish.body, wish.url, wish.client_id)
    match wish.audience:
        case ToRoom(room=room):
            return send_to_room(sender, room, checked)
        case ToUser(user=username):
            return send_to_person(sender, username, checked)
        case _:
            return send_to_everyone(sender, checked)


@router.get("/notifications", response=InboxPage, summary="The inbox, newest first")
def get_notifications(request: HttpRequest, wanted: Query[InboxFilter]) -> InboxPage:
    """Notifications with ids below `before`, the exact unread count, and the place in the streams they are of."""
    user_id = who(request).user_id
    return inbox_page(user_id, before=wanted.before, limit=wanted.limit, unread=wanted.unread)


@router.post("/notifications/read_all", response=InboxCount, summary="Mark everything as read")
def post_read_all(request: HttpRequest) -> InboxCount:
    return append(MarkAllRead(who(request).user_id))


@router.post("/notifications/{int:notification_id}/read", response=InboxCount, summary="Mark one as read")
def post_read(request: HttpRequest, notification_id: int) -> InboxCount:
    return append(MarkRead(who(request).user_id, [notification_id]))
