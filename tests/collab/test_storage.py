"""Rows, checkpoints and loading: always the same document, whatever it is read from."""

from collections.abc import Sequence

import pytest

from accounts.models import User
from collab.actions import CreateDocument, Entry, SaveCheckpoint, StoreUpdates
from collab.core.index import Index
from collab.core.origin import Origin
from collab.core.update import parse_update
from collab.history import reading
from collab.models import Checkpoint, Document, DocumentUpdate
from collab.storage import load, text_at
from collab.streams import update_changes
from realtime import store
from realtime.commit import append, commit
from rooms.actions import AddMember, RemoveMember, UpdateRoom
from tests.collab.core.samples import block, corpus, paragraph, string, update
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann() -> User:
    return person("ann")


@pytest.fixture
def document(ann: User) -> Document:
    return Document.objects.get(pk=append(CreateDocument(ann.pk, room(ann).id, "Plan")).id)


def storing(document: Document, author: User, *updates: bytes) -> StoreUpdates:
    entries = [Entry(Origin("c", author.pk, n + 1), each) for n, each in enumerate(updates)]
    return StoreUpdates(document.pk, document.room_id, entries)


def checkpoint(document: Document) -> None:
    loaded = load(document.pk)
    append(
        SaveCheckpoint(
            document.pk, loaded.cursor.seq, loaded.replica.since(), loaded.index.owners, loaded.size
        )
    )


def typed(words: str, client: int = 1) -> list[bytes]:
    """A paragraph, and one update for each further character."""
    rest = [
        update(block(client, 2 + n, string(words[n], left=(client, 1 + n)))) for n in range(1, len(words))
    ]
    return [update(paragraph(client, 0, words[0])), *rest]


def test_updates_are_rows_with_author_and_place(document: Document, ann: User) -> None:
    updates = typed("hello")
    assert append(storing(document, ann, *updates)) == {}
    rows = list(DocumentUpdate.objects.order_by("seq"))
    assert [bytes(row.data) for row in rows] == updates
    assert [(row.seq, row.author_id, row.connection) for row in rows] == [
        (n, ann.pk, "c") for n in range(1, 6)
    ]
    assert text_at(document.pk)[1] == "hello"


def test_messages_that_brought_nothing_are_no_rows(document: Document, ann: User) -> None:
    first, second = typed("ab")
    append(storing(document, ann, first, b"", second, b""))
    assert DocumentUpdate.objects.count() == 2


def test_many_documents_are_stored_in_one_commit(ann: User) -> None:
    hall = room(ann).id
    documents = [Document.objects.get(pk=append(CreateDocument(ann.pk, hall, f"{n}")).id) for n in range(3)]
    results, batches = commit([storing(each, ann, *typed(each.title + "x")) for each in documents])
    assert results == [{}, {}, {}] and len(batches) == 3
    assert [text_at(each.pk)[1] for each in documents] == ["0x", "1x", "2x"]


def test_only_those_who_may_write_are_stored(document: Document, ann: User) -> None:
    bo = person("bo")
    append(AddMember(ann.pk, document.room_id, bo.pk))
    append(storing(document, bo, *typed("bo", client=2)))
    append(RemoveMember(ann.pk, document.room_id, bo.pk))
    mixed = [
        Entry(Origin("b", bo.pk, 1), update(block(2, 4, string("!", left=(2, 3))))),
        Entry(Origin("a", ann.pk, 1), typed("ann")[0]),
        Entry(Origin("b", bo.pk, 2), update(block(2, 5, string("!", left=(2, 4))))),
    ]
    [result], [batch] = commit([StoreUpdates(document.pk, document.room_id, mixed)])
    assert list(result) == [bo.pk] and result[bo.pk].code == "not_found"
    assert [change.origin for change in batch.changes] == [f"a.{ann.pk}.1"]
    append(UpdateRoom(ann.pk, document.room_id, archived=True))
    assert append(storing(document, ann, typed("x", 9)[0]))[ann.pk].code == "forbidden"


def test_the_stream_reads_back_what_was_told(document: Document, ann: User) -> None:
    _, [batch] = commit([storing(document, ann, *typed("hello"))])
    read = store.read(f"document:{document.pk}", 0)
    assert [(c.seq, c.payload) for c in read.changes] == [(c.seq, c.payload) for c in batch.changes]
    assert Origin.read(read.changes[0].origin) == Origin("c", ann.pk, 0)
    assert [c.seq for c in update_changes(str(document.pk), 1, 4, 2)] == [2, 3]


def test_a_load_from_a_checkpoint_is_the_load_from_all_rows(document: Document, ann: User) -> None:
    updates = _in_order(corpus(4))
    append(storing(document, ann, *updates[:100]))
    checkpoint(document)
    append(storing(document, ann, *updates[100:]))
    with_checkpoint = load(document.pk)
    assert with_checkpoint.tail_rows == len(updates) - 100
    Checkpoint.objects.all().delete()
    from_rows = load(document.pk)
    assert from_rows.tail_rows == len(updates)
    assert with_checkpoint.replica.text == from_rows.replica.text
    assert with_checkpoint.size == from_rows.size == sum(map(len, updates))
    assert with_checkpoint.index.owners == from_rows.index.owners
    assert with_checkpoint.cursor == from_rows.cursor
    for loaded in (with_checkpoint, from_rows):
        assert not loaded.holes
        assert not loaded.index.examine(parse_update(from_rows.replica.since())).tracks


def _in_order(updates: Sequence[bytes]) -> list[bytes]:
    """Real updates in an order in which nothing is missing."""
    index, waiting, out = Index(), list(updates), []
    while waiting:
        later = []
        for each in waiting:
            plan = index.examine(parse_update(each))
            if plan.missing:
                later.append(each)
            else:
                index.absorb(plan)
                out.append(each)
        waiting = later
    return out


def test_checkpoints_add_and_replace_no_rows(document: Document, ann: User) -> None:
    for n in range(5):
        append(storing(document, ann, *typed("ab", client=n + 1)))
        checkpoint(document)
    assert DocumentUpdate.objects.count() == 10
    assert list(Checkpoint.objects.order_by("seq").values_list("seq", flat=True)) == [8, 10]


def test_an_older_or_uncommitted_state_is_no_checkpoint(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed("ab")))
    checkpoint(document)
    for seq in (1, 2, 3):
        append(SaveCheckpoint(document.pk, seq, b"\x00\x00", {}, 0))
    assert Checkpoint.objects.get().seq == 2 and text_at(document.pk)[1] == "ab"


def test_a_damaged_checkpoint_is_left_out(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed("ab")))
    checkpoint(document)
    append(storing(document, ann, update(block(1, 4, string("c", left=(1, 3))))))
    Checkpoint.objects.update(state=b"damaged")
    assert load(document.pk).replica.text == "abc"


def test_a_stored_update_that_cannot_be_applied_harms_nothing_else(document: Document, ann: User) -> None:
    append(storing(document, ann, typed("ab")[0], b"\x01\x01\x02\x00\x84\x09\x00\x03abc", typed("ab")[1]))
    loaded = load(document.pk)
    assert loaded.replica.text == "ab" and loaded.holes


def test_an_update_whose_past_is_missing_keeps_its_place(document: Document, ann: User) -> None:
    """It cannot happen through the guards; should it, nothing is lost, and no checkpoint leaves it out."""
    first, second, third = typed("abc")
    append(storing(document, ann, first, third))
    assert load(document.pk).holes
    append(storing(document, ann, second))
    assert load(document.pk).replica.text == "abc"


def test_a_long_tail_is_read_in_pages(document: Document, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 7)
    append(storing(document, ann, *typed("x" * 30)))
    assert text_at(document.pk)[1] == "x" * 30


def test_storing_in_an_unknown_document_is_refused(document: Document, ann: User) -> None:
    unknown = StoreUpdates(9999, document.room_id, storing(document, ann, *typed("a")).entries)
    assert append(unknown)[ann.pk].code == "not_found"
    assert not DocumentUpdate.objects.exists()
