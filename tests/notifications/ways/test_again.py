"""What comes back from a snooze, or grows, is sent anew, also by the ways that it was sent by before."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from notifications.actions import ChangeEntries, WakeSnoozed
from notifications.core.preferences import Wishes
from notifications.events import EntryChange
from notifications.kinds import Kind, Volume, document_place
from notifications.models import Delivery, Notification, PlaceRule
from realtime.commit import append
from tests.notifications.ways.post_office import PostOffice
from tests.notifications.ways.push_service import PushService
from tests.notifications.ways.world import ann_who_wants, go_out, state_of, subscribed, told, wish
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


def comes_back(user: User, *rows: Notification) -> None:
    ids = [row.pk for row in rows]
    append(ChangeEntries(user.pk, ids, EntryChange(snoozed_until=timezone.now() + HOUR)))
    append(WakeSnoozed(user.pk, ids, timezone.now() + 2 * HOUR))


def test_a_browser_that_took_it_is_pushed_to_again(push_service: PushService) -> None:
    ann, browser = person("ann"), push_service.browser()
    subscribed(ann, browser)
    wish(ann, push=True)
    row = told(ann)
    go_out()
    comes_back(ann, row)
    go_out()
    assert [each["id"] for each in browser.got] == [row.pk, row.pk]
    assert state_of(ann, "push") == ("sent", "")
    go_out()
    assert len(browser.got) == 2


def test_its_letter_is_another_letter(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    row = told(ann)
    go_out()
    comes_back(ann, row)
    go_out()
    assert len({letter["Message-ID"] for letter in post_office.letters}) == 2
    assert Delivery.objects.filter(way="email").count() == 1


def test_the_rules_of_each_place_hold_and_it_costs_the_same_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    ann = person("ann")
    wish(ann, push=True)
    rows = [told(ann, places=(document_place(number),), group=f"document:{number}") for number in range(20)]
    Delivery.objects.all().delete()
    PlaceRule.objects.create(user=ann, place="document:3", volume=Volume.NOTHING, changed_seq=1)
    with django_assert_max_num_queries(40):
        comes_back(ann, *rows)
    sent = set(Delivery.objects.values_list("notification", flat=True))
    assert sent == {row.pk for row in rows if row.places != ["document:3"]}


def test_the_newest_of_a_pile_goes_to_browsers_that_took_an_older_one(push_service: PushService) -> None:
    ann = person("ann")
    browsers = [push_service.browser(), push_service.browser()]
    for each in browsers:
        subscribed(ann, each)
    assert Wishes().of(Kind.DIRECT).push
    first = told(ann, kind=Kind.DIRECT, merges=True, group="room:1")
    push_service.answers = [(503, {})]
    go_out()
    assert sorted(len(each.got) for each in browsers) == [0, 1]
    second = told(ann, kind=Kind.DIRECT, merges=True, group="room:1")
    go_out()
    got = sorted([each["id"] for each in browser.got] for browser in browsers)
    assert got == [[first.pk, second.pk], [second.pk]]
