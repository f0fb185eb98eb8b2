"""A large document is shown before the index is made that judges edits; edits wait, in order, and lose nothing."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from collab import limits, sessions
from collab.core import frames
from collab.core.errors import Bad
from collab.core.index import Index
from collab.models import Checkpoint
from collab.storage import Loaded, load, make_index
from realtime.commit import commit
from realtime.db import in_db
from realtime.hub import hub
from tests.collab.core.samples import block, string, update
from tests.collab.test_session import Desk, desk, typed, until
from tests.collab.test_storage import checkpoint, storing

__all__ = ["desk"]  # a fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]


class Gate:
    """The index is made when `open` is set."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.fails = False

    def make(self, loaded: Loaded) -> tuple[Index, bool]:
        assert self.open.wait(10)
        if self.fails:
            raise Bad("the state has holes")
        return make_index(loaded)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(limits, "INDEX_LATER_BYTES", 10)
    monkeypatch.setattr(sessions, "make_index", gate.make)
    yield gate
    gate.open.set()


def abc(desk: Desk) -> None:
    """ "ab" in a checkpoint, "c" after it."""
    commit([storing(desk.document, desk.ann, typed(0), typed(1))])
    checkpoint(desk.document)
    commit([storing(desk.document, desk.ann, typed(2))])


async def test_reading_does_not_wait_and_edits_do(desk: Desk, gate: Gate) -> None:
    await in_db(abc, desk)
    ann, mine, session = await desk.join()
    _, other, _ = await desk.join()
    assert session.text == "abc"
    session.received(ann, frames.step_1(b"\x00"))
    assert any(message[:2] == b"\x00\x01" for message in mine.sent)
    session.received(ann, frames.step_2(b"\x00\x00"))
    session.received(ann, frames.update(typed(3)))
    session.received(ann, frames.update(typed(4)))
    await in_db(commit, [storing(desk.document, desk.ann, update(block(9, 0, string("x", parent="notes"))))])
    await hub().sweep()
    await until(lambda: session.cursor.seq == 4)  # another node's is shown meanwhile
    session.checkpoint()
    assert mine.acked == 0 and not session.judging and not session._care.checkpointing
    gate.open.set()
    await until(lambda: mine.acked == 3)
    assert session.text == "abcde" and other.updates[-2:] == [typed(3), typed(4)]
    assert mine.held == 0 and session.size == (await in_db(load, desk.document.pk)).size
    session.checkpoint()
    await until(lambda: not session._care.checkpointing)
    assert (await in_db(Checkpoint.objects.latest, "seq")).owners == {"1": desk.ann.pk, "9": desk.ann.pk}


async def test_what_is_refused_is_refused_late(desk: Desk, gate: Gate) -> None:
    await in_db(abc, desk)
    ann, mine, session = await desk.join()
    bo, line, _ = await desk.join()
    session.received(
        ann, frames.update(update(block(1, 5, string("x", left=(7, 7)))))
    )  # before it something is missing
    session.received(bo, frames.update(b"\x01junk"))
    session.received(bo, frames.update(typed(3)))
    gate.open.set()
    await until(lambda: bool(line.closed))
    assert line.closed[0] == 4400 and not mine.closed and mine.acked == 0
    await asyncio.sleep(0.05)
    assert session.text == "abc"


async def test_where_the_index_cannot_be_made_everybody_comes_again(desk: Desk, gate: Gate) -> None:
    await in_db(abc, desk)
    gate.fails = True
    ann, mine, session = await desk.join()
    session.received(ann, frames.update(typed(3)))
    gate.open.set()
    await until(lambda: bool(mine.closed))
    assert mine.closed[0] == 1013 and mine.acked == 0
    desk.leave(ann, session)
    again, line, fresh = await desk.join()
    assert fresh is not session and fresh.judging
    fresh.received(again, frames.update(typed(3)))
    await until(lambda: line.acked == 1)
