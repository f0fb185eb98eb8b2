"""One broadcast: changing, sending, taking back, and how it goes."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from broadcasts import events
from broadcasts.access import RUNNING, broadcast_for, sender
from broadcasts.actions import ChangeDraft, DeleteDraft, EditSent, Recall, Unschedule, send_draft
from broadcasts.events import Broadcast, BroadcastWish, Figures, PersonState, RecipientPage
from broadcasts.export import as_csv
from broadcasts.figures import MOST_PEOPLE, PEOPLE, figures, people_page
from broadcasts.models import Broadcast as Row
from broadcasts.selectors import broadcast_of
from realtime.commit import append
from realtime.db import steps
from realtime.wire import Wire

router = Router()
ONE = "/broadcasts/{int:broadcast_id}"


class PeopleQuery(Wire):
    state: PersonState = "addressed"
    after: str = ""
    limit: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] = PEOPLE


class ExportQuery(Wire):
    state: PersonState = "addressed"


def _mine(request: HttpRequest, broadcast_id: int) -> Row:
    return broadcast_for(sender(who(request).user_id), broadcast_id)


@router.get(ONE, response=Broadcast, summary="One, whole")
def get_broadcast(request: HttpRequest, broadcast_id: int) -> events.Broadcast:
    able = sender(who(request).user_id)
    return broadcast_of(able, broadcast_for(able, broadcast_id))


@router.patch(ONE, response=Broadcast, summary="Change it: before it is sent everything, later the words")
def patch_broadcast(request: HttpRequest, broadcast_id: int, wish: BroadcastWish) -> events.Broadcast:
    """What is left out stays."""
    user_id = who(request).user_id
    sent = _mine(request, broadcast_id).state in RUNNING
    return append((EditSent if sent else ChangeDraft)(user_id, broadcast_id, wish))


@router.delete(ONE, response={204: None}, summary="Throw a draft away")
def delete_broadcast(request: HttpRequest, broadcast_id: int) -> Status[None]:
    append(DeleteDraft(who(request).user_id, broadcast_id))
    return Status(204, None)


@router.post(ONE + "/send", response=Broadcast, summary="Send it, or put it into the plan")
def post_send(request: HttpRequest, broadcast_id: int) -> events.Broadcast:
    """At once, or at its `send_at`. Everything is checked before anything is sent."""
    return send_draft(who(request).user_id, broadcast_id).broadcast


@router.post(ONE + "/unschedule", response=Broadcast, summary="Back to the drafts")
def post_unschedule(request: HttpRequest, broadcast_id: int) -> events.Broadcast:
    return append(Unschedule(who(request).user_id, broadcast_id))


@router.post(ONE + "/recall", response=Broadcast, summary="Take it back from every inbox")
def post_recall(request: HttpRequest, broadcast_id: int) -> events.Broadcast:
    return append(Recall(who(request).user_id, broadcast_id))


@router.get(ONE + "/figures", response=Figures, summary="How it goes")
def get_figures(request: HttpRequest, broadcast_id: int) -> Figures:
    return figures(_mine(request, broadcast_id))


@router.get(ONE + "/people", response=RecipientPage, summary="With whom it stands how")
def get_people(request: HttpRequest, broadcast_id: int, query: Query[PeopleQuery]) -> RecipientPage:
    return people_page(_mine(request, broadcast_id), query.state, query.after, query.limit)


@router.get(ONE + "/export.csv", summary="The people as a file")
def get_export(request: HttpRequest, broadcast_id: int, query: Query[ExportQuery]) -> HttpResponse:
    """It is sent while it is read, however long it is."""
    row = _mine(request, broadcast_id)
    response = StreamingHttpResponse(steps(as_csv(row, query.state)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="announcement-{row.pk}.csv"'
    return response  # type: ignore[return-value]  # ninja passes any Django response through
