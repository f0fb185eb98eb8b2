"""Who runs a room may announce so much in an hour; staff may announce what they like."""

from typing import Any

import pytest

from broadcasts import limits
from broadcasts.actions import CreateDraft, Unschedule, send_due, send_new
from broadcasts.events import Audience
from broadcasts.models import Broadcast
from notifications.models import Notification
from realtime.commit import append
from realtime.errors import Refused
from realtime.limits import Buckets
from tests.broadcasts.stage import later, person, room_of, wish
from tests.broadcasts.test_api import Caller

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_at_once(settings: Any) -> None:
    settings.COLLAB = {**settings.COLLAB, "ANNOUNCEMENTS_PER_HOUR": 0.5, "ANNOUNCEMENTS_BURST": 2}


def too_fast(user_id: int, *args: Any) -> bool:
    with pytest.raises(Refused) as caught:
        send_new(user_id, *args)
    return caught.value.code == "too_fast" and caught.value.message.startswith("You announce more")


def test_who_runs_a_room_is_held_back_and_nothing_is_left_of_it(two_at_once: None) -> None:
    ann, bo = person("ann"), person("bo")
    room = room_of(ann, bo)
    to_room = wish(Audience(rooms=[room.pk]))
    for _ in range(2):
        send_new(ann.pk, to_room)
    assert too_fast(ann.pk, to_room)
    assert Notification.objects.count() == Broadcast.objects.count() == 2
    other = room_of(bo, ann, name="Other")
    assert send_new(bo.pk, wish(Audience(rooms=[other.pk]))).broadcast.state == "sent", "each for themselves"


def test_with_time_there_is_more() -> None:
    now = 0.0
    buckets = Buckets(2 / limits.HOUR, 2, clock=lambda: now)
    assert [buckets.take(1) for _ in range(3)] == [True, True, False]
    now = limits.HOUR / 2
    assert [buckets.take(1) for _ in range(2)] == [True, False]


def test_staff_are_not_limited(two_at_once: None) -> None:
    boss, ann = person("boss", is_staff=True), person("ann")
    room = room_of(ann)
    for _ in range(5):
        send_new(boss.pk, wish(Audience(rooms=[room.pk])))
    assert Notification.objects.count() == 5


def test_what_is_planned_counts_when_it_is_planned_and_then_goes_out(two_at_once: None) -> None:
    ann = person("ann")
    room = room_of(ann)
    planned = wish(Audience(rooms=[room.pk]), send_at=later(hours=1))
    made = [send_new(ann.pk, planned).broadcast for _ in range(2)]
    assert too_fast(ann.pk, planned)
    for each in made:
        row = Broadcast.objects.select_related("sender").get(pk=each.id)
        row.send_at = later(seconds=-1)
        row.save()
        send_due(row)
    assert Notification.objects.count() == 2
    assert {row.state for row in Broadcast.objects.all()} == {"sent"}


def test_what_is_wrong_and_what_was_sent_before_costs_nothing(two_at_once: None) -> None:
    ann = person("ann")
    room = room_of(ann)
    for _ in range(5):
        with pytest.raises(Refused) as caught:
            send_new(ann.pk, wish(Audience(rooms=[room.pk]), title=""))
        assert caught.value.code == "invalid"
    for _ in range(5):
        send_new(ann.pk, wish(Audience(rooms=[room.pk])), "once")
    draft = append(CreateDraft(ann.pk, wish(Audience(rooms=[room.pk]), send_at=later(hours=1))))
    call = Caller(ann)
    assert call("post", f"/broadcasts/{draft.id}/send", {})[0] == 200
    append(Unschedule(ann.pk, draft.id))
    status, answer = call("post", f"/broadcasts/{draft.id}/send", {})
    assert (status, answer["error"]["code"]) == (429, "too_fast")
    status, answer = call("post", "/notifications", {"audience": {"room": room.pk}, "title": "Tea"})
    assert (status, answer["error"]["code"]) == (429, "too_fast")
    assert Broadcast.objects.get(pk=draft.id).state == "draft"
