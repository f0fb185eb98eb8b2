"""The short form: one call that sends. It stands on the address of the inbox, `POST /notifications`."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja.responses import Status
from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from accounts.auth import who
from broadcasts.access import sender
from broadcasts.actions import send_new
from broadcasts.events import Audience, BroadcastWish, Id
from broadcasts.selectors import notification_of
from notifications.api.inbox import router
from notifications.core.variables import literal
from notifications.drafts import draft
from notifications.events import Notification
from realtime.wire import Wire


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
    """What to send, word for word: braces are no variables here. With a `client_id` of the sender's own, a repeat gets
    the first result."""

    audience: Annotated[Literal["everyone"] | ToRoom | ToUser, WrapValidator(_in_one_sentence)]
    title: str
    body: str = ""
    url: str = ""
    client_id: str = ""


@router.post("/notifications", response={200: Notification, 201: Notification}, summary="Send (staff)")
def post_notification(request: HttpRequest, wish: NotificationWish) -> Status[Notification]:
    """201, or 200 with the first result when this `client_id` was sent before. The long form is `POST /broadcasts`."""
    user_id = who(request).user_id
    sender(user_id)  # before anything about the audience is told
    checked = draft(wish.title, wish.body, wish.url, wish.client_id)
    long = BroadcastWish(
        title=literal(checked.title),
        body=literal(checked.body),
        url=checked.url,
        audience=_audience(wish.audience),
    )
    sent = send_new(user_id, long, checked.client_id)
    return Status(200 if sent.repeated else 201, notification_of(sent.broadcast))


def _audience(short: Literal["everyone"] | ToRoom | ToUser) -> Audience:
    match short:
        case ToRoom(room=room):
            return Audience(rooms=[room])
        case ToUser(user=username):
            return Audience(people=[username])
        case _:
            return Audience(everyone=True)
