"""Sending: who may, to whom, once."""

import json
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from notifications import actions
from notifications.models import Audience, InboxEntry, Notification
from realtime import store
from realtime.commit import append
from realtime.errors import Refused
from rooms.models import Membership
from tests.notifications.people import person, room_with, words

pytestmark = pytest.mark.django_db(transaction=True)


def told(stream: str) -> list[dict[str, Any]]:
    return [json.loads(change.payload) for change in store.read(stream, 0).changes]


def test_an_announcement_is_one_row_however_many_people():
    boss, *_ = person("boss", staff=True), person("ann"), person("bo")
    sent = actions.send_to_everyone(boss.pk, words())
    assert Notification.objects.count() == 1 and InboxEntry.objects.count() == 0
    (event,) = told("announcements:all")
    assert event["type"] == "notification.created"
    assert event["notification"] == sent.notification.model_dump(mode="json")
    assert sent.notification.model_dump(
        include={"seq", "title", "body", "url", "audience", "sender", "read"}
    ) == {
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
    sent = actions.send_to_person(boss.pk, "ann", words())
    assert [event["notification"]["id"] for event in told(f"inbox:{ann.pk}")] == [sent.notification.id]
    assert sent.notification.seq == 1
    with pytest.raises(Refused):
        told(f"inbox:{bo.pk}")  # nothing ever happened there


def test_a_notification_for_a_room_reaches_its_members_and_no_one_else():
    boss, ann, bo, gone = person("boss", staff=True), person("ann"), person("bo"), person("gone")
    room = room_with(ann, bo, gone)
    Membership.objects.filter(user=gone).update(removed_at=room.created_at)
    sent = actions.send_to_room(boss.pk, room.pk, words())
    assert set(InboxEntry.objects.values_list("user", flat=True)) == {ann.pk, bo.pk}
    assert Notification.objects.get().room == room
    for member in (ann, bo):
        (event,) = told(f"inbox:{member.pk}")
        assert (event["notification"]["id"], event["notification"]["audience"]) == (
            sent.notification.id,
            "room",
        )


@pytest.mark.parametrize("staff", [False, True])
def test_only_active_staff_may_send(staff):
    ann = person("ann", staff=staff)
    room = room_with(ann)
    if staff:
        type(ann).objects.update(is_active=False)
    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (actions.send_to_everyone, ()),
        (actions.send_to_person, ("ann",)),
        (actions.send_to_person, ("nobody",)),  # not even whether somebody exists is told
        (actions.send_to_room, (room.pk,)),
        (actions.send_to_room, (10**9,)),
    ]
    for send, to in attempts:
        with pytest.raises(Refused) as caught:
            send(ann.pk, *to, words())
        assert caught.value.code == "forbidden"
    assert not Notification.objects.exists()


def test_an_audience_of_nobody_is_refused_by_name():
    boss, ann = person("boss", staff=True), person("ann")
    room = room_with(ann)
    Membership.objects.update(removed_at=room.created_at)
    type(ann).objects.filter(pk=ann.pk).update(is_active=False)
    attempts: list[tuple[Callable[..., Any], Any]] = [
        (actions.send_to_person, "nobody"),
        (actions.send_to_person, "ann"),
        (actions.send_to_room, 10**9),
        (actions.send_to_room, room.pk),
    ]
    for send, to in attempts:
        with pytest.raises(Refused) as caught:
            send(boss.pk, to, words())
        assert (caught.value.code, caught.value.field) == ("invalid", "audience")
    assert not Notification.objects.exists() and not InboxEntry.objects.exists()


def test_a_repeat_gets_the_first_result():
    boss, other, ann = person("boss", staff=True), person("other", staff=True), person("ann")
    first = actions.send_to_everyone(boss.pk, words("One", "a"))
    again = actions.send_to_everyone(boss.pk, words("Two", "a"))
    elsewhere = actions.send_to_person(boss.pk, "ann", words("Three", "a"))
    assert (first.repeated, again.repeated, elsewhere.repeated) == (False, True, True)
    assert again.notification == elsewhere.notification == first.notification
    assert not actions.send_to_everyone(
        other.pk, words("One", "a")
    ).repeated  # another author's ids are their own
    assert not actions.send_to_everyone(boss.pk, words("One")).repeated
    assert [event["notification"]["title"] for event in told("announcements:all")] == ["One", "One", "One"]
    assert ann.pk not in InboxEntry.objects.values_list("user", flat=True)


def test_the_same_sent_many_times_at_once_is_written_once():
    boss = person("boss", staff=True)
    person("ann")
    results: list[actions.Sent] = []

    def send(index: int) -> None:
        if index % 2:
            results.append(actions.send_to_person(boss.pk, "ann", words(client_id="a")))
        else:
            results.append(actions.send_to_everyone(boss.pk, words(client_id="a")))

    threads = [Thread(target=send, args=(index,)) for index in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Notification.objects.count() == 1
    assert len({sent.notification.id for sent in results}) == 1
    assert [sent.repeated for sent in results].count(False) == 1 and len(results) == 12


def test_who_left_while_it_was_on_its_way_is_left_out():
    boss, ann, bo = person("boss", staff=True), person("ann"), person("bo")
    room = room_with(ann, bo)
    sending = actions.SendToPeople(boss.pk, words(), Audience.ROOM, room.pk, (ann.pk, bo.pk))
    Membership.objects.filter(user=bo).update(removed_at=room.created_at)
    append(sending)
    assert list(InboxEntry.objects.values_list("user", flat=True)) == [ann.pk]
