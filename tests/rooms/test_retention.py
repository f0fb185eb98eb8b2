"""Retention: what is due vanishes live for everybody, and nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from chat.models import Message
from chat.selectors import message_page
from realtime import store
from realtime.commit import append
from rooms.actions import UpdateRoom
from tests.harness import Client, agree, resume
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


def age(message: int, days: float) -> None:
    Message.objects.filter(pk=message).update(created_at=timezone.now() - timedelta(days=days))


def test_what_is_due_vanishes_for_everybody() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    for_ever = room(ann, bo, name="For ever").id
    old, older, new = say(ann, hall, "old", "older", "new")
    kept = say(ann, for_ever, "old as well")[0]
    for message in (old, older, kept):
        age(message.id, 8)
    age(new.id, 6.9)
    append(UpdateRoom(ann.pk, hall, retention_days=7))
    browser = Client(bo)
    head = browser.cursors[f"room:{hall}"]
    call_command("run_due", "expire messages")
    changes = store.read(f"room:{hall}", head).changes
    assert len(changes) == 2, "told to everybody who is there"
    resume(browser, sorted(browser.cursors))
    agree(browser)
    assert [each.body for each in message_page(bo.pk, hall, limit=50).messages] == ["new"]
    assert Message.objects.get(pk=old.id).body == "" and Message.objects.get(pk=kept.id).body == "old as well"
    call_command("run_due", "expire messages")
    assert store.read(f"room:{hall}", head).changes == changes, "what is gone does not go again"


def test_a_room_that_is_archived_keeps_no_longer_either() -> None:
    ann = person("ann")
    hall = room(ann).id
    message = say(ann, hall, "old")[0]
    age(message.id, 3)
    append(UpdateRoom(ann.pk, hall, retention_days=2))
    append(UpdateRoom(ann.pk, hall, archived=True))
    call_command("run_due", "expire messages")
    assert Message.objects.get(pk=message.id).body == ""


def test_more_than_one_portion_goes() -> None:
    from realtime.commit import commit
    from tests.people import sending

    ann = person("ann")
    hall = room(ann).id
    commit([sending(ann, hall, str(number)) for number in range(450)])
    Message.objects.filter(room=hall).update(created_at=timezone.now() - timedelta(days=3))
    append(UpdateRoom(ann.pk, hall, retention_days=1))
    call_command("run_due", "expire messages")
    assert not Message.objects.filter(room=hall).exclude(body="").exists()
