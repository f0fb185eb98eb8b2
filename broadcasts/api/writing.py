"""Before it is sent: the list, a new one, and what a composer asks while somebody writes."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from broadcasts import audience
from broadcasts.access import sender
from broadcasts.actions import CreateDraft, TestToMyself, checked_words, send_new
from broadcasts.events import (
    AudiencePreview,
    AudienceWish,
    Broadcast,
    BroadcastPage,
    BroadcastWish,
    Id,
    NewBroadcast,
    Preview,
    StateName,
)
from broadcasts.keeping import kept
from broadcasts.looking import preview
from broadcasts.selectors import MAX_PAGE, PAGE, broadcast_page
from notifications.events import Notification
from realtime.commit import append
from realtime.wire import Wire

router = Router()


class ListQuery(Wire):
    """`state` may be given several times."""

    state: list[StateName] = []
    before: Id | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = PAGE


@router.get("/broadcasts", response=BroadcastPage, summary="Drafts, planned and sent ones, newest first")
def get_broadcasts(request: HttpRequest, query: Query[ListQuery]) -> BroadcastPage:
    """Staff see all of them, those who run a room their own."""
    able = sender(who(request).user_id)
    return broadcast_page(able, states=query.state, before=query.before, limit=query.limit)


@router.post(
    "/broadcasts", response={200: Broadcast, 201: Broadcast}, summary="Keep a draft, or send at once"
)
def post_broadcast(request: HttpRequest, wish: NewBroadcast) -> Status[Broadcast]:
    """With `send` it is sent (or scheduled) in the same step: what is refused leaves nothing. 200 with the first result
    when this `client_id` was sent before."""
    user_id = who(request).user_id
    named = wish.model_fields_set & set(BroadcastWish.model_fields)
    plain = BroadcastWish(**{name: getattr(wish, name) for name in named})
    if not wish.send:
        return Status(201, append(CreateDraft(user_id, plain, wish.client_id)))
    sent = send_new(user_id, plain, wish.client_id)
    return Status(200 if sent.repeated else 201, sent.broadcast)


@router.post("/broadcasts/audience", response=AudiencePreview, summary="Who would that be?")
def post_audience(request: HttpRequest, wish: AudienceWish) -> AudiencePreview:
    """Nobody, or a room that does not exist: 422, field `audience`. Names that nobody has are listed."""
    able = sender(who(request).user_id)
    able.check(wish.audience, "normal")
    return audience.preview(wish.audience)


@router.post("/broadcasts/preview", response=Preview, summary="How would it look, and what is wrong with it?")
def post_preview(request: HttpRequest, wish: BroadcastWish) -> Preview:
    return preview(sender(who(request).user_id), wish, timezone.now())


@router.post("/broadcasts/test", response={201: Notification}, summary="Send it to myself")
def post_test(request: HttpRequest, wish: BroadcastWish) -> Status[Notification]:
    """Nobody else gets it; the audience is not looked at."""
    user_id = who(request).user_id
    sender(user_id)
    return Status(201, append(TestToMyself(user_id, checked_words(kept(wish, user_id), user_id))))
