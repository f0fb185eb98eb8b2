"""What staff send: what is stored of it, and who is told."""

import json
from typing import Any

import pytest

from notifications.models import InboxEntry, Notification
from realtime import store
from realtime.errors import Refused
from rooms.models import Membership
from tests.notifications.people import person, room_with, words
from tests.notifications.sending import send_to_everyone, send_to_person, send_to_room

pytestmark = pytest.mark.django_db(transaction=True)


def told(stream: str) -> list[dict[str, Any]]:
    return [json.loads(change.payload) for change in store.read(stream, 0).changes]


def test_an_announcement_is_one_row_however_many_people():
    boss, *_ = person("boss", staff=True), person("ann"), person("bo")
    sent = send_to_everyone(boss.pk, words())
    assert Notification.objects.count() == 1 and InboxEntry.objects.count() == 0
    (event,) = told("announcements:all")
    assert event["type"] == "notification.created"
    assert event["notification"] == sent.model_dump(mode="json")
    assert sent.model_dump(include={"seq", "title", "body", "url", "audience", "sender", "read"}) == {
        "seq": 1,
        "title": "Tea is ready",
        "body": "In the *kitchen*.",
        "url": "/rooms/1/",
        "audience": "everyone",
        "sender": "boss",
        "read": False,
    }


def test_a_notification_for_one_person_reaches_nobody_else():
    boss, ann, bo = person("boss", staff=True), person("ann"), person("bo")
    sent = send_to_person(boss.pk, "ann", words())
    assert [event["notification"]["id"] for event in told(f"inbox:{ann.pk}")] == [sent.id]
    assert sent.seq == 1
    with pytest.raises(Refused):
        told(f"inbox:{bo.pk}")  # nothing ever happened there


def test_a_notification_for_a_room_reaches_its_members_and_no_one_else():
    boss, ann, bo, gone = person("boss", staff=True), person("ann"), person("bo"), person("gone")
    room = room_with(ann, bo, gone)
    Membership.objects.filter(user=gone).update(removed_at=room.created_at)
    sent = send_to_room(boss.pk, room.pk, words())
    assert set(InboxEntry.objects.values_list("user", flat=True)) == {ann.pk, bo.pk}
    assert Notification.objects.get().room == room
    for member in (ann, bo):
        (event,) = told(f"inbox:{member.pk}")
        assert (event["notification"]["id"], event["notification"]["audience"]) == (
            sent.id,
            "room",
        )
