"""The inbox: what is in it, what of it is read."""

from datetime import timedelta

import pytest

from notifications.actions import MarkAllRead, MarkRead
from notifications.models import InboxEntry, InboxMark
from notifications.selectors import Filter, inbox_page, unread_count
from realtime.commit import append
from realtime.errors import Refused
from realtime.store import heads
from tests.notifications.people import person, room_with, words
from tests.notifications.sending import send_to_everyone, send_to_person, send_to_room

pytestmark = pytest.mark.django_db(transaction=True)


def shown(user, **wanted) -> list[tuple[str, bool]]:
    return [(n.title, n.read) for n in inbox_page(user.pk, Filter(**wanted)).notifications]


@pytest.fixture
def boss():
    return person("boss", staff=True)


@pytest.fixture
def ann(boss):
    return person("ann")


@pytest.fixture
def three(boss, ann):
    """An announcement, a personal one and one for a room, in this order."""
    return [
        send_to_everyone(boss.pk, words("all")).id,
        send_to_person(boss.pk, "ann", words("ann")).id,
        send_to_room(boss.pk, room_with(ann, boss).pk, words("room")).id,
    ]


def test_the_inbox_shows_everything_newest_first(boss, ann, three):
    bo = person("bo")
    assert shown(ann) == [("room", False), ("ann", False), ("all", False)]
    assert shown(boss) == [("room", False), ("all", False)]
    assert shown(bo) == [("all", True)]  # bo came later
    assert [unread_count(user.pk) for user in (ann, boss, bo)] == [3, 2, 0]


@pytest.mark.parametrize("index", [0, 1, 2])
def test_reading_one_leaves_the_others(ann, boss, three, index):
    result = append(MarkRead(ann.pk, [three[index]]))
    assert result.unread == unread_count(ann.pk) == 2
    assert [n.id for n in inbox_page(ann.pk).notifications if n.read] == [three[index]]
    assert unread_count(boss.pk) == 2


def test_reading_again_changes_nothing(ann, three):
    append(MarkRead(ann.pk, three))
    before = heads([f"inbox:{ann.pk}"])
    assert append(MarkRead(ann.pk, three)).unread == 0
    assert append(MarkAllRead(ann.pk)).unread == 0
    assert heads([f"inbox:{ann.pk}"]) == before


def test_an_announcement_is_read_lazily(ann, boss, three):
    assert not InboxEntry.objects.filter(notification=three[0]).exists()
    append(MarkRead(ann.pk, [three[0]]))
    (entry,) = InboxEntry.objects.filter(notification=three[0])
    assert (entry.user_id, entry.created_seq) == (ann.pk, 0)


def test_read_all_is_one_mark(ann, boss, three):
    entries = InboxEntry.objects.count()
    assert append(MarkAllRead(ann.pk)).unread == 0
    assert shown(ann) == [("room", True), ("ann", True), ("all", True)]
    assert unread_count(boss.pk) == 2
    assert InboxEntry.objects.count() == entries and InboxMark.objects.count() == 1


def test_what_comes_after_read_all_is_unread(ann, boss, three):
    append(MarkAllRead(ann.pk))
    send_to_everyone(boss.pk, words("all 2"))
    send_to_person(boss.pk, "ann", words("ann 2"))
    assert shown(ann)[:3] == [("ann 2", False), ("all 2", False), ("room", True)]
    assert unread_count(ann.pk) == 2
    assert append(MarkAllRead(ann.pk)).unread == 0
    assert InboxMark.objects.count() == 1


def test_another_persons_notification_is_not_there(boss, ann, three):
    bo = person("bo")
    for ids in ([three[1]], [three[0], three[1]], [10**9]):
        with pytest.raises(Refused) as caught:
            append(MarkRead(bo.pk, ids))
        assert (caught.value.code, caught.value.field) == ("not_found", "ids")
    assert not InboxEntry.objects.filter(user=bo).exists()
    assert unread_count(ann.pk) == 3


def test_older_announcements_do_not_wait_for_those_who_join(boss, three):
    late = person("late")
    assert unread_count(late.pk) == 0
    assert append(MarkRead(late.pk, [three[0]])).unread == 0
    assert not InboxEntry.objects.filter(user=late).exists()
    type(late).objects.filter(pk=late.pk).update(date_joined=late.date_joined - timedelta(days=1))
    assert unread_count(late.pk) == 1


def test_pages_meet_without_gap_or_overlap(boss, ann):
    for index in range(7):
        if index % 3:
            send_to_everyone(boss.pk, words(f"n{index}"))
        else:
            send_to_person(boss.pk, "ann", words(f"n{index}"))
    append(MarkRead(ann.pk, [inbox_page(ann.pk).notifications[2].id]))
    seen, before = [], None
    while True:
        page = inbox_page(ann.pk, before=before, limit=2)
        seen += [n.title for n in page.notifications]
        assert page.unread == 6
        if not page.more:
            break
        before = page.notifications[-1].id
    assert seen == [f"n{index}" for index in reversed(range(7))]


def test_unread_only_leaves_out_what_is_read(ann, three):
    append(MarkRead(ann.pk, three[:2]))
    assert shown(ann, tab="unread") == [("room", False)]
    append(MarkAllRead(ann.pk))
    assert shown(ann, tab="unread") == []


def test_the_count_takes_three_queries(ann, three, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert unread_count(ann.pk) == 3
