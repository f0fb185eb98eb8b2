"""Scheduled messages and reminders: sent once for ever, with the rights of that moment, and saying why when not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.models import Message
from desk import actions, jobs
from desk.models import Reminder, Scheduled
from desk.selectors import reminders_of, scheduled_list
from notifications.selectors import inbox_page
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import RemoveMember, UpdateRoom
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.room = room(self.ann, self.bo).id
        self.one = say(self.ann, self.room, "one")[0]

    def plan(self, body: str = "later", client_id: str = "s1", thread: int | None = None) -> int:
        soon = timezone.now() + timedelta(minutes=5)
        plan = actions.ScheduleMessage(
            self.bo.pk, self.room, body, send_at=soon, client_id=client_id, thread=thread
        )
        return append(plan).scheduled.id

    def said(self) -> list[str]:
        return list(
            Message.objects.filter(author=self.bo).order_by("created_seq").values_list("body", flat=True)
        )


def make_due() -> None:
    Scheduled.objects.filter(state="waiting").update(send_at=timezone.now() - timedelta(seconds=1))
    Reminder.objects.filter(state="waiting").update(due_at=timezone.now() - timedelta(seconds=1))


def test_nothing_is_sent_before_its_time() -> None:
    world = World()
    world.plan()
    jobs.send_scheduled()
    assert world.said() == []


def test_what_is_due_is_sent_once() -> None:
    world = World()
    world.plan("to all")
    world.plan("in the thread", "s2", world.one.id)
    make_due()
    jobs.send_scheduled()
    jobs.send_scheduled()
    assert world.said() == ["to all", "in the thread"]
    assert Message.objects.get(body="in the thread").root_id == world.one.id
    assert set(Scheduled.objects.values_list("state", flat=True)) == {"sent"}
    assert scheduled_list(world.bo.pk) == []


def test_after_a_crash_between_sending_and_noting_it_nothing_is_said_twice() -> None:
    world = World()
    planned = world.plan()
    make_due()
    assert append(actions.ClaimScheduled(world.bo.pk, planned)) is not None
    append(sending(world.bo, world.room, "later", "s1"))  # the node dies here
    jobs.send_scheduled()
    assert world.said() == ["later"]
    assert Scheduled.objects.get().state == "sent"


def test_while_it_is_being_sent_it_can_neither_be_changed_nor_cancelled() -> None:
    world = World()
    planned = world.plan()
    make_due()
    append(actions.ClaimScheduled(world.bo.pk, planned))
    with pytest.raises(Refused, match="conflict"):
        append(actions.CancelScheduled(world.bo.pk, planned))
    with pytest.raises(Refused, match="conflict"):
        append(actions.ChangeScheduled(world.bo.pk, planned, "else"))


def test_the_right_is_asked_when_it_is_sent_and_the_reason_is_told() -> None:
    world = World()
    planned = world.plan()
    append(UpdateRoom(world.ann.pk, world.room, archived=True))
    make_due()
    jobs.send_scheduled()
    assert world.said() == []
    failed = scheduled_list(world.bo.pk)[0]
    assert (failed.state, failed.fault) == ("failed", "This room is archived.")
    append(UpdateRoom(world.ann.pk, world.room, archived=False))
    append(actions.ChangeScheduled(world.bo.pk, planned, send_at=timezone.now()))
    make_due()
    jobs.send_scheduled()
    assert world.said() == ["later"]


def test_what_was_cancelled_is_not_sent() -> None:
    world = World()
    planned = world.plan()
    append(actions.CancelScheduled(world.bo.pk, planned))
    make_due()
    jobs.send_scheduled()
    assert world.said() == []
    with pytest.raises(Refused, match="gone"):
        append(actions.ChangeScheduled(world.bo.pk, planned, "else"))


def test_a_passing_trouble_is_tried_again() -> None:
    world = World()
    planned = world.plan()
    make_due()
    append(actions.ClaimScheduled(world.bo.pk, planned))
    append(actions.EndScheduled(world.bo.pk, planned, "Too fast.", later=True))
    assert Scheduled.objects.get().claimed_at is None
    jobs.send_scheduled()
    assert world.said() == ["later"]


@pytest.mark.parametrize("days", [-1, 400])
def test_only_a_time_within_a_year_ahead_will_do(days: int) -> None:
    world = World()
    with pytest.raises(Refused) as refused:
        when = timezone.now() + timedelta(days=days)
        actions.ScheduleMessage(world.bo.pk, world.room, "x", send_at=when, client_id="c")
    assert refused.value.field == "send_at"


def test_a_reminder_of_a_message_leads_to_it() -> None:
    world = World()
    soon = timezone.now() + timedelta(minutes=1)
    append(actions.MakeReminder(world.bo.pk, soon, message_id=world.one.id))
    make_due()
    jobs.fire_reminders()
    jobs.fire_reminders()
    told = inbox_page(world.bo.pk).notifications
    assert [(each.title, each.body, each.url, each.sender) for each in told] == [
        ("Reminder: a message by ann", "one", f"/rooms/{world.room}/m/{world.one.id}/", "bo")
    ]
    assert reminders_of(world.bo.pk) == []


def test_a_reminder_does_not_show_what_may_not_be_read_any_more() -> None:
    world = World()
    soon = timezone.now() + timedelta(minutes=1)
    append(actions.MakeReminder(world.bo.pk, soon, "look", message_id=world.one.id))
    append(RemoveMember(world.ann.pk, world.room, world.bo.pk))
    make_due()
    jobs.fire_reminders()
    told = [each for each in inbox_page(world.bo.pk).notifications if each.title.startswith("Reminder")]
    assert [(each.title, each.body, each.url) for each in told] == [("Reminder: look", "", "")]


def test_others_cannot_touch_what_is_mine() -> None:
    world = World()
    planned = world.plan()
    for attempt in (actions.CancelScheduled, actions.ChangeScheduled):
        with pytest.raises(Refused, match="not_found"):
            append(attempt(world.ann.pk, planned))
    reminder = append(actions.MakeReminder(world.bo.pk, timezone.now() + timedelta(hours=1), "x")).reminder.id
    with pytest.raises(Refused, match="not_found"):
        append(actions.CancelReminder(world.ann.pk, reminder))
