"""What happens to an open document besides its edits."""

import asyncio

import pytest

from collab import caretaker, limits
from collab.core import frames
from collab.core.replica import Replica
from collab.models import Checkpoint, Document, DocumentUpdate, Segment
from collab.storage import Loaded, load_to_show
from realtime.db import in_db
from realtime.limits import TokenBucket
from tests.collab.test_session import Desk, desk, typed, until

__all__ = ["desk"]  # a fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]


async def test_the_text_is_kept_soon_after_it_was_typed(desk: Desk) -> None:
    ann, _, session = await desk.join()
    began = asyncio.get_running_loop().time()
    for n in range(3):
        session.received(ann, frames.update(typed(n)))
    while (await in_db(Document.objects.get)).text != "abc":
        await asyncio.sleep(0.02)
        assert asyncio.get_running_loop().time() - began < 5
    assert not session._care.edited


async def test_where_very_many_are_edited_the_tick_tells(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TELL_SOON_SECONDS", 0.0)
    monkeypatch.setattr(caretaker, "told_soon", TokenBucket(0.0, 0.0))
    ann, mine, session = await desk.join()
    session.received(ann, frames.update(typed(0)))
    await until(lambda: mine.acked == 1)
    await asyncio.sleep(0.05)
    assert session._care.edited
    session.tick(1e9)
    assert not session._care.edited


async def test_old_updates_are_packed_while_people_write(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"CHECKPOINT_ROWS": 10, "ROWS_KEPT": 5, "ROWS_PER_PACK": 5}.items():
        monkeypatch.setattr(limits, name, value)
    ann, mine, session = await desk.join()
    for n in range(26):
        session.received(ann, frames.update(typed(n)))
        await until(lambda n=n: mine.acked == n + 1)  # type: ignore[misc]
    await until(lambda: not session._care.checkpointing)
    session.tick(1.0)
    async with asyncio.timeout(10):
        while not await in_db(Segment.objects.exists):
            await asyncio.sleep(0.02)
    assert await in_db(DocumentUpdate.objects.count) < 26
    assert (await in_db(Checkpoint.objects.latest, "seq")).seq >= 10
    session.received(ann, frames.update(typed(26)))
    await until(lambda: mine.acked == 27)
    assert session.text == "abcdefghijklmnopqrstuvwxyz{"


async def test_a_join_storm_makes_one_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, mine, session = await desk.join()
    session.received(ann, frames.update(typed(0)))
    await until(lambda: mine.acked == 1)
    asked: list[bytes] = []
    since = Replica.since

    def counted(replica: Replica, vector: bytes) -> bytes:
        asked.append(vector)
        return since(replica, vector)

    monkeypatch.setattr(Replica, "since", counted)
    storm = [await desk.join() for _ in range(50)]
    for member, _, _ in storm:
        session.received(member, frames.step_1(b"\x00"))
    answers = {message for _, line, _ in storm for message in line.sent if message[:2] == b"\x00\x01"}
    assert len(answers) == 1 and asked == [b"\x00"]
    session.received(ann, frames.update(typed(1)))
    await until(lambda: mine.acked == 2)
    member, line, _ = storm[0]
    session.received(member, frames.step_1(b"\x00"))
    assert len([m for m in line.sent if m[:2] == b"\x00\x01"]) == 2 and asked == [b"\x00", b"\x00"]


async def test_a_join_storm_loads_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []

    def counted(document_id: int) -> Loaded:
        loads.append(document_id)
        return load_to_show(document_id)

    monkeypatch.setattr("collab.sessions.load_to_show", counted)
    opened = await asyncio.gather(*(desk.open() for _ in range(150)))
    assert len(set(map(id, opened))) == 1 and loads == [desk.document.pk]
