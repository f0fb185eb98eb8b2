"""Old updates become segments; who reads never notices."""

import pytest
from django.db import connection

from accounts.models import User
from collab import limits
from collab.actions.history import PackUpdates
from collab.history import Row, Unreadable, page, rows
from collab.history.keeping import pack_document, pack_what_was_left
from collab.history.packing import pack
from collab.history.reading import first_gap
from collab.models import Checkpoint, Document, DocumentUpdate, Segment
from collab.storage import load, text_at
from collab.streams import update_changes
from realtime.commit import append
from tests.collab.test_storage import ann, checkpoint, document, storing, typed

__all__ = ["ann", "document"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "abcdefghij" * 10


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ROWS_KEPT": 10, "ROWS_PER_PACK": 20, "SEGMENT_ROWS": 50}.items():
        monkeypatch.setattr(limits, name, value)


def everything(document: Document) -> list[Row]:
    return list(rows(document.pk))


def spans() -> list[tuple[int, int]]:
    return list(Segment.objects.order_by("first_seq").values_list("first_seq", "last_seq"))


def test_old_updates_are_packed_and_read_as_before(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed(WORDS)))
    checkpoint(document)
    before = everything(document)
    changes = update_changes(str(document.pk), 0, 100, 1000)
    assert len(before) == 100 and [row.seq for row in before] == list(range(1, 101))
    assert pack_document(document.pk) == 80
    assert spans() == [(1, 40), (41, 80)]
    assert DocumentUpdate.objects.count() == 20
    assert everything(document) == before
    assert update_changes(str(document.pk), 0, 100, 1000) == changes
    assert update_changes(str(document.pk), 37, 90, 7) == changes[37:44]
    assert update_changes(str(document.pk), 75, 82, 100) == changes[75:82]
    assert list(rows(document.pk, 38, 83)) == before[38:83]
    Checkpoint.objects.all().delete()
    loaded = load(document.pk)
    assert loaded.replica.text == WORDS and not loaded.holes
    assert loaded.size == sum(len(row.data) for row in before)


def test_what_no_checkpoint_covers_and_the_newest_stay_rows(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed(WORDS)))
    assert pack_document(document.pk) == 0
    checkpoint(document)
    append(storing(document, ann, *typed(WORDS, client=2)))
    pack_document(document.pk)
    assert spans()[-1][1] == 100  # 190 would be old enough, the checkpoint reaches to 100
    assert pack_document(document.pk) == 0
    assert text_at(document.pk)[1] == f"{WORDS}\n{WORDS}"


def test_small_segments_grow(document: Document, ann: User) -> None:
    for n in range(4):
        append(storing(document, ann, *typed(WORDS[:25], client=n + 1)))
        checkpoint(document)
        pack_document(document.pk)
    assert spans() == [(1, 40), (41, 80)] and [segment.rows for segment in Segment.objects.all()] == [40, 40]


def test_the_due_work_finds_what_was_left(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed(WORDS)))
    checkpoint(document)
    pack_what_was_left()
    assert DocumentUpdate.objects.count() == 20


def test_of_two_who_pack_at_once_one_does_it(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed(WORDS)))
    first = everything(document)[:20]
    later = everything(document)[20:40]
    assert append(PackUpdates(document.pk, first, pack(first), None))
    assert not append(PackUpdates(document.pk, first, pack(first), None))
    grown = Segment.objects.get().pk
    assert append(PackUpdates(document.pk, first + later, pack(first + later), grown))
    assert not append(PackUpdates(document.pk, first + later, pack(first + later), grown))
    assert spans() == [(1, 40)] and first_gap(document.pk, 0, 100) == 0


def test_nothing_is_packed_when_the_rows_are_not_those(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed(WORDS[:30])))
    first = everything(document)[:20]
    DocumentUpdate.objects.filter(seq=5).delete()
    with pytest.raises(Exception, match="went wrong"):
        append(PackUpdates(document.pk, first, pack(first), None))
    assert DocumentUpdate.objects.count() == 29 and not Segment.objects.exists()
    assert first_gap(document.pk, 0, 30) == 5


def test_reading_while_it_is_packed_misses_nothing(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed(WORDS)))
    checkpoint(document)
    before = everything(document)
    seen: list[Row] = []
    for row in rows(document.pk, upto=100):
        if row.seq in (1, 45):
            pack_document(document.pk)
        seen.append(row)
    assert seen == before
    part = page(document.pk, 0, limit=15)
    pack_document(document.pk)
    assert part + list(rows(document.pk, part[-1].seq)) == before


def test_a_damaged_segment_names_its_place(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed(WORDS)))
    checkpoint(document)
    pack_document(document.pk)
    Segment.objects.filter(first_seq=41).update(data=b"\x01junk")
    assert [row.seq for row in rows(document.pk, upto=40)] == list(range(1, 41))
    with pytest.raises(Unreadable) as caught:
        everything(document)
    assert caught.value.seq == 41
    assert text_at(document.pk)[1] == WORDS  # the checkpoint has it all


def test_packing_is_one_transaction(document: Document, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    append(storing(document, ann, *typed(WORDS)))
    checkpoint(document)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the machine stops here")

    with monkeypatch.context() as patch:
        patch.setattr(Segment.objects.__class__, "create", fail)
        assert pack_document(document.pk) == 0
    assert DocumentUpdate.objects.count() == 100 and not connection.in_atomic_block
