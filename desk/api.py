"""HTTP API of what a person keeps: drafts, saved and scheduled messages, reminders; and of slash commands."""

from typing import Annotated, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status
from pydantic import AwareDatetime, Field

from accounts.auth import who
from chat.events import ClientId, Preview
from chat.limits import spend_message
from desk.actions import (
    CancelReminder,
    CancelScheduled,
    ChangeScheduled,
    MakeReminder,
    SaveDraft,
    SaveMessage,
    ScheduleMessage,
)
from desk.events import (
    Desk,
    Draft,
    DraftList,
    Reminder,
    ReminderList,
    SavedPage,
    Scheduled,
    ScheduledList,
    SlashDone,
    SlashMenu,
    SlashWish,
)
from desk.limits import spend_change
from desk.previews.work import lookup
from desk.saying import say
from desk.selectors import PAGE, desk_of, drafts_of, reminders_of, saved_page, scheduled_list
from desk.slash import menu, run
from realtime.api import AsyncPersonAuth
from realtime.commit import append
from realtime.errors import Refused
from realtime.wire import Wire

router = Router(tags=["desk"])

MOST_ADDRESS: Final = 2_000

Id = Annotated[int, Field(ge=1, lt=2**63, strict=True)]


class DraftText(Wire):
    body: str
    thread: Id | None = None


class Plan(Wire):
    body: str
    send_at: AwareDatetime
    client_id: ClientId
    thread: Id | None = None


class PlanChange(Wire):
    body: str | None = None
    send_at: AwareDatetime | None = None


class ReminderWish(Wire):
    """Of a `message`, of a `text` (in a `room`, perhaps), or of a message with a text."""

    due_at: AwareDatetime
    text: str = ""
    message: Id | None = None
    room: Id | None = None
    client_id: Annotated[str, Field(max_length=64, pattern=r"^[!-~]*$")] = ""


def _me(request: HttpRequest) -> int:
    """The caller, who spends one of their changes."""
    me = who(request).user_id
    spend_change(me)
    return me


@router.get("/desk", response=Desk, summary="Everything one keeps, with its cursor")
def get_desk(request: HttpRequest) -> Desk:
    return desk_of(who(request).user_id)


@router.get("/drafts", response=DraftList, summary="What one has begun to write")
def get_drafts(request: HttpRequest) -> DraftList:
    return DraftList(drafts=drafts_of(who(request).user_id))


@router.put("/rooms/{int:room_id}/draft", response=Draft, summary="Keep a draft; an empty one deletes it")
def put_draft(request: HttpRequest, room_id: int, draft: DraftText) -> Draft:
    return append(SaveDraft(_me(request), room_id, draft.body, draft.thread))


@router.get("/saved", response=SavedPage, summary="Saved messages, newest saved first")
def get_saved(
    request: HttpRequest,
    before: Annotated[int, Field(ge=0, lt=2**63)] | None = None,
    limit: Annotated[int, Field(ge=1, le=100)] = PAGE,
) -> SavedPage:
    return saved_page(who(request).user_id, before, limit)


@router.put("/messages/{int:message_id}/saved", response={204: None}, summary="Save a message")
def put_saved(request: HttpRequest, message_id: int) -> Status[None]:
    append(SaveMessage(_me(request), message_id, on=True))
    return Status(204, None)


@router.delete("/messages/{int:message_id}/saved", response={204: None}, summary="Save it no longer")
def delete_saved(request: HttpRequest, message_id: int) -> Status[None]:
    append(SaveMessage(_me(request), message_id, on=False))
    return Status(204, None)


@router.post(
    "/rooms/{int:room_id}/scheduled",
    response={200: Scheduled, 201: Scheduled},
    summary="Send a message later",
)
def post_scheduled(request: HttpRequest, room_id: int, plan: Plan) -> Status[Scheduled]:
    """201, or 200 with the first result if this `client_id` was planned before."""
    planned = append(ScheduleMessage(_me(request), room_id, **plan.model_dump()))
    return Status(200 if planned.repeated else 201, planned.scheduled)


@router.get("/scheduled", response=ScheduledList, summary="What waits to be sent, and what failed")
def get_scheduled(request: HttpRequest) -> ScheduledList:
    return ScheduledList(scheduled=scheduled_list(who(request).user_id))


@router.patch("/scheduled/{int:scheduled_id}", response=Scheduled, summary="Another text or time")
def patch_scheduled(request: HttpRequest, scheduled_id: int, change: PlanChange) -> Scheduled:
    return append(ChangeScheduled(_me(request), scheduled_id, change.body, change.send_at))


@router.delete("/scheduled/{int:scheduled_id}", response=Scheduled, summary="Cancel before it is sent")
def delete_scheduled(request: HttpRequest, scheduled_id: int) -> Scheduled:
    return append(CancelScheduled(_me(request), scheduled_id))


@router.post("/reminders", response={200: Reminder, 201: Reminder}, summary="Be reminded")
def post_reminder(request: HttpRequest, wish: ReminderWish) -> Status[Reminder]:
    about = {"message_id": wish.message, "room_id": wish.room}
    made = append(MakeReminder(_me(request), wish.due_at, wish.text, client_id=wish.client_id, **about))
    return Status(200 if made.repeated else 201, made.reminder)


@router.get("/reminders", response=ReminderList, summary="What one will be reminded of")
def get_reminders(request: HttpRequest) -> ReminderList:
    return ReminderList(reminders=reminders_of(who(request).user_id))


@router.delete("/reminders/{int:reminder_id}", response=Reminder, summary="Forget a reminder")
def delete_reminder(request: HttpRequest, reminder_id: int) -> Reminder:
    return append(CancelReminder(_me(request), reminder_id))


@router.get("/slash", response=SlashMenu, summary="Slash commands, for a menu")
def get_slash(request: HttpRequest) -> SlashMenu:
    return SlashMenu(commands=menu())


@router.post("/rooms/{int:room_id}/slash", response=SlashDone, summary="Carry a slash command out")
def post_slash(request: HttpRequest, room_id: int, wish: SlashWish) -> SlashDone:
    """`//text` says `/text`. What is refused was not done, and the text is still the caller's."""
    me = who(request)
    spend_change(me.user_id)
    spend_message(me.user_id, wish.text)
    if wish.text.startswith("//"):
        say(me.user_id, me.username, room_id, wish.text[1:], wish.client_id, thread=wish.thread)
        return SlashDone(did="sent")
    return run(me, room_id, wish.text, wish.client_id, wish.thread)


@router.get("/previews", response=Preview, summary="What is behind a link", auth=AsyncPersonAuth())
async def get_preview(request: HttpRequest, url: str) -> Preview:
    """Title, description and site of a public web page, for a link card. `not_found` where previews are switched off
    (LINK_PREVIEWS), or the page does not let itself be asked."""
    found = await lookup().ask(who(request).user_id, url[:MOST_ADDRESS]) if settings.LINK_PREVIEWS else None
    if found is None:
        raise Refused("not_found", _("There is no preview of this link."))
    return found
