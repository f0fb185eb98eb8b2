"""The wire types of what a person keeps for themself. Events come on `inbox:<user>`; each carries a whole object."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from chat.events import ClientId, Message, RowId
from realtime.wire import Command, Event, Result, Wire

ScheduledState = Literal["waiting", "sent", "failed", "cancelled"]
ReminderState = Literal["waiting", "done", "cancelled"]


class Draft(Wire):
    """A message that was begun, in a room or (`thread`: the root's id) in a thread. An empty body: there is none."""

    room: int
    thread: int | None
    body: str
    updated_at: datetime


class DraftList(Result):
    drafts: list[Draft]


class Saved(Wire):
    """A saved message, as it is now."""

    message: Message
    saved_at: datetime


class SavedPage(Result):
    """Saved messages that one may (still) read, newest saved first. `more`: there are older ones before `before`.

    `rooms` has the names of their rooms by id.
    """

    saved: list[Saved]
    more: bool
    before: int
    rooms: dict[int, str]


class Scheduled(Wire):
    """A message to be sent at `send_at`. `fault` says why it failed, and else is empty."""

    id: int
    room: int
    thread: int | None
    body: str
    client_id: str
    send_at: datetime
    state: ScheduledState
    fault: str


class ScheduledList(Result):
    """Those that wait and those that failed, by time."""

    scheduled: list[Scheduled]


class Reminder(Wire):
    """A word to oneself. With `message` it is about that one, in `room`."""

    id: int
    room: int | None
    message: int | None
    text: str
    due_at: datetime
    state: ReminderState


class ReminderList(Result):
    """Those that wait, by time."""

    reminders: list[Reminder]


class SavedMark(Wire):
    """That a message is saved, without the message."""

    message: int
    room: int


class Desk(Result):
    """Everything a page needs to begin with; `epoch` and `head` are the cursor of the inbox that it reaches."""

    drafts: list[Draft]
    saved: list[SavedMark]
    scheduled: list[Scheduled]
    reminders: list[Reminder]
    epoch: str
    head: int


# -- events of the inbox stream


class DraftChanged(Event):
    type: Literal["draft.changed"] = "draft.changed"
    draft: Draft


class SavedChanged(Event):
    type: Literal["saved.changed"] = "saved.changed"
    message: int
    room: int
    saved: bool


class ScheduledChanged(Event):
    """Waiting and failed ones are listed; sent and cancelled ones leave the list."""

    type: Literal["scheduled.changed"] = "scheduled.changed"
    scheduled: Scheduled


class ReminderChanged(Event):
    """Waiting ones are listed; done and cancelled ones leave the list."""

    type: Literal["reminder.changed"] = "reminder.changed"
    reminder: Reminder


# -- commands


class SaveDraftCommand(Command):
    """Keep what was begun. An empty body deletes it."""

    type: Literal["draft.save"] = "draft.save"
    room: RowId
    body: str
    thread: RowId | None = None


# -- slash commands


class SlashWish(Wire):
    """A line that begins with a slash, as it was typed."""

    text: str
    client_id: ClientId
    thread: Annotated[int, Field(ge=1, lt=2**63)] | None = None


class SlashDone(Result):
    """What came of it. `sent`: a message; `changed`: something was done; `told`: `text` is an answer for the caller
    alone (markdown; `html` is what it looks like). `url`: where to go now, a path of this site, or empty."""

    did: Literal["sent", "changed", "told"]
    text: str = ""
    html: str = ""
    url: str = ""


class SlashHelp(Wire):
    """One slash command for the menu. `ability`: what it takes in the room ("" for nothing more than to be there);
    `aliases`: other names of it."""

    name: str
    aliases: list[str]
    usage: str
    help: str
    ability: str


class SlashMenu(Result):
    commands: list[SlashHelp]
