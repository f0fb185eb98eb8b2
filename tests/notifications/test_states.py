"""What a person does with notifications: done, saved, snoozed, in bulk, undone; seen; acknowledged; over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from jobs.registry import jobs
from notifications import actions
from notifications.actions import ChangeEntries
from notifications.actions.telling import Tell
from notifications.events import EntryChange
from notifications.happenings import Happening
from notifications.kinds import Kind, Level
from notifications.models import Delivery, InboxEntry, Notification, SeenMark
from notifications.selectors import Filter, banners_of, group_page, inbox_count, inbox_page
from realtime.commit import append
from realtime.store import heads
from tests.notifications.people import AnnouncementChange, person, room_with, words
from tests.notifications.sending import send_to_everyone, send_to_person, send_to_room
from tests.notifications.test_api import call

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/v1/notifications"


@pytest.fixture
def three(boss: User, ann: User) -> list[int]:
    """An announcement, a personal one and one for a room, in this order."""
    return [
        send_to_everyone(boss.pk, words("all")).id,
        send_to_person(boss.pk, "ann", words("ann")).id,
        send_to_room(boss.pk, room_with(ann, boss).pk, words("room")).id,
    ]


def tab(user: User, name: Any, kind: Kind | None = None) -> list[int]:
    return [n.id for n in inbox_page(user.pk, Filter(name, kind)).notifications]


def change(user: User, **wanted: Any) -> Any:
    status, answer = call(user, "POST", f"{PATH}/change", wanted)
    assert status == 200, answer
    return answer


def happen(user: User, key: str, kind: Kind = Kind.REPLY, group: str = "thread:7") -> int:
    happening = Happening(kind, key=key, group=group, places=(), url="/", data={"name": "Bo", "room": "Hall"})
    assert append(Tell(happening, [user.pk], set)) == 1
    return Notification.objects.get(key=key).pk


def test_each_tab_holds_what_belongs_to_it(ann: User, three: list[int]) -> None:
    mention = happen(ann, "message:1", Kind.MENTION)
    change(ann, ids=[three[0], three[1]], change={"saved": True})
    change(ann, ids=[three[1]], change={"done": True})
    change(ann, ids=[three[2]], change={"snoozed_until": soon()})
    assert tab(ann, "all") == [mention, three[0]]
    assert tab(ann, "unread") == [mention, three[0]]
    assert tab(ann, "mentions") == [mention]
    assert tab(ann, "saved") == [three[1], three[0]]
    assert tab(ann, "done") == [three[1]]
    assert tab(ann, "all", Kind.ANNOUNCEMENT) == [three[0]]
    assert inbox_count(ann.pk).unread == 2


def soon(hours: int = 1) -> str:
    return (timezone.now() + timedelta(hours=hours)).isoformat()


def test_what_is_done_is_read_and_comes_back_so(ann: User, three: list[int]) -> None:
    answer = change(ann, ids=three, change={"done": True})
    assert (answer["unread"], answer["unseen"], tab(ann, "all")) == (0, 0, [])
    assert [n.read for n in inbox_page(ann.pk, Filter("done")).notifications] == [True, True, True]
    assert change(ann, ids=three, change={"done": False})["unread"] == 0
    assert tab(ann, "all") == three[::-1]
    change(ann, ids=three[:1], change={"done": True, "read": False})
    assert [n.read for n in inbox_page(ann.pk, Filter("done")).notifications] == [False]


def test_undo_puts_everything_back(ann: User, three: list[int]) -> None:
    change(ann, ids=three[:1], change={"saved": True})
    change(ann, ids=three[1:2], change={"read": True})
    stood = inbox_page(ann.pk).model_dump(exclude={"streams", "last_event_id"})
    answer = change(ann, ids=three, change={"done": True, "saved": False, "snoozed_until": soon()})
    assert [each["id"] for each in answer["before"]] == sorted(three)
    status, count = call(ann, "POST", f"{PATH}/states", {"states": answer["before"]})
    assert (status, count) == (200, {"unread": 2, "unseen": 2})
    assert inbox_page(ann.pk).model_dump(exclude={"streams", "last_event_id"}) == stood


def test_what_was_taken_away_does_not_come_back_by_undo(boss: User, ann: User) -> None:
    first = happen(ann, "message:1")
    answer = change(ann, ids=[first], change={"saved": True})
    InboxEntry.objects.filter(notification=first).update(removed_at=timezone.now())
    assert call(ann, "POST", f"{PATH}/states", {"states": answer["before"]})[0] == 200
    assert call(ann, "GET", f"{PATH}/{first}")[0] == 404 and tab(ann, "all") == []


def test_a_change_that_changes_nothing_is_not_told(ann: User, three: list[int]) -> None:
    change(ann, ids=three, change={"read": True, "saved": True})
    stood = heads([f"inbox:{ann.pk}"])
    assert change(ann, ids=three, change={"read": True, "saved": True})["before"] == []
    assert heads([f"inbox:{ann.pk}"]) == stood


@pytest.mark.parametrize(
    ("wanted", "status", "field"),
    [
        ({"ids": [1], "change": {}}, 422, "change"),
        ({"change": {"read": True}}, 422, "ids"),
        ({"ids": [1], "tab": "all", "change": {"read": True}}, 422, "ids"),
        ({"ids": [], "change": {"read": True}}, 422, "ids"),
        ({"ids": list(range(1, 202)), "change": {"read": True}}, 422, "ids"),
        ({"ids": [10**12], "change": {"read": True}}, 404, "ids"),
        ({"tab": "some", "change": {"read": True}}, 422, "tab"),
        ({"groups": ["a\0b"], "change": {"read": True}}, 422, "groups"),
        ({"ids": [1], "change": {"snoozed_until": "9999-12-31T23:59:59-14:00"}}, 422, "snoozed_until"),
        ({"ids": [1], "change": {"snoozed_until": "soon"}}, 422, "snoozed_until"),
    ],
)
def test_wrong_changes_are_told_what_is_wrong(ann: User, wanted: Any, status: int, field: str) -> None:
    said, answer = call(ann, "POST", f"{PATH}/change", wanted)
    assert said == status and field in answer["error"]["field"], answer


def test_one_foreign_id_refuses_the_whole_change(boss: User, ann: User, three: list[int]) -> None:
    bo = person("bo")
    for ids in ([three[1]], [three[0], three[1]]):
        status, _ = call(bo, "POST", f"{PATH}/change", {"ids": ids, "change": {"done": True}})
        assert status == 404
    states = [{"id": three[1], "read": True, "done": True, "saved": True, "snoozed_until": None}]
    assert call(bo, "POST", f"{PATH}/states", {"states": states})[0] == 404
    assert not InboxEntry.objects.filter(user=bo).exists() and tab(bo, "all") == [three[0]]


# -- groups and bulk


def test_groups_come_by_their_newest_with_exact_sizes(ann: User, three: list[int]) -> None:
    replies = [happen(ann, f"message:{n}") for n in range(5)]
    other = happen(ann, "message:9", group="thread:8")
    replies.append(happen(ann, "message:10"))
    change(ann, ids=[replies[0]], change={"read": True})
    change(ann, ids=[replies[1]], change={"done": True})
    page = group_page(ann.pk)
    told = [(each.group, each.newest.id, each.count, each.unread) for each in page.groups]
    assert told == [
        ("thread:7", replies[-1], 5, 4),
        ("thread:8", other, 1, 1),
        *((f"announcement:{pk}", pk, 1, 1) for pk in three[::-1]),
    ]
    found, before = [], None
    while True:
        _, answer = call(ann, "GET", f"{PATH}/groups?limit=2" + (f"&before={before}" if before else ""))
        found += [each["group"] for each in answer["groups"]]
        if not answer["more"]:
            break
        before = answer["groups"][-1]["newest"]["rank"]
    assert found == [name for name, *_ in told]
    (group,) = group_page(ann.pk, Filter("done")).groups
    assert (group.newest.id, group.count, group.unread) == (replies[1], 1, 0)


def test_groups_are_changed_whole_and_others_left(ann: User, three: list[int]) -> None:
    replies = [happen(ann, f"message:{n}") for n in range(3)]
    groups = ["thread:7", f"announcement:{three[0]}"]
    answer = change(ann, groups=groups, change={"done": True})
    assert sorted(each["id"] for each in answer["before"]) == sorted([three[0], *replies])
    assert tab(ann, "all") == [three[2], three[1]]
    back = change(ann, groups=groups, tab="done", change={"done": False})
    assert len(back["before"]) == 4 and len(tab(ann, "all")) == 6
    assert tab(ann, "unread") == [three[2], three[1]]  # done had read them


def test_a_whole_tab_is_changed_in_portions(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.actions.states.PORTION", 3)
    monkeypatch.setattr("notifications.actions.states.AT_ONCE", 6)
    ids = [happen(ann, f"message:{n}", group=f"thread:{n}") for n in range(8)]
    saved = change(ann, tab="all", change={"saved": True})
    assert [each["id"] for each in saved["before"]] and saved["more"] is True
    assert {each["id"] for each in saved["before"]} == set(ids[2:])  # the newest first
    saved = change(ann, tab="all", change={"saved": True})
    assert {each["id"] for each in saved["before"]} == set(ids[:2]) and saved["more"] is False
    assert change(ann, tab="unread", kind="mention", change={"read": True})["before"] == []
    assert change(ann, tab="unread", kind="reply", change={"read": True})["more"] is True


# -- seen, snoozed, acknowledged


def test_seen_is_neither_read_nor_a_change(boss: User, ann: User, three: list[int]) -> None:
    assert inbox_count(ann.pk).unseen == 3
    assert call(ann, "POST", f"{PATH}/seen_all", {}) == (200, {"unread": 3, "unseen": 0})
    stood = heads([f"inbox:{ann.pk}"])
    assert call(ann, "POST", f"{PATH}/seen_all", {}) == (200, {"unread": 3, "unseen": 0})
    assert heads([f"inbox:{ann.pk}"]) == stood and SeenMark.objects.count() == 1
    change(ann, ids=three[:1], change={"saved": True})  # a change is nothing new
    assert inbox_count(ann.pk).unseen == 0
    send_to_everyone(boss.pk, words("again"))
    assert inbox_count(ann.pk).unseen == 1 and inbox_count(boss.pk).unseen == 3


def test_a_snooze_comes_back_unread_unseen_and_by_the_rules(ann: User, three: list[int]) -> None:
    before = Delivery.objects.filter(user=ann).count()
    change(ann, ids=three[:2], change={"read": True, "snoozed_until": soon()})
    call(ann, "POST", f"{PATH}/seen_all", {})
    assert tab(ann, "all") == [three[2]] and inbox_count(ann.pk).unread == 1
    wake = jobs["wake snoozed notifications"].work
    wake()
    assert tab(ann, "all") == [three[2]]  # not yet
    InboxEntry.objects.exclude(snoozed_until=None).update(snoozed_until=timezone.now())
    wake()
    assert tab(ann, "unread") == [three[1], three[0], three[2]]  # at the top
    assert (inbox_count(ann.pk).unread, inbox_count(ann.pk).unseen) == (3, 2)
    stood = heads([f"inbox:{ann.pk}"])
    wake()
    assert heads([f"inbox:{ann.pk}"]) == stood
    assert Delivery.objects.filter(user=ann).count() >= before
    call(ann, "POST", f"{PATH}/seen_all", {})
    assert inbox_count(ann.pk).unseen == 0


def test_a_snooze_ends_by_hand(ann: User, three: list[int]) -> None:
    change(ann, ids=three, change={"snoozed_until": soon()})
    assert change(ann, ids=three, change={"snoozed_until": "0001-01-01T00:00:00"})["unread"] == 3
    assert tab(ann, "all") == three[::-1]


def test_an_acknowledgement_is_given_once(boss: User, ann: User, three: list[int]) -> None:
    assert call(ann, "POST", f"{PATH}/{three[0]}/acknowledge", {})[0] == 409
    Notification.objects.filter(pk=three[0]).update(wants_ack=True, level=Level.URGENT)
    append(actions.MarkAllRead(ann.pk))
    assert [each.id for each in banners_of(ann.pk)] == [three[0]]  # read, yet it asks
    status, told = call(ann, "POST", f"{PATH}/{three[0]}/acknowledge", {})
    assert (status, told["acknowledged"], told["read"]) == (200, True, True)
    at = InboxEntry.objects.get(user=ann, notification=three[0]).acknowledged_at
    assert call(ann, "POST", f"{PATH}/{three[0]}/acknowledge", {})[1]["acknowledged"] is True
    assert InboxEntry.objects.get(user=ann, notification=three[0]).acknowledged_at == at
    assert banners_of(ann.pk) == [] and len(banners_of(boss.pk)) == 1


def test_what_is_taken_back_is_nowhere(ann: User, three: list[int]) -> None:
    change(ann, ids=three[:1], change={"saved": True})
    append(AnnouncementChange(three[0], recall=True))
    assert three[0] not in tab(ann, "all") + tab(ann, "saved") and inbox_count(ann.pk).unread == 2
    assert call(ann, "GET", f"{PATH}/{three[0]}")[0] == 404
    bo = person("bo")
    assert tab(bo, "all") == []


def test_banners_are_loud_unread_and_current(boss: User, ann: User) -> None:
    ids = [send_to_everyone(boss.pk, words(f"n{n}")).id for n in range(4)]
    rows = Notification.objects
    rows.filter(pk__in=ids[1:]).update(level=Level.BANNER)
    rows.filter(pk=ids[2]).update(expires_at=timezone.now())
    assert [each.id for each in banners_of(ann.pk)] == [ids[3], ids[1]]
    append(ChangeEntries(ann.pk, [ids[3]], EntryChange(read=True)))
    assert [each.id for each in banners_of(ann.pk)] == [ids[1]]
    append(actions.MarkAllRead(ann.pk))
    assert banners_of(ann.pk) == []


def test_what_is_old_and_dealt_with_goes_and_later_its_rows(boss: User, ann: User, three: list[int]) -> None:
    ids = [happen(ann, f"message:{n}", group=f"thread:{n}") for n in range(5)]
    change(ann, ids=ids[:2], change={"read": True})
    change(ann, ids=[ids[2], three[0]], change={"done": True})
    change(ann, ids=[ids[1]], change={"saved": True})
    retire = jobs["retire old notifications"].work
    retire()
    assert len(tab(ann, "all")) == 6  # nothing is old
    year = timezone.now() - timedelta(days=400)
    Notification.objects.filter(pk__in=[*ids[:4], three[0]]).update(created_at=year)
    retire()
    assert tab(ann, "all") == [ids[4], ids[3], ids[1], three[2], three[1]]
    assert tab(ann, "done") == [three[0]]
    assert Notification.objects.filter(pk__in=ids).count() == 5
    InboxEntry.objects.filter(removed_at__isnull=False).update(removed_at=timezone.now() - timedelta(days=61))
    retire()
    assert set(Notification.objects.filter(pk__in=ids).values_list("pk", flat=True)) == {
        ids[1],
        ids[3],
        ids[4],
    }


# -- cost


@pytest.mark.parametrize("name", ["all", "unread", "mentions", "saved", "done"])
def test_a_page_costs_the_same_however_much_there_is(
    ann: User, boss: User, three: list[int], name: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        happen(ann, f"message:{n}", Kind.MENTION, group=f"thread:{n % 4}")
        send_to_everyone(boss.pk, words())
    change(ann, tab="all", change={"saved": True})
    with django_assert_max_num_queries(9):
        inbox_page(ann.pk, Filter(name))
    with django_assert_max_num_queries(10):
        group_page(ann.pk, Filter(name))
