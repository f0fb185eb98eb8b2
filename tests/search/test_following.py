"""The index follows the rooms' streams: what is written, changed and deleted, after crashes and by two at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import DeleteMessage, EditMessage
from collab.actions import CreateDocument, RenameDocument, TellEdited
from jobs.registry import jobs
from realtime.commit import append
from search import follow
from search.follow import behind, catch_up
from search.indexing import Key
from search.models import Entry, Position
from search.selectors import search
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


def shown(user_id: int, text: str) -> list[str]:
    return [hit.snippet or hit.title for hit in search(user_id, text).hits]


def test_messages_and_documents_are_found_changed_and_forgotten() -> None:
    ann = person("ann")
    hall = room(ann)
    first, second = say(ann, hall.id, "the quick fox", "a lazy dog")
    document = append(CreateDocument(ann.pk, hall.id, "Fox hunting"))
    assert catch_up(5)
    assert {hit.kind for hit in search(ann.pk, "fox").hits} == {"message", "document"}
    append(EditMessage(ann.pk, hall.id, first.id, "the quick hare"))
    append(TellEdited(document.id, hall.id, "a paragraph about badgers"))
    append(DeleteMessage(ann.pk, hall.id, second.id))
    assert catch_up(5)
    assert [hit.title for hit in search(ann.pk, "fox").hits] == ["Fox hunting"]
    assert shown(ann.pk, "hare") == ["the quick <mark>hare</mark>"]
    assert shown(ann.pk, "badger") == ["a paragraph about <mark>badger</mark>s"]
    assert shown(ann.pk, "lazy") == []
    append(RenameDocument(ann.pk, document.id, hall.id, "Plans"))
    assert catch_up(5)
    assert search(ann.pk, "hunting").hits == []
    assert Entry.objects.count() == 2


def test_what_the_index_does_not_know_yet_is_honoured_all_the_same() -> None:
    ann = person("ann")
    hall = room(ann)
    gone, edited, same = say(ann, hall.id, "needle one", "needle two", "needle three")
    assert catch_up(5)
    append(DeleteMessage(ann.pk, hall.id, gone.id))
    append(EditMessage(ann.pk, hall.id, edited.id, "hay"))
    append(EditMessage(ann.pk, hall.id, same.id, "a needle still"))
    assert behind()  # nothing was indexed in between
    assert shown(ann.pk, "needle") == ["a <mark>needle</mark> still"]


def test_it_goes_on_where_it_was_and_a_crash_repeats_one_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person("ann")
    hall = room(ann)
    monkeypatch.setattr(follow, "PORTION", 3)
    say(ann, hall.id, *[f"word{n}" for n in range(10)])
    write = follow._write
    calls: list[int] = []

    def breaks(found: dict[Key, Entry | None]) -> None:
        write(found)
        calls.append(len(found))
        if len(calls) == 2:
            raise ConnectionError("killed")

    monkeypatch.setattr(follow, "_write", breaks)
    with pytest.raises(ConnectionError):
        catch_up(5)
    assert Entry.objects.count() == calls[0]  # the broken portion was rolled back with its position
    reached = Position.objects.get().seq
    assert catch_up(5)
    assert Entry.objects.count() == 10 and Position.objects.get().seq > reached
    assert len(shown(ann.pk, "word")) == 10
    assert max(calls) <= 3


def test_a_new_epoch_is_followed_from_the_start() -> None:
    from realtime.models import Stream

    ann = person("ann")
    hall = room(ann)
    say(ann, hall.id, "hello there")
    assert catch_up(5)
    Entry.objects.all().delete()
    Stream.objects.filter(name=f"room:{hall.id}").update(epoch="restored")
    assert catch_up(5)
    assert len(shown(ann.pk, "hello")) == 1


def test_nothing_to_do_costs_one_query() -> None:
    ann = person("ann")
    for number in range(5):
        say(ann, room(ann, name=f"r{number}").id, "x")
    assert catch_up(5)
    with CaptureQueriesContext(connection) as queries:
        assert catch_up(5)
    assert len(queries) == 1


def test_it_is_due_within_half_a_second() -> None:
    assert jobs["search.index"].seconds <= 0.5


def test_making_the_index_anew() -> None:
    from django.core.management import call_command

    ann = person("ann")
    hall = room(ann)
    say(ann, hall.id, "one", "two")
    assert catch_up(5)
    Entry.objects.all().delete()
    call_command("search_index")
    assert Entry.objects.count() == 0  # up to date, as far as positions tell
    call_command("search_index", "--anew")
    assert Entry.objects.count() == 2
