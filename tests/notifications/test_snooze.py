"""What comes back from a snooze stands at the top, unread and unseen, as if it had come just now: in every tab, live,
after a reload, and page by page."""

from datetime import timedelta
from typing import Any, get_args

import pytest
from django.utils import timezone

from accounts.models import User
from jobs.registry import jobs
from notifications.actions import ChangeEntries, MarkAllRead, MarkAllSeen, WakeSnoozed
from notifications.events import EntryChange, Tab
from notifications.kinds import Kind
from notifications.models import InboxEntry, Notification
from notifications.selectors import Filter, banners_of, group_page, inbox_count, inbox_page
from realtime.append import Append
from realtime.commit import append, commit
from tests.notifications.people import words
from tests.notifications.sending import send_to_everyone, send_to_person
from tests.notifications.test_api import call
from tests.notifications.test_follow import Follower
from tests.notifications.test_states import PATH, happen, tab

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture
def five(boss: User, ann: User) -> list[int]:
    """Two of a thread, with an announcement, a mention and a personal one around them."""
    return [
        happen(ann, "message:1", group="thread:7"),
        send_to_everyone(boss.pk, words("all")).id,
        happen(ann, "message:2", Kind.MENTION, group="room:3"),
        send_to_person(boss.pk, "ann", words("ann")).id,
        happen(ann, "message:3", group="thread:7"),
    ]


def snooze(user: User, *ids: int) -> None:
    change = EntryChange(snoozed_until=timezone.now() + HOUR, read=True)
    for pk in ids:
        append(ChangeEntries(user.pk, [pk], change))


def waking(user: User, *ids: int) -> WakeSnoozed:
    return WakeSnoozed(user.pk, ids, timezone.now() + 2 * HOUR)


def page_by_page(user: User, path: str, name: str, limit: int) -> list[Any]:
    """Everything of a list of the API, asked for in pages."""
    found: list[Any] = []
    before = ""
    while True:
        status, page = call(user, "GET", f"{path}?limit={limit}{before}")
        assert status == 200
        found += page[name]
        if not page["more"]:
            return found
        last = page[name][-1]
        before = f"&before={last.get('newest', last)['rank']}"


def test_it_stands_at_the_top_unread_and_unseen(ann: User, five: list[int]) -> None:
    snooze(ann, five[0], five[1])
    append(MarkAllRead(ann.pk))
    append(MarkAllSeen(ann.pk))
    append(waking(ann, five[0]))
    append(waking(ann, five[1]))  # an announcement to everybody, as well
    count = inbox_count(ann.pk)
    assert (count.unread, count.unseen) == (2, 2)
    assert tab(ann, "all") == [five[1], five[0], five[4], five[3], five[2]]
    assert tab(ann, "unread") == [five[1], five[0]]
    assert [(n.read, n.seen, n.snoozed_until) for n in inbox_page(ann.pk).notifications[:2]] == [
        (False, False, None)
    ] * 2


def test_in_every_tab_it_is_in(ann: User, five: list[int]) -> None:
    append(ChangeEntries(ann.pk, five, EntryChange(saved=True)))
    snooze(ann, five[2])
    assert tab(ann, "saved") == five[::-1], "until then it keeps its place"
    append(waking(ann, five[2]))
    top = [five[2], five[4], five[3], five[1], five[0]]
    assert tab(ann, "saved") == tab(ann, "all") == top
    assert tab(ann, "mentions") == [five[2]]
    append(ChangeEntries(ann.pk, five, EntryChange(done=True)))
    assert tab(ann, "done") == top


def test_several_come_back_in_the_order_of_their_times(ann: User, five: list[int]) -> None:
    soon = timezone.now() + HOUR
    for minutes, pk in ((30, five[0]), (10, five[4]), (20, five[2])):
        until = soon + timedelta(minutes=minutes)
        append(ChangeEntries(ann.pk, [pk], EntryChange(snoozed_until=until)))
    append(waking(ann, five[0], five[4], five[2]))
    assert tab(ann, "all")[:3] == [five[0], five[2], five[4]]


def test_what_comes_later_stands_above_it(boss: User, ann: User, five: list[int]) -> None:
    snooze(ann, five[0], five[3])
    append(waking(ann, five[3]))
    later = send_to_everyone(boss.pk, words("later")).id
    append(waking(ann, five[0]))
    latest = happen(ann, "message:9", group="room:9")
    assert tab(ann, "all")[:4] == [latest, five[0], later, five[3]]
    ranks = [n.rank for n in inbox_page(ann.pk).notifications]
    assert len(set(ranks)) == len(ranks) and ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_page_by_page_nothing_is_missing_and_nothing_comes_twice(
    ann: User, five: list[int], limit: int
) -> None:
    snooze(ann, five[0], five[1])
    append(waking(ann, five[1]))
    append(waking(ann, five[0]))
    lines = page_by_page(ann, PATH, "notifications", limit)
    assert [each["id"] for each in lines] == [five[0], five[1], five[4], five[3], five[2]]
    groups = page_by_page(ann, f"{PATH}/groups", "groups", limit)
    assert [(each["newest"]["id"], each["count"]) for each in groups] == [
        (five[0], 2),
        (five[1], 1),
        (five[3], 1),
        (five[2], 1),
    ]


def test_its_group_comes_up_with_it(ann: User, five: list[int]) -> None:
    snooze(ann, five[0])
    assert group_page(ann.pk).groups[0].newest.id == five[4]
    append(waking(ann, five[0]))
    first = group_page(ann.pk).groups[0]
    assert (first.group, first.newest.id, first.count, first.unread) == ("thread:7", five[0], 2, 2)


def test_a_change_of_the_newest_begins_with_it(ann: User, five: list[int], monkeypatch: Any) -> None:
    monkeypatch.setattr("notifications.actions.states.PORTION", 2)
    snooze(ann, five[0])
    append(waking(ann, five[0]))
    changed = append(ChangeEntries(ann.pk, Filter("all"), EntryChange(saved=True)))
    assert sorted(each.id for each in changed.before) == sorted([five[0], five[4]]) and changed.more


def test_a_snooze_that_is_ended_by_hand_leaves_it_where_it_was(ann: User, five: list[int]) -> None:
    snooze(ann, five[1])
    append(ChangeEntries(ann.pk, [five[1]], EntryChange(snoozed_until=timezone.now() - HOUR)))
    assert tab(ann, "all") == five[::-1]


def test_a_banner_comes_back_in_front_of_the_others(boss: User, ann: User) -> None:
    ids = [send_to_everyone(boss.pk, words(f"n{number}")).id for number in range(3)]
    Notification.objects.update(level="banner")
    snooze(ann, ids[0])
    append(waking(ann, ids[0]))
    assert [each.id for each in banners_of(ann.pk)] == [ids[0], ids[2], ids[1]]


def test_it_is_told_live_and_to_who_was_away(ann: User, five: list[int]) -> None:
    """State before + events = state afresh; of what was there before it is told as a change, not as something new."""
    append(ChangeEntries(ann.pk, five[:2], EntryChange(saved=True)))
    live, away = Follower(ann), Follower(ann)
    actions: list[Append[Any]] = [
        MarkAllSeen(ann.pk),
        ChangeEntries(ann.pk, five[:3], EntryChange(snoozed_until=timezone.now() + HOUR)),
        waking(ann, five[0], five[1]),
        MarkAllRead(ann.pk),
        waking(ann, five[2]),
    ]
    for action in actions:
        _, batches = commit([action])
        live.hear(batches)
        live.check(*(each for each in get_args(Tab) if each != "done"))
    away.resume([f"inbox:{ann.pk}", "announcements:all"])
    away.check("all", "unread", "mentions", "saved")
    assert [each["id"] for each in live.inbox.tab("all")][:3] == [five[2], five[1], five[0]]


def test_the_clock_brings_back_what_is_due(ann: User, five: list[int]) -> None:
    snooze(ann, *five[:3])
    now = timezone.now()
    for minutes, pk in ((3, five[1]), (2, five[0])):
        InboxEntry.objects.filter(notification=pk).update(snoozed_until=now - timedelta(minutes=minutes))
    jobs["wake snoozed notifications"].work()
    assert tab(ann, "all") == [five[0], five[1], five[4], five[3]]
