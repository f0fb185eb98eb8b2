"""Pushes: encrypted for the browser, signed by us, once; not when they are not needed; gone ones said clearly."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from jobs.models import DeadLetter
from notifications.kinds import Kind
from notifications.models import Delivery, PushSubscription, VapidKey
from notifications.ways import outcome, vapid
from notifications.ways.jobs import hand_out, recover
from notifications.ways.line import PushLine
from notifications.ways.push import URL_CHARS
from realtime.outward.guard import Forbidden
from tests.api import Api
from tests.notifications.ways.push_service import PushService, signed_by
from tests.notifications.ways.world import go_out, present, state_of, subscribed, time_passes, told, wish
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_push_says_what_happened_in_the_persons_language(push_service: PushService) -> None:
    ann = person("ann", language="de")
    browser = push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    row = told(ann)
    go_out()
    (got,) = browser.got
    assert got["id"] == row.pk and got["tag"] == "document:7" and got["unread"] == 1
    assert got["body"] == "some words" and got["lang"] == "de"
    assert "Plan" in got["title"] and "Bo" in got["title"]
    assert got["url"].endswith(row.url)
    right, key = signed_by(browser.headers[0])
    assert right and key.rstrip("=") == vapid.public_key()
    assert browser.headers[0]["Content-Encoding"] == "aes128gcm"
    assert state_of(ann, "push") == ("sent", "")
    go_out()
    assert len(browser.got) == 1


def test_every_browser_of_the_person_and_of_nobody_else(push_service: PushService) -> None:
    ann, bo = person("ann"), person("bo")
    mine = [push_service.browser(), push_service.browser()]
    other = push_service.browser()
    for each in mine:
        subscribed(ann, each)
    subscribed(bo, other)
    wish(ann, push=True)
    told(ann)
    go_out()
    assert [len(each.got) for each in mine] == [1, 1]
    assert other.got == []


def test_only_the_browser_that_did_not_take_it_is_asked_again(push_service: PushService) -> None:
    ann = person("ann")
    browsers = [push_service.browser(), push_service.browser()]
    for each in browsers:
        subscribed(ann, each)
    wish(ann, push=True)
    told(ann)
    push_service.answers = [(503, {"Retry-After": "120"})]
    go_out()
    assert sorted(len(each.got) for each in browsers) == [0, 1]
    row = Delivery.objects.get(way="push")
    assert (row.state, row.fault, row.attempts) == ("waiting", "HTTP 503", 1)
    assert timedelta(seconds=100) < row.due_at - timezone.now() <= timedelta(seconds=121), (
        "as it was asked to"
    )
    go_out()
    assert [len(each.got) for each in browsers] == [1, 1]
    assert state_of(ann, "push") == ("sent", "")


def test_what_was_read_meanwhile_is_not_pushed(push_service: PushService) -> None:
    ann = person("ann")
    browser = push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    row = told(ann)
    assert Api(ann).post(f"/notifications/{row.pk}/read").status_code == 200
    go_out()
    assert browser.got == [] and state_of(ann, "push") == ("skipped", "read")


def test_who_is_at_the_page_is_not_pushed_to(
    push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = person("ann")
    browser = push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    close = present(monkeypatch, ann)
    row = told(ann)
    waiting = Delivery.objects.get(way="push")
    assert waiting.due_at - row.created_at > timedelta(seconds=50), "who is here gets a while to see it"
    assert hand_out(timezone.now()) == 0
    go_out()
    assert browser.got == [] and state_of(ann, "push") == ("skipped", "here")
    close()
    told(ann)
    go_out()
    assert len(browser.got) == 1


def test_quiet_time_that_has_begun_meanwhile(push_service: PushService) -> None:
    ann = person("ann")
    browser = push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    told(ann)
    wish(ann, push=True, wishes={"quiet": {"until": timezone.now() + timedelta(hours=1)}})
    go_out()
    assert browser.got == [] and state_of(ann, "push") == ("skipped", "quiet")


def test_a_dead_subscription_is_said_clearly_and_not_asked_again(push_service: PushService) -> None:
    ann = person("ann")
    gone, living = push_service.browser(), push_service.browser()
    subscribed(ann, gone, "Old phone")
    subscribed(ann, living)
    push_service.browsers.pop(next(path for path, each in push_service.browsers.items() if each is gone))
    wish(ann, push=True)
    told(ann)
    go_out()
    assert len(living.got) == 1 and state_of(ann, "push") == ("sent", "")
    devices = {each["label"]: each for each in Api(ann).get("/push/subscriptions").json()["devices"]}
    assert devices["Old phone"]["gone"] and "once more" in devices["Old phone"]["fault"]
    assert not devices["Firefox"]["gone"] and devices["Firefox"]["fault"] == ""
    asked = push_service.asked
    told(ann, group="document:8")
    go_out()
    assert push_service.asked == asked + 1, "only the living one is asked"
    assert not DeadLetter.objects.exists(), "a browser that is gone is no failure of ours"


def test_without_a_living_browser_it_is_skipped(push_service: PushService) -> None:
    ann = person("ann")
    browser = push_service.browser()
    subscribed(ann, browser)
    push_service.browsers.clear()
    wish(ann, push=True)
    told(ann)
    go_out(2)
    assert state_of(ann, "push") == ("skipped", "no browser")


def test_after_the_last_try_it_is_a_dead_letter_that_staff_take_up(push_service: PushService) -> None:
    ann, boss = person("ann"), person("boss", is_staff=True)
    browser = push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    told(ann)
    tries = outcome.TRIES["push"]
    push_service.answers = [(500, {})] * tries
    go_out(tries)
    assert state_of(ann, "push") == ("failed", "HTTP 500")
    page = Api(boss).get("/dead-letters").json()
    (letter,) = page["letters"]
    assert letter["reason"] == "HTTP 500" and letter["attempts"] == tries
    assert letter["what"].startswith("Push to ann: ")
    assert page["tasks"] == {"deliver_again": 1}
    assert Api(ann).get("/dead-letters").status_code == 403
    assert Api(boss).post(f"/dead-letters/{letter['id']}/retry").status_code == 204
    assert Api(boss).post(f"/dead-letters/{letter['id']}/retry").status_code == 404
    go_out(2)
    assert len(browser.got) == 1 and state_of(ann, "push") == ("sent", "")
    assert Api(boss).get("/dead-letters").json()["total"] == 0


def test_what_the_push_service_refuses_for_good_is_not_tried_again(push_service: PushService) -> None:
    ann = person("ann")
    subscribed(ann, push_service.browser())
    wish(ann, push=True)
    told(ann)
    push_service.answers = [(403, {})]
    go_out(3)
    assert push_service.asked == 1
    assert state_of(ann, "push") == ("failed", "HTTP 403")
    assert DeadLetter.objects.get().reason == "HTTP 403"


def test_a_server_killed_while_it_pushed_pushes_again_with_the_same_topic(push_service: PushService) -> None:
    """At least once: the browser shows an id once, and the push service keeps one of a topic."""
    ann = person("ann")
    browser = push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    told(ann)
    time_passes()
    row = Delivery.objects.get(way="push")
    (begun,) = outcome.begin([row.pk])  # and then the server is killed
    assert recover(timezone.now()) == 0, "it is left alone while it may be under way"
    assert begun.attempts == 1
    time_passes()
    assert recover(timezone.now()) == 1
    go_out()
    Delivery.objects.update(state="waiting", reached=[])
    go_out()
    assert [each["id"] for each in browser.got] == [row.notification_id] * 2
    assert len({each["Topic"] for each in browser.headers}) == 1


def test_a_long_text_fits_and_a_long_address_leads_to_the_inbox(push_service: PushService) -> None:
    ann = person("ann")
    browser = push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    told(ann, body="wörter 🎉 " * 900, url="/x" * 900, data={"name": "Ö" * 60, "document": "界" * 200})
    go_out()
    (got,) = browser.got
    assert got["body"].endswith("…") and got["url"] == "/inbox/"
    assert len(json.dumps(got, ensure_ascii=False).encode()) < 3_900
    assert URL_CHARS < 1_800


# -- the API


def test_subscribing_listing_testing_forgetting(push_service: PushService) -> None:
    ann = person("ann")
    api, browser = Api(ann), push_service.browser()
    assert len(api.get("/push/key").json()["key"]) == 87
    made = api.post("/push/subscriptions", browser.wish("Chrome on Linux"))
    assert made.status_code == 201
    device = made.json()
    assert (device["label"], device["here"], device["gone"], device["fault"]) == (
        "Chrome on Linux",
        True,
        False,
        "",
    )
    assert api.post("/push/subscriptions", browser.wish()).status_code == 200, "the same again renews it"
    assert len(api.get("/push/subscriptions").json()["devices"]) == 1
    tried = api.post(f"/push/subscriptions/{device['id']}/test").json()
    assert tried == {"sent": True, "fault": ""} and browser.got[0]["tag"] == "test"
    push_service.browsers.clear()
    tried = api.post(f"/push/subscriptions/{device['id']}/test").json()
    assert not tried["sent"] and "once more" in tried["fault"]
    other = Api(person("bo"))
    assert other.delete(f"/push/subscriptions/{device['id']}").status_code == 404
    assert other.post(f"/push/subscriptions/{device['id']}/test").status_code == 404
    assert api.delete(f"/push/subscriptions/{device['id']}").status_code == 204
    assert api.get("/push/subscriptions").json() == {"devices": []}


def test_a_browser_belongs_to_who_signed_in_last(push_service: PushService) -> None:
    ann, bo = person("ann"), person("bo")
    browser = push_service.browser()
    Api(ann).post("/push/subscriptions", browser.wish())
    assert Api(bo).post("/push/subscriptions", browser.wish()).status_code == 200
    assert PushSubscription.objects.get().user == bo


def test_signing_out_ends_the_pushes_of_that_browser_only(push_service: PushService) -> None:
    ann = person("ann")
    here, there = Api(ann), Api(ann)
    here.post("/push/subscriptions", push_service.browser().wish("here"))
    there.post("/push/subscriptions", push_service.browser().wish("there"))
    Client.logout(here.client)
    assert [row.label for row in PushSubscription.objects.all()] == ["there"]
    ann.set_password("new-password-of-ann")
    ann.save()
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"endpoint": "http://push.example/1"}, "endpoint"),
        ({"endpoint": "https://push.example:8443/1"}, "endpoint"),
        ({"endpoint": "https://user:secret@push.example/1"}, "endpoint"),
        ({"endpoint": "ftp://push.example/1"}, "endpoint"),
        ({"endpoint": f"https://push.example/{'x' * 2100}"}, "endpoint"),
        ({"keys": {"p256dh": "AAAA", "auth": "A" * 22}}, "p256dh"),
        ({"keys": {"p256dh": "B" + "A" * 86, "auth": "short"}}, "auth"),
        ({"keys": {"p256dh": "ö" * 87, "auth": "A" * 22}}, "p256dh"),
    ],
)
def test_what_is_no_subscription_is_refused(
    push_service: PushService, change: dict[str, object], field: str
) -> None:
    wanted = push_service.browser().wish() | change
    answer = Api(person("ann")).post("/push/subscriptions", wanted)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "::1", "169.254.169.254", "::ffff:192.168.1.1"])
def test_nothing_inside_is_asked_whatever_the_name_says(inside: str) -> None:
    line = PushLine(resolve=lambda host, port: [inside], seconds=2)
    with pytest.raises(Forbidden, match="not public"):
        line.post("https://push.example/1", b"", {})


def test_the_key_is_made_once_and_kept_or_given(settings: Any) -> None:
    first = vapid.public_key()
    assert vapid.public_key() == first and VapidKey.objects.count() == 1
    settings.VAPID_PRIVATE_KEY = "x8Kd6Vt0lcNkSqcYJHUm7bJE3Xs7mBuv0Y9N9wJZ2zM"
    assert vapid.public_key() != first
    settings.VAPID_PRIVATE_KEY = "too-shor"
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        vapid.public_key()


def test_a_kind_that_is_pushed_only_when_one_wants_it(push_service: PushService) -> None:
    ann = person("ann")
    subscribed(ann, push_service.browser())
    wish(ann, Kind.SHARE, push=False)
    told(ann)
    assert not Delivery.objects.filter(way="push").exists()
