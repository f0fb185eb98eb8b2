"""What follows a send: who is told, after the commit, once or again after a crash."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from chat import hooks, jobs
from chat.actions import DeleteMessage, EditMessage
from chat.actions.told import tell, teller
from chat.hooks import Said
from chat.models import Untold
from realtime.commit import append, commit
from rooms.actions import OpenDirect
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Said]]:
    """What a listener is told, in place of the listeners of other apps."""
    told: list[Said] = []
    monkeypatch.setattr(hooks, "said", [told.extend])
    yield told
    teller.settle()


def test_who_is_told_of_what(heard: list[Said]) -> None:
    ann, bo, cy = person("ann"), person("bo"), person("cy")
    hall = room(ann, bo, cy).id
    plain, named = say(ann, hall, "plain", "@bo and @ann")
    called = append(sending(ann, hall, "@here")).message
    reply = append(sending(cy, hall, "r", thread=named.id)).message
    more = append(sending(bo, hall, "@ann", thread=named.id)).message
    teller.settle()
    by_id = {each.message.id: each for each in heard}
    assert plain.id not in by_id and len(heard) == 4
    assert by_id[named.id].mentioned == (bo.pk,)
    assert by_id[called.id].message.everyone == "here" and by_id[called.id].room_kind == "room"
    assert (by_id[reply.id].mentioned, by_id[reply.id].followers) == ((), (ann.pk,))
    assert (by_id[more.id].mentioned, by_id[more.id].followers) == ((ann.pk,), (cy.pk,))
    assert not Untold.objects.exists()


def test_direct_messages_concern_everybody_in_them(heard: list[Said]) -> None:
    ann, bo = person("ann"), person("bo")
    direct, _ = append(OpenDirect(ann.pk, [bo.pk]))
    append(sending(ann, direct.id, "hi"))
    teller.settle()
    assert [(each.room_kind, each.message.body) for each in heard] == [("direct", "hi")]


def test_a_batch_of_messages_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def listen(said: Sequence[Said]) -> None:
        calls.append(len(said))

    monkeypatch.setattr(hooks, "said", [listen])
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    commit([sending(ann, hall, f"@bo {number}") for number in range(5)])
    teller.settle()
    assert calls == [5]


def test_what_was_refused_or_repeated_is_not_told(heard: list[Said]) -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    commit([sending(ann, hall, "@bo", "same"), sending(ann, hall, "@bo", "same"), sending(ann, 10**9, "@bo")])
    commit([sending(ann, hall, "@bo", "same")])
    teller.settle()
    assert len(heard) == 1


def test_after_a_crash_a_job_tells_it(heard: list[Said], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as crashing:
        crashing.setattr(teller, "add", lambda work: None)
        ann, bo = person("ann"), person("bo")
        hall = room(ann, bo).id
        one, two = say(ann, hall, "@bo", "@bo again")
        append(DeleteMessage(ann.pk, hall, two.id))
    jobs.tell_what_was_left()
    assert heard == []  # it may be under way somewhere
    Untold.objects.update(since=timezone.now() - timedelta(minutes=2))
    jobs.tell_what_was_left()
    assert [each.message.id for each in heard] == [one.id]
    assert not Untold.objects.exists()


def test_a_listener_that_fails_is_told_again(heard: list[Said], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(said: Sequence[Said]) -> None:
        raise ValueError("not today")

    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    with monkeypatch.context() as failing:
        failing.setattr(hooks, "said", [fail, heard.extend])
        (said,) = say(ann, hall, "@bo")
        teller.settle()
        assert len(heard) == 1 and Untold.objects.count() == 1
    tell([said.id])
    assert len(heard) == 2 and not Untold.objects.exists()


def test_links_are_told_where_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []
    ann = person("ann")
    hall = room(ann).id
    say(ann, hall, "nobody listens to https://a.example/")
    monkeypatch.setattr(hooks, "linked", [lambda messages: found.extend(each.body for each in messages)])
    one, _ = say(ann, hall, "see https://b.example/", "nothing")
    append(EditMessage(ann.pk, hall, one.id, "see https://c.example/"))
    teller.settle()
    assert found == ["see https://b.example/", "see https://c.example/"]
