"""Pushes and e-mails of broadcasts: to those who wish them, once, and not of what was taken back."""

import pytest

from broadcasts.actions import DecideWays, Recall, send_new
from broadcasts.events import Audience
from broadcasts.jobs import finish
from broadcasts.models import Broadcast
from notifications.core.preferences import KindWishes, Quiet, Wishes
from notifications.kinds import Kind
from notifications.models import Delivery, Preferences, PushSubscription
from realtime.commit import append
from tests.broadcasts.stage import crowd, later, person, send, wish

pytestmark = pytest.mark.django_db(transaction=True)


def subscribe(user, gone: bool = False) -> None:
    PushSubscription.objects.create(
        user=user,
        endpoint=f"https://push.example/{user.pk}",
        endpoint_digest=str(user.pk),
        p256dh="x",
        auth="x",
        gone_at=later() if gone else None,
    )


def wants(user, wishes: Wishes) -> None:
    Preferences.objects.create(user=user, wishes=wishes.model_dump(mode="json"), changed_seq=1)


def made() -> set[tuple[str, str, bool]]:
    rows = Delivery.objects.values_list("user__username", "way", "digest")
    assert len(rows) == len(set(rows))
    return set(rows)


@pytest.fixture
def people():
    boss = person("boss", is_staff=True)
    ann, bo, cy, di, eve = (
        person(name, email=f"{name}@example.org") for name in ("ann", "bo", "cy", "di", "eve")
    )
    subscribe(ann)
    subscribe(bo)
    wants(bo, Wishes(kinds={Kind.ANNOUNCEMENT: KindWishes(push=False, email="now")}))
    wants(cy, Wishes(kinds={Kind.ANNOUNCEMENT: KindWishes(email="digest")}))
    subscribe(di, gone=True)
    subscribe(eve)
    wants(eve, Wishes(quiet=Quiet(until=later(hours=5)), urgent_breaks_through=True))
    return boss


def test_each_by_their_own_wishes(people):
    send(people)
    assert made() == {("ann", "push", False), ("bo", "email", False), ("cy", "email", True)}
    assert Delivery.objects.get(way="push").state == "waiting"


def test_what_is_urgent_breaks_through(people):
    send(people, level="urgent")
    assert ("eve", "push", False) in made()


def test_only_people_of_the_audience(people):
    send(people, Audience(people=["boss", "cy"]))
    assert made() == {("cy", "email", True)}


def test_portions_go_on_after_a_crash_and_make_nothing_twice(people, monkeypatch):
    monkeypatch.setattr("broadcasts.jobs.PEOPLE", 1)
    sent = send_new(people.pk, wish()).broadcast
    ids = list(PushSubscription.objects.order_by("user").values_list("user", flat=True))
    assert append(DecideWays(sent.id, 0, ids[:1], last=False))
    assert not append(DecideWays(sent.id, 0, ids[:1], last=False))
    finish(sent.id)
    assert made() == {("ann", "push", False), ("bo", "email", False), ("cy", "email", True)}


def test_what_is_taken_back_at_once_is_not_pushed(people):
    sent = send_new(people.pk, wish()).broadcast
    append(Recall(people.pk, sent.id))
    finish(sent.id)
    assert not Delivery.objects.exists()
    assert not Broadcast.objects.get().busy


def test_those_whom_nothing_could_reach_are_not_even_looked_at(people, django_assert_max_num_queries):
    from broadcasts.ways import candidates

    crowd(500)
    row = send(people)
    assert row.notification is not None
    assert list(candidates(row.notification, 0).values_list("username", flat=True)) == [
        "ann",
        "bo",
        "cy",
        "eve",
    ]
