"""A letter that does not get through: tried again, given up, and never sent twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs.models import DeadLetter
from notifications.models import Delivery
from notifications.ways import outcome
from notifications.ways.jobs import hand_out, recover
from tests.api import Api
from tests.notifications.ways.post_office import PostOffice
from tests.notifications.ways.world import ann_who_wants, go_out, state_of, time_passes, told, wish
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_mail_server_that_is_away_is_tried_again(post_office: PostOffice, settings: Any) -> None:
    ann = ann_who_wants()
    told(ann)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    go_out()
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("waiting", 1) and "refused" in row.fault
    assert timedelta(seconds=5) < row.due_at - timezone.now() <= timedelta(seconds=outcome.FIRST)
    settings.EMAIL_PORT = port
    go_out()
    assert len(post_office.letters) == 1 and state_of(ann) == ("sent", "")


def test_not_now_is_tried_again_with_the_same_message_id(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    told(ann)
    post_office.answers = ["451 try later", "250 OK and forgotten"]
    go_out()
    assert Delivery.objects.get().fault == "451 try later"
    first = Delivery.objects.get().pk
    go_out()
    Delivery.objects.filter(pk=first).update(state="waiting")
    go_out()
    assert len({letter["Message-ID"] for letter in post_office.letters}) == 1


def test_an_address_that_does_not_exist_is_given_up_at_once(post_office: PostOffice) -> None:
    ann, bo = ann_who_wants(), person("bo", email="bo@example.org")
    wish(bo, email="now")
    post_office.refused = {"ann@example.org": "550 no such user"}
    told(ann)
    told(bo)
    go_out()
    assert state_of(ann) == ("failed", "550 no such user")
    assert [letter["To"] for letter in post_office.letters] == ["bo@example.org"], "others are not held up"
    assert DeadLetter.objects.get().what == "E-mail to ann: Bo shared “Plan” with you"


def test_after_the_last_try_staff_may_take_it_up(post_office: PostOffice) -> None:
    ann, boss = ann_who_wants(), person("boss", is_staff=True)
    told(ann)
    tries = outcome.TRIES["email"]
    post_office.answers = ["451 try later"] * tries
    go_out(tries)
    assert state_of(ann) == ("failed", "451 try later")
    answer = Api(boss).post("/dead-letters/retry_all", {"task": "deliver_again"})
    assert answer.json() == {"retried": 1, "left": 0}
    go_out(2)
    assert len(post_office.letters) == 1 and not DeadLetter.objects.exists()


def test_a_server_killed_while_it_sent_does_not_send_again_by_itself(post_office: PostOffice) -> None:
    """At most once: it may have arrived, and a dead letter says so."""
    ann = ann_who_wants()
    told(ann)
    time_passes()
    outcome.begin([Delivery.objects.get().pk])  # and then the server is killed
    assert hand_out(timezone.now()) == 0
    time_passes()
    assert recover(timezone.now()) == 1 and recover(timezone.now()) == 0
    go_out(2)
    assert post_office.letters == [] and state_of(ann) == ("failed", outcome.INTERRUPTED)
    assert DeadLetter.objects.get().reason == outcome.INTERRUPTED


def test_a_task_that_is_run_twice_sends_once(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    told(ann)
    time_passes()
    hand_out(timezone.now())
    time_passes()
    hand_out(timezone.now())  # as if the first had been lost
    from jobs.worker import work_off

    assert work_off() == 2
    assert len(post_office.letters) == 1
