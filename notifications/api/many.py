"""HTTP API for programs that tell many people something of their own each."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from notifications.actions.many import MOST, send_many
from notifications.drafts import Draft, draft
from realtime.errors import Refused
from realtime.wire import Result, Wire

router = Router()


class SingleWish(Wire):
    """A notification for one person, by username. With a `client_id` of the sender's own it is sent once."""

    user: str
    title: str
    body: str = ""
    url: str = ""
    client_id: str = ""


class ManyWishes(Wire):
    notifications: Annotated[list[SingleWish], Field(min_length=1, max_length=MOST)]


class ManySent(Result):
    """The ids of the notifications, in the order of the wishes."""

    sent: list[int]


@router.post(
    "/notifications/many", response={201: ManySent}, summary="Send each of many people something (staff)"
)
def post_many(request: HttpRequest, wanted: ManyWishes) -> Status[ManySent]:
    """All of them or none: the first that is wrong refuses the call; `field` says which (`notifications.3.title`)."""
    checked = [(each.user, _checked(at, each)) for at, each in enumerate(wanted.notifications)]
    return Status(201, ManySent(sent=send_many(who(request).user_id, checked)))


def _checked(at: int, wish: SingleWish) -> Draft:
    try:
        return draft(wish.title, wish.body, wish.url, wish.client_id)
    except Refused as refused:
        raise Refused(refused.code, refused.message, f"notifications.{at}.{refused.field}") from refused
