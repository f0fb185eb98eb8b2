"""5,000 members in one room: saying something costs as many statements as among five, and notices come behind it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from chat import hooks
from chat.actions.told import teller
from desk.notices import messages
from notifications.actions import telling
from notifications.models import InboxEntry, Notification
from realtime import commit as kernel
from realtime.append import Append
from realtime.commit import commit
from rooms.models import Membership
from tests.people import person, room, sending

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

MANY: Final = 5_000


def crowded(owner: User, others: int) -> int:
    """A room with so many members besides its owner; rows are enough, as a busy room has had long ago."""
    hall = room(owner, name=f"Hall of {others}").id
    people = User.objects.bulk_create(
        [User(username=f"m{others}x{number}", password="!", colour=1) for number in range(others)]
    )
    Membership.objects.bulk_create(
        [Membership(room_id=hall, user=each, role="member", changed_seq=1, inbox_seq=1) for each in people]
    )
    return hall


def statements(author: User, hall: int, body: str) -> int:
    """How many statements a send takes in its own transaction, in this thread where they can be counted."""
    commit([sending(author, hall, "before")])  # what is made once for a room is there
    with CaptureQueriesContext(connection) as caught:
        results, _batches = commit([sending(author, hall, body)])
    assert results[0].message.body == body
    teller.settle(120)
    return len(caught)


@contextmanager
def commits_of_notices(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, str]]]:
    """How many people each commit of notices tells, and on which thread it was asked for."""
    seen: list[tuple[int, str]] = []
    real = kernel.append

    def append(each: Append[Any]) -> Any:
        seen.append((len(list(each.streams())), threading.current_thread().name))
        return real(each)

    with monkeypatch.context() as patched:
        patched.setattr(telling, "append", append)
        yield seen


@pytest.mark.parametrize("body", ["hello", "@room hello"])
def test_a_message_costs_the_same_among_many(body: str) -> None:
    ann = person("ann")
    counts = [statements(ann, crowded(ann, others), body) for others in (4, MANY - 1)]
    assert counts[0] == counts[1] > 0


def test_notices_are_written_in_batches_behind_the_send(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person("ann")
    hall = crowded(ann, MANY - 1)
    assert messages.notify in hooks.said
    gate, real = threading.Event(), messages.notify
    monkeypatch.setattr(hooks, "said", [lambda said: (gate.wait(60), real(said))])
    with commits_of_notices(monkeypatch) as seen:
        message = kernel.append(sending(ann, hall, "@room all of you")).message
        assert message.everyone == "room"
        assert not InboxEntry.objects.exists()  # the send is over, and nobody was told yet
        gate.set()
        teller.settle(120)
    told = InboxEntry.objects.filter(key=f"message:{message.id}")
    assert told.values("user").distinct().count() == told.count() == MANY - 1
    assert Notification.objects.filter(key=f"message:{message.id}").count() == 1
    people = [count for count, _thread in seen]
    assert sum(people) >= MANY - 1 and max(people) <= telling.AT_ONCE + 1
    assert all(thread != threading.main_thread().name for _count, thread in seen)
