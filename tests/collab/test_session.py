"""An open document between its connections, the writer and the hub: failures, other nodes, memory."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from django.db import DatabaseError

from accounts.models import User
from collab import limits
from collab.actions import CreateDocument, StoreUpdates
from collab.content.now import text_now
from collab.core import frames
from collab.core.awareness import Entry as State
from collab.core.awareness import decode, encode
from collab.core.replica import Replica
from collab.core.update import MAX_PARTS
from collab.core.varint import read_bytes, varuint
from collab.member import Member
from collab.models import Checkpoint, Document, DocumentUpdate
from collab.session import DocumentSession
from collab.sessions import Sessions, sessions
from realtime.close_codes import CloseCode
from realtime.commit import append_async, commit, writer
from realtime.db import in_db
from realtime.frames import unframe
from realtime.hub import hub, stop_hub
from realtime.identity import Identity
from realtime.models import Stream
from tests.collab.core.samples import block, paragraph, pitted, string, update
from tests.collab.test_storage import checkpoint, storing
from tests.people import person, room

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]


class Line:
    """A connection without a network: keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed: Any = False
        self.held = 0

    def write(self, ready: bytes, events: int = 1, ephemeral: bool = False) -> None:
        messages = [payload for _, payload in unframe(ready)]
        assert len(messages) == events
        self.sent += messages

    def close(self, code: CloseCode, reason: str | None = None) -> None:
        self.closed = self.closed or (code.code, reason or code.reason)

    def hold(self) -> None:
        self.held += 1

    def release(self) -> None:
        self.held -= 1

    @property
    def updates(self) -> list[bytes]:
        return [read_bytes(m, 2)[0] for m in self.sent if m[:2] == b"\x00\x02"]

    @property
    def acked(self) -> int:
        return max((m[1] for m in self.sent if m[0] == frames.ACK), default=0)


class Desk:
    """A document of Ann's with a session, and connections to it."""

    def __init__(self, ann: User, document: Document) -> None:
        self.ann, self.document = ann, document
        self.sessions: Sessions = sessions()

    async def open(self) -> DocumentSession:
        return await self.sessions.open(self.document.pk, self.document.room_id)

    async def join(self, user: User | None = None) -> tuple[Member, Line, DocumentSession]:
        session = await self.open()
        who = user or self.ann
        identity = Identity(who.pk, who.username, who.username, 1, False, "session:x")
        line = Line()
        member = Member(line, identity, wants_acks=True)  # type: ignore[arg-type]
        session.join(member)
        return member, line, session

    def leave(self, member: Member, session: DocumentSession) -> None:
        session.leave(member)
        self.sessions.release(self.document.pk)


@pytest_asyncio.fixture
async def desk() -> AsyncIterator[Desk]:
    def prepare() -> tuple[User, Document]:
        ann = person("ann")
        from realtime.commit import append

        return ann, Document.objects.get(pk=append(CreateDocument(ann.pk, room(ann).id, "Plan")).id)

    yield Desk(*await in_db(prepare))
    await stop_hub()
    writer.flush()


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


def typed(n: int, client: int = 1) -> bytes:
    """The n-th update of somebody who types a, b, c …"""
    if n == 0:
        return update(paragraph(client, 0, "a"))
    return update(block(client, 2 + n, string(chr(97 + n), left=(client, 1 + n))))


async def test_an_update_is_committed_then_forwarded_then_acknowledged(desk: Desk) -> None:
    ann, mine, session = await desk.join()
    _, other, _ = await desk.join()
    session.received(ann, frames.update(typed(0)))
    assert other.updates == [] and mine.acked == 0
    await until(lambda: mine.acked == 1)
    assert other.updates == [typed(0)] and mine.updates == []
    assert await in_db(DocumentUpdate.objects.count) == 1
    assert session.text == "a" and mine.held == 0


async def test_updates_of_one_turn_are_one_commit_and_one_write(desk: Desk) -> None:
    ann, mine, session = await desk.join()
    _, other, _ = await desk.join()
    for n in range(20):
        session.received(ann, frames.update(typed(n)))
    await until(lambda: mine.acked == 20)
    assert other.updates == [typed(n) for n in range(20)]
    assert [m for m in mine.sent if m[0] == frames.ACK] == [frames.ack(20)]


async def test_updates_from_another_node_arrive_even_without_a_doorbell(desk: Desk) -> None:
    member, line, session = await desk.join()
    await in_db(commit, [storing(desk.document, desk.ann, typed(0), typed(1))])
    await hub().sweep()
    await until(lambda: line.updates == [typed(0), typed(1)])
    session.received(member, frames.update(typed(2)))  # depends on what the other node wrote
    await until(lambda: line.acked == 1)
    assert session.text == "abc"


async def test_the_text_of_this_moment_does_not_wait_for_the_doorbell(desk: Desk) -> None:
    _, _, session = await desk.join()
    await in_db(commit, [storing(desk.document, desk.ann, typed(0), typed(1))])
    cursor, text = await text_now(desk.document.pk)
    assert (cursor.seq, text) == (2, "ab")
    await hub().sweep()
    await until(lambda: session.cursor.seq == 2)
    assert await text_now(desk.document.pk) == (session.cursor, "ab")


async def test_when_the_database_fails_nothing_is_acknowledged_and_the_client_comes_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, mine, session = await desk.join()
    bo, other, _ = await desk.join()
    session.received(ann, frames.update(typed(0)))
    await until(lambda: mine.acked == 1)

    def fail(*args: Any) -> None:
        raise DatabaseError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(StoreUpdates, "write_batch", fail)
        session.received(ann, frames.update(typed(1)))
        await asyncio.sleep(0)
        session.received(ann, frames.update(typed(2)))  # waits behind it, and depends on it
        await until(lambda: bool(mine.closed))
    assert mine.closed[0] == 1013 and mine.acked == 1 and not other.closed
    desk.leave(ann, session)
    again, line, _ = await desk.join()
    session.received(again, frames.update(typed(2)))
    assert line.acked == 0  # what it depends on is not there: it is asked for
    session.received(again, frames.step_2(update(block(1, 3, string("bc", left=(1, 2))))))
    await until(lambda: line.acked == 2)
    assert session.text == "abc" == (await text_now(desk.document.pk))[1]
    assert other.updates[-1] == update(block(1, 3, string("bc", left=(1, 2))))
    session.received(bo, frames.step_1(b"\x00"))


async def test_what_leaned_on_a_failed_update_is_not_acknowledged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same person's second page sends what the first has just sent: it is known here, but not committed."""
    ann, mine, session = await desk.join()
    again, line, _ = await desk.join()

    def fail(*args: Any) -> None:
        raise DatabaseError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(StoreUpdates, "write_batch", fail)
        session.received(ann, frames.update(typed(0)))
        session.received(again, frames.step_2(typed(0)))
        await asyncio.sleep(0)
        session.received(again, frames.step_2(typed(0)))
        await until(lambda: bool(mine.closed and line.closed))
    assert mine.acked == line.acked == 0 and line.closed[0] == 1013
    assert await in_db(DocumentUpdate.objects.count) == 0


async def test_what_cannot_be_applied_is_shown_to_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, mine, session = await desk.join()
    _, other, _ = await desk.join()
    apply = Replica.apply
    monkeypatch.setattr(
        Replica,
        "apply",
        lambda self, updates: [n for n, u in enumerate(updates) if u == typed(0)] or apply(self, updates),
    )
    session.received(ann, frames.update(typed(0)))
    await until(lambda: bool(mine.closed))
    assert mine.closed == (4400, "this update cannot be applied") and other.updates == []
    session.checkpoint()
    await append_async(storing(desk.document, desk.ann))
    assert await in_db(Checkpoint.objects.count) == 0


async def test_a_checkpoint_follows_many_updates(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHECKPOINT_ROWS", 10)
    ann, mine, session = await desk.join()
    for n in range(12):
        session.received(ann, frames.update(typed(n)))
    await until(lambda: mine.acked == 12)
    await append_async(storing(desk.document, desk.ann))
    assert (await in_db(Checkpoint.objects.get)).seq == 12


async def test_an_idle_document_is_kept_saved_and_then_forgotten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "IDLE_SECONDS", 0.0)
    ann, mine, session = await desk.join()
    session.received(ann, frames.update(typed(0)))
    await until(lambda: mine.acked == 1)
    desk.sessions.look_after(now=1e9)
    assert desk.sessions.get(desk.document.pk) is session  # somebody is here
    desk.leave(ann, session)
    desk.sessions.look_after(now=1e9)  # tells, keeps
    assert desk.sessions.get(desk.document.pk) is session
    await until(lambda: session.saved)
    desk.sessions.look_after(now=1e9)
    assert desk.sessions.get(desk.document.pk) is None and hub().readers(session.stream) == []
    row = await in_db(Document.objects.get)
    assert row.text == "a" and row.changed_seq > row.created_seq
    assert (await in_db(Checkpoint.objects.get)).seq == 1
    again = await desk.open()
    assert again is not session and again.text == "a"


async def test_two_who_open_at_once_get_one_document(desk: Desk) -> None:
    opened = await asyncio.gather(*(desk.open() for _ in range(5)))
    assert len(set(map(id, opened))) == 1


async def test_a_load_that_fails_is_tried_again_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document_id: int) -> None:
        raise DatabaseError("away")

    with monkeypatch.context() as patch:
        patch.setattr("collab.sessions.load_to_show", fail)
        with pytest.raises(DatabaseError):
            await desk.open()
    assert (await desk.open()).text == ""


async def test_a_new_epoch_makes_what_is_in_memory_void(desk: Desk) -> None:
    ann, mine, session = await desk.join()
    session.received(ann, frames.update(typed(0)))
    await until(lambda: mine.acked == 1)

    def restore() -> None:
        Stream.objects.filter(name=session.stream).update(epoch="restored", head=0)
        DocumentUpdate.objects.all().delete()

    await in_db(restore)
    await hub().sweep()
    await until(lambda: bool(mine.closed))
    assert mine.closed[0] == 1012 and session.dead
    desk.leave(ann, session)
    fresh = await desk.open()
    assert fresh is not session and fresh.text == ""


async def test_who_writes_too_fast_is_slowed_down_and_not_cut_off(desk: Desk, settings: Any) -> None:
    settings.COLLAB = {**settings.COLLAB, "UPDATES_PER_SECOND": 20.0, "UPDATES_BURST": 5}
    ann, mine, session = await desk.join()
    for n in range(10):
        session.received(ann, frames.update(typed(n)))
    await until(lambda: mine.acked == 10)
    assert mine.held > 0  # its socket is read on only when this is 0 again
    await until(lambda: mine.held == 0)
    assert not mine.closed


async def test_a_full_document_takes_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_DOCUMENT_BYTES", 100)
    ann, mine, session = await desk.join()
    session.received(ann, frames.update(typed(0)))
    session.received(ann, frames.update(update(block(7, 0, string("x" * 100, parent="other")))))
    assert mine.closed == (4400, "the document is full")
    await until(lambda: mine.acked == 1)


async def test_awareness_of_another_node_comes_and_expires(desk: Desk) -> None:
    _, line, session = await desk.join()
    states = encode([State(9, 1, '{"user":{}}')])
    shown = frames.awareness(states)
    session.feed_ephemeral(session.stream, states, b"", "another-node")
    await until(lambda: shown in line.sent)
    session.feed_ephemeral(session.stream, states, b"", "another-node")
    session.feed_ephemeral(session.stream, b"junk", b"", "another-node")
    session.tick(asyncio.get_running_loop().time() + 1e6)
    await until(lambda: frames.awareness(encode([State(9, 1, "null")])) in line.sent)
    assert line.sent.count(shown) == 1


async def test_states_that_come_together_are_told_together(desk: Desk) -> None:
    _, line, session = await desk.join()
    members = [(await desk.join())[0] for _ in range(3)]
    for clock in (1, 2):
        for client, member in enumerate(members):
            session.received(member, frames.awareness(encode([State(client, clock, "{}")])))
    await until(lambda: any(m[0] == frames.AWARENESS for m in line.sent))
    told = [decode(read_bytes(m, 1)[0]) for m in line.sent if m[0] == frames.AWARENESS]
    assert [[(entry.client, entry.clock) for entry in entries] for entries in told] == [
        [(0, 2), (1, 2), (2, 2)]
    ]


async def test_a_silent_connection_is_kept_alive(desk: Desk) -> None:
    _, line, session = await desk.join()
    sent = len(line.sent)
    session.tick(0)
    assert line.sent[sent:] == []
    session.tick(10)
    assert line.sent[sent:] == [frames.KEEP_ALIVE]


async def test_a_defect_costs_one_connection_and_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, mine, session = await desk.join()
    _, other, _ = await desk.join()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("collab.session.parse_update", fail)
    session.received(ann, frames.update(typed(0)))
    assert mine.closed == (4400, "this could not be read") and not other.closed


async def test_a_connection_that_broke_does_not_keep_anything_from_the_others(desk: Desk) -> None:
    ann, mine, session = await desk.join()
    _, broken, _ = await desk.join()
    _, other, _ = await desk.join()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the handler is closed")

    broken.write = fail  # type: ignore[method-assign]
    session.received(ann, frames.update(typed(0)))
    await until(lambda: mine.acked == 1)
    assert other.updates == [typed(0)]


async def test_a_document_that_was_torn_about_for_long_stays_open_to_all(desk: Desk) -> None:
    """Every client tells of all deletions there ever were when it connects."""
    torn = pitted(1, MAX_PARTS + 10)
    await in_db(commit, [storing(desk.document, desk.ann, torn)])
    await in_db(checkpoint, desk.document)
    ann, mine, session = await desk.join()
    await until(lambda: session.judging)
    deletions = b"\x00" + torn[torn.rindex(b"\x01\x01" + varuint(MAX_PARTS + 10)) :]
    session.received(ann, frames.step_2(deletions))
    session.received(ann, frames.update(update(paragraph(2, 0, "more"))))
    await until(lambda: mine.acked == 2 or bool(mine.closed))
    assert not mine.closed
    more = b"\x00\x01\x02" + varuint(MAX_PARTS + 1) + b"\x00\x01" * (MAX_PARTS + 1)
    session.received(ann, frames.update(more))
    assert mine.closed == (4400, "an update has too many parts")
