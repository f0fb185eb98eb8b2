"""Many single notifications in one call: all or none, each once, told to each."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from notifications.actions.many import SendMany, Single
from notifications.models import Notification
from notifications.selectors import inbox_page
from realtime import store
from realtime.commit import commit
from tests.notifications.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowd() -> list[User]:
    return [person(f"p{n}") for n in range(5)]


def post(user: User, wishes: list[dict[str, str]]) -> Any:
    client = Client()
    client.force_login(user)
    body = json.dumps({"notifications": wishes})
    return client.post("/api/v1/notifications/many", body, content_type="application/json")


def test_each_gets_their_own(boss: User, crowd: list[User]) -> None:
    answer = post(boss, [{"user": f"p{n}", "title": f"for {n}", "body": "*you*"} for n in (3, 0, 3)])
    assert answer.status_code == 201
    titles = [Notification.objects.get(pk=pk).title for pk in answer.json()["sent"]]
    assert titles == ["for 3", "for 0", "for 3"]
    for user, count in zip(crowd, (1, 0, 0, 2, 0), strict=True):
        page = inbox_page(user.pk)
        assert (len(page.notifications), page.unread) == (count, count)


def test_what_is_told_is_what_is_read_afterwards(boss: User, crowd: list[User]) -> None:
    singles = [
        Single(user.pk, f"for {n}", "In the *kitchen*.", "/rooms/1/")
        for n, user in enumerate([*crowd, crowd[0]])
    ]
    (ids,), batches = commit([SendMany(boss.pk, singles)])
    assert len(ids) == 6
    assert {batch.stream for batch in batches} == {f"inbox:{user.pk}" for user in crowd}
    for batch in batches:
        assert batch.changes == store.read(batch.stream, batch.after).changes


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"user": "nobody", "title": "x"}, "notifications.1.user"),
        ({"user": "p1", "title": ""}, "notifications.1.title"),
        ({"user": "p1", "title": "x", "url": "javascript:1"}, "notifications.1.url"),
    ],
)
def test_one_that_is_wrong_refuses_all(
    boss: User, crowd: list[User], wish: dict[str, str], field: str
) -> None:
    answer = post(boss, [{"user": "p0", "title": "fine"}, wish])
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
    assert not Notification.objects.exists()


def test_only_staff_may(boss: User, crowd: list[User]) -> None:
    answer = post(crowd[0], [{"user": "nobody", "title": "x"}])
    assert answer.status_code == 403 and not Notification.objects.exists()


def test_a_client_id_is_sent_once(boss: User, crowd: list[User]) -> None:
    wishes = [{"user": "p0", "title": "a", "client_id": "1"}, {"user": "p1", "title": "b"}]
    wishes.append({"user": "p0", "title": "a again", "client_id": "1"})
    first = post(boss, wishes).json()["sent"]
    assert first[0] == first[2] != first[1]
    again = post(boss, wishes).json()["sent"]
    assert again[0] == first[0] and again[1] != first[1]
    assert Notification.objects.count() == 3


def test_the_statements_do_not_grow_with_the_crowd(
    boss: User, crowd: list[User], django_assert_max_num_queries: Any
) -> None:
    commit([SendMany(boss.pk, [Single(user.pk, "x") for user in crowd])])  # makes the streams
    with django_assert_max_num_queries(9):
        commit([SendMany(boss.pk, [Single(user.pk, "x") for user in crowd * 8])])
