"""Group commit: order, no holes, and a guilty append that fails alone."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from realtime.commit import append, commit, writer
from realtime.errors import Refused
from realtime.models import Stream
from realtime.streams import Batch
from tests.realtime.notes import Note, attempts, register, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def notes() -> Iterator[None]:
    register()
    yield
    writer.flush()


def head(stream: str) -> int:
    return Stream.objects.get(pk=stream).head


def test_sequences_begin_at_one_and_have_no_holes() -> None:
    assert [append(Note("note:1", b"%d" % n)) for n in range(5)] == [1, 2, 3, 4, 5]
    assert head("note:1") == 5
    assert append(Note("note:2", b"other")) == 1


def test_each_stream_has_an_epoch_of_its_own() -> None:
    append(Note("note:1", b"a"))
    append(Note("note:2", b"a"))
    assert len({stream.epoch for stream in Stream.objects.filter(name__startswith="note:")}) == 2


def test_many_threads_one_order() -> None:
    with ThreadPoolExecutor(8) as pool:
        seqs = list(pool.map(lambda n: append(Note("note:1", b"%d" % n)), range(200)))
    assert sorted(seqs) == list(range(1, 201))
    assert sorted(written["note:1"]) == list(range(1, 201))


def submit_together(*notes: Note) -> list[Any]:
    """Queue appends while the writer is busy, so that they become one batch."""
    gate, inside = threading.Event(), threading.Event()

    class Blocker(Note):
        def write(self, tx: Any) -> int:
            inside.set()
            gate.wait(10)
            return super().write(tx)

    first: Future[Any] = Future()
    writer.submit(Blocker("note:block", b"block"), first.set_result)
    assert inside.wait(10)
    futures: list[Future[Any]] = [Future() for _ in notes]
    for note, future in zip(notes, futures, strict=True):
        writer.submit(note, future.set_result)
    gate.set()
    return [future.result(20) for future in futures]


def test_a_refusal_in_a_batch_concerns_only_its_author() -> None:
    ok, refused, also_ok = submit_together(
        Note("note:1", b"a"), Note("note:1", b"refuse"), Note("note:1", b"b")
    )
    assert (ok, also_ok) == (1, 2)
    assert isinstance(refused, Refused) and refused.code == "forbidden"
    assert attempts.count(b"a") == 1  # nobody else was retried


def test_an_error_in_a_batch_is_found_by_retrying_each_alone() -> None:
    ok, broken, also_ok = submit_together(
        Note("note:1", b"a"), Note("note:1", b"break"), Note("note:1", b"b")
    )
    assert (ok, also_ok) == (1, 2)
    assert isinstance(broken, Refused) and broken.code == "internal"
    assert "ZeroDivision" not in broken.message
    assert head("note:1") == 2
    assert attempts.count(b"a") == 2


def test_a_stamp_that_is_not_published_fails_loudly() -> None:
    with pytest.raises(Refused, match="internal"):
        append(Note("note:1", b"forget"))
    assert not Stream.objects.filter(pk="note:1", head__gt=0).exists()


def test_the_batch_says_what_was_committed() -> None:
    results, batches = commit([Note("note:2", b"x"), Note("note:1", b"y"), Note("note:2", b"z")])
    assert results == [1, 1, 2]
    told = {batch.stream: (batch.after, batch.upto, [c.payload for c in batch.changes]) for batch in batches}
    assert told == {"note:2": (0, 2, [b"x", b"z"]), "note:1": (0, 1, [b"y"])}
    assert all(isinstance(batch, Batch) for batch in batches)


def test_an_append_inside_a_transaction_is_a_mistake() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction"):
        append(Note("note:1", b"a"))
    assert not connection.in_atomic_block
