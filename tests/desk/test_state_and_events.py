"""State before + events = state afresh, for every action of the desk: live, and read from the store."""

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from desk import actions, jobs
from desk.models import Reminder, Scheduled
from desk.selectors import desk_of
from notifications.selectors import inbox_page
from realtime import store
from realtime.append import Append
from realtime.commit import append, commit
from realtime.streams import Change
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)

State = dict[str, Any]


class Desk:
    """What a tab knows of its person's desk, by the rules of docs/protocol.md."""

    def __init__(self, user: User) -> None:
        self.user = user
        desk = desk_of(user.pk).model_dump(mode="json")
        self.at = desk["head"]
        self.drafts = {(each["room"], each["thread"]): each for each in desk["drafts"]}
        self.saved = {each["message"]: each["room"] for each in desk["saved"]}
        self.scheduled = {each["id"]: each for each in desk["scheduled"]}
        self.reminders = {each["id"]: each for each in desk["reminders"]}

    def hear(self, changes: Iterable[Change]) -> None:
        for change in changes:
            event = json.loads(change.payload)
            assert event["seq"] == change.seq > self.at
            self.at = change.seq
            getattr(self, "on_" + event["type"].replace(".", "_"), lambda _event: None)(event)

    def on_draft_changed(self, event: State) -> None:
        draft = event["draft"]
        key = (draft["room"], draft["thread"])
        self.drafts = {other: each for other, each in self.drafts.items() if other != key}
        if draft["body"]:
            self.drafts[key] = draft

    def on_saved_changed(self, event: State) -> None:
        self.saved.pop(event["message"], None)
        if event["saved"]:
            self.saved[event["message"]] = event["room"]

    def on_scheduled_changed(self, event: State) -> None:
        one = event["scheduled"]
        self.scheduled.pop(one["id"], None)
        if one["state"] in ("waiting", "failed"):
            self.scheduled[one["id"]] = one

    def on_reminder_changed(self, event: State) -> None:
        one = event["reminder"]
        self.reminders.pop(one["id"], None)
        if one["state"] == "waiting":
            self.reminders[one["id"]] = one

    def shown(self) -> State:
        return {name: getattr(self, name) for name in ("drafts", "saved", "scheduled", "reminders")}


class World:
    """Ann and Bo in a room with two messages; Bo keeps one of each kind."""

    def __init__(self) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.room = room(self.ann, self.bo).id
        self.one, self.two = say(self.ann, self.room, "one", "two")
        later = timezone.now() + timedelta(hours=1)
        append(actions.SaveDraft(self.bo.pk, self.room, "begun"))
        append(actions.SaveMessage(self.bo.pk, self.one.id, on=True))
        plan = actions.ScheduleMessage(self.bo.pk, self.room, "later", send_at=later, client_id="s1")
        self.scheduled = append(plan).scheduled.id
        self.reminder = append(actions.MakeReminder(self.bo.pk, later, "tea")).reminder.id
        self.later = later


ACTIONS: dict[str, Callable[[World], Append[Any]]] = {
    "go on with a draft": lambda w: actions.SaveDraft(w.bo.pk, w.room, "begun and gone on"),
    "throw a draft away": lambda w: actions.SaveDraft(w.bo.pk, w.room, "  "),
    "begin a draft in a thread": lambda w: actions.SaveDraft(w.bo.pk, w.room, "re", w.one.id),
    "save a message": lambda w: actions.SaveMessage(w.bo.pk, w.two.id, on=True),
    "save it no longer": lambda w: actions.SaveMessage(w.bo.pk, w.one.id, on=False),
    "schedule": lambda w: actions.ScheduleMessage(
        w.bo.pk, w.room, "more", send_at=w.later, client_id="s2", thread=w.one.id
    ),
    "change what is scheduled": lambda w: actions.ChangeScheduled(w.bo.pk, w.scheduled, "else"),
    "put it off": lambda w: actions.ChangeScheduled(
        w.bo.pk, w.scheduled, send_at=w.later + timedelta(days=1)
    ),
    "cancel it": lambda w: actions.CancelScheduled(w.bo.pk, w.scheduled),
    "it was sent": lambda w: actions.EndScheduled(w.bo.pk, w.scheduled),
    "it failed": lambda w: actions.EndScheduled(w.bo.pk, w.scheduled, "No."),
    "be reminded": lambda w: actions.MakeReminder(w.bo.pk, w.later, message_id=w.two.id),
    "forget it": lambda w: actions.CancelReminder(w.bo.pk, w.reminder),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_tells_exactly_what_it_changed(name: str) -> None:
    world = World()
    before = Desk(world.bo).shown()
    live, away = Desk(world.bo), Desk(world.bo)
    batches = commit([ACTIONS[name](world)])[1]
    for batch in batches:
        assert batch.stream == f"inbox:{world.bo.pk}", "it concerns nobody else"
        live.hear(batch.changes)
    away.hear(store.read(f"inbox:{world.bo.pk}", away.at).changes)
    fresh = Desk(world.bo).shown()
    assert live.shown() == away.shown() == fresh != before


@pytest.mark.parametrize(
    "again",
    [
        lambda w: actions.SaveDraft(w.bo.pk, w.room, "begun"),
        lambda w: actions.SaveDraft(w.bo.pk, w.room, "", w.one.id),
        lambda w: actions.SaveMessage(w.bo.pk, w.one.id, on=True),
        lambda w: actions.SaveMessage(w.bo.pk, w.two.id, on=False),
        lambda w: actions.ChangeScheduled(w.bo.pk, w.scheduled, "later"),
        lambda w: actions.ScheduleMessage(w.bo.pk, w.room, "x", send_at=w.later, client_id="s1"),
    ],
)
def test_what_is_so_already_is_not_told_again(again: Callable[[World], Append[Any]]) -> None:
    world = World()
    assert commit([again(world)])[1] == []


def test_a_day_of_a_desk_in_one_gap() -> None:
    """Many changes while a tab was away come as the newest state of each, once."""
    world = World()
    away = Desk(world.bo)
    for make in ACTIONS.values():
        try:
            append(make(world))
        except Exception as error:  # some contradict each other; what is left is the truth all the same
            assert type(error).__name__ == "Refused"
    append(sending(world.ann, world.room, "three"))
    away.hear(store.read(f"inbox:{world.bo.pk}", away.at).changes)
    assert away.shown() == Desk(world.bo).shown()


def test_what_is_due_leaves_the_desk_live() -> None:
    world = World()
    live = Desk(world.bo)
    past = timezone.now() - timedelta(seconds=1)
    Scheduled.objects.update(send_at=past)
    Reminder.objects.update(due_at=past)
    jobs.send_scheduled()
    jobs.fire_reminders()
    live.hear(store.read(f"inbox:{world.bo.pk}", live.at).changes)
    assert live.shown() == Desk(world.bo).shown()
    assert live.scheduled == live.reminders == {}
    assert [each.title for each in inbox_page(world.bo.pk).notifications] == ["Reminder: tea"]
