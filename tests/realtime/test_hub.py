"""The hub: resume at any distance, gaps healed from the store, the sweep, resets, and nothing twice."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from realtime.commit import append_async, commit, writer
from realtime.db import in_db
from realtime.hub import Hub, hub, stop_hub
from realtime.models import Stream
from realtime.slot import MAX_RESUME
from realtime.streams import Cursor
from tests.realtime.notes import Listener, Note, hidden, register

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

S = "note:1"


@pytest_asyncio.fixture
async def running() -> AsyncIterator[Hub]:
    register()
    yield hub()
    await stop_hub()
    writer.flush()


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def write_silently(*notes: Note) -> None:
    """Commit as another process would whose doorbell is lost."""
    await in_db(commit, notes)


async def test_a_live_reader_hears_every_change_once_and_in_order(running: Hub) -> None:
    reader = Listener()
    standing = (await running.subscribe(reader, {S: None}))[S]
    assert (standing.head, standing.status) == (0, "live")
    await asyncio.gather(*(append_async(Note(S, b"%d" % n)) for n in range(100)))
    await until(lambda: len(reader.got) == 100)
    assert reader.seqs == list(range(1, 101))
    assert reader.frames.count(b"\x81") >= 100


async def test_a_reader_that_fails_costs_only_itself(running: Hub) -> None:
    class Broken(Listener):
        def feed(self, *args: object) -> None:
            raise ValueError("broken")

    sound = Listener("sound")
    await running.subscribe(Broken("broken"), {S: None})
    await running.subscribe(sound, {S: None})
    await append_async(Note(S, b"x"))
    await until(lambda: sound.seqs == [1])


async def test_a_reader_with_a_line_gets_its_frames_without_being_asked(running: Hub) -> None:
    reader, line = Listener("lined"), Line()
    reader.line = line  # type: ignore[attr-defined]
    other = Listener("other")
    await running.subscribe(reader, {S: None})
    await running.subscribe(other, {S: None})
    await append_async(Note(S, b"one"))
    await until(lambda: other.seqs == [1])
    line.direct = None
    await append_async(Note(S, b"two"))
    await until(lambda: other.seqs == [1, 2])
    line.direct = line.broken
    await append_async(Note(S, b"three"))
    await until(lambda: other.seqs == [1, 2, 3])
    assert b"".join(line.got) == bytes(other.frames)
    assert line.ways == ["direct", "write", "write"]
    assert reader.seqs == []
    running.forget(reader)
    await append_async(Note(S, b"four"))
    await until(lambda: other.seqs == [1, 2, 3, 4])
    assert len(line.got) == 3


async def test_a_line_that_fails_costs_only_itself(running: Hub) -> None:
    class Broken(Line):
        def write(self, frames: bytes, events: int = 1, ephemeral: bool = False) -> None:
            raise ValueError("broken")

    lines = [Broken(), Line()]
    lines[0].direct = lines[0].broken
    other = Listener("other")
    for number, line in enumerate(lines):
        reader = Listener(f"lined {number}")
        reader.line = line  # type: ignore[attr-defined]
        await running.subscribe(reader, {S: None})
    await running.subscribe(other, {S: None})
    await append_async(Note(S, b"one"))
    await until(lambda: other.seqs == [1])
    assert [len(line.got) for line in lines] == [0, 1]


class Line:
    """What a connection is to a slot."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.ways: list[str] = []
        self.direct: Callable[[bytes], object] | None = self._now

    def _now(self, frames: bytes) -> None:
        self.got.append(frames)
        self.ways.append("direct")

    def broken(self, frames: bytes) -> None:
        raise RuntimeError("closed a moment ago")

    def write(self, frames: bytes, events: int = 1, ephemeral: bool = False) -> None:
        assert events == 1
        self.got.append(frames)
        self.ways.append("write")


async def test_a_reader_resumes_behind_its_cursor(running: Hub) -> None:
    for n in range(10):
        await append_async(Note(S, b"%d" % n))
    first = Listener("first")
    epoch = (await running.subscribe(first, {S: None}))[S].epoch
    late = Listener("late")
    standing = (await running.subscribe(late, {S: Cursor(epoch, 4)}))[S]
    assert (late.seqs, standing.status, standing.head) == ([5, 6, 7, 8, 9, 10], "live", 10)
    await append_async(Note(S, b"new"))
    await until(lambda: late.seqs[-1:] == [11] and first.seqs == [11])


async def test_a_reader_that_comes_back_soon_is_served_from_memory(running: Hub) -> None:
    first = Listener("first")
    epoch = (await running.subscribe(first, {S: None}))[S].epoch
    for n in range(5):
        await append_async(Note(S, b"%d" % n))
    await until(lambda: len(first.got) == 5)
    again = Listener("again")
    standing = (await running.subscribe(again, {S: Cursor(epoch, 2)}))[S]
    assert (again.seqs, standing.status) == ([3, 4, 5], "resumed")


async def test_too_far_behind_or_another_epoch_is_a_reset(running: Hub) -> None:
    await write_silently(*(Note(S, b"x") for _ in range(MAX_RESUME + 600)))
    far = Listener("far")
    epoch = (await running.subscribe(Listener("other"), {S: None}))[S].epoch
    assert (await running.subscribe(far, {S: Cursor(epoch, 0)}))[S].status == "reset"
    assert far.resets == [(S, epoch, MAX_RESUME + 600)]
    stranger = Listener("stranger")
    assert (await running.subscribe(stranger, {S: Cursor("another", 3)}))[S].status == "reset"
    future = Listener("future")
    assert (await running.subscribe(future, {S: Cursor(epoch, 99_999)}))[S].status == "reset"


@pytest.mark.parametrize("read_to", [1, 2])
async def test_who_has_read_more_than_this_process_has_heard_of_goes_on_from_there(
    running: Hub, read_to: int
) -> None:
    """Rows can be read between their commit and the news of it."""
    first = Listener("first")
    epoch = (await running.subscribe(first, {S: None}))[S].epoch
    await write_silently(Note(S, b"1"), Note(S, b"2"))
    ahead = Listener("ahead")
    standing = (await running.subscribe(ahead, {S: Cursor(epoch, read_to)}))[S]
    assert (standing.status, standing.head, ahead.resets) == ("live", 2, [])
    await append_async(Note(S, b"3"))
    await until(lambda: ahead.seqs[-1:] == [3] and first.seqs[-1:] == [3])
    assert ahead.seqs == list(range(read_to + 1, 4)) and first.seqs == [1, 2, 3]


async def test_a_gap_is_healed_from_the_store(running: Hub) -> None:
    reader = Listener()
    await running.subscribe(reader, {S: None})
    await write_silently(Note(S, b"lost 1"), Note(S, b"lost 2"))
    await append_async(Note(S, b"heard"))
    await until(lambda: len(reader.got) == 3)
    assert [payload for _, _, payload in reader.got] == [b"lost 1", b"lost 2", b"heard"]


async def test_the_sweep_finds_what_no_doorbell_announced(running: Hub) -> None:
    reader = Listener()
    await running.subscribe(reader, {S: None})
    await write_silently(Note(S, b"silent"))
    await running.sweep()
    await until(lambda: reader.seqs == [1])
    await running.sweep()
    await append_async(Note(S, b"next"))
    await until(lambda: reader.seqs == [1, 2])


async def test_a_new_epoch_resets_everybody(running: Hub) -> None:
    reader = Listener()
    await append_async(Note(S, b"a"))
    await running.subscribe(reader, {S: None})
    await in_db(lambda: Stream.objects.filter(pk=S).update(epoch="restored", head=0))
    await running.sweep()
    await until(lambda: bool(reader.resets))
    assert reader.resets == [(S, "restored", 0)]


async def test_subscribing_while_others_write_loses_and_doubles_nothing(running: Hub) -> None:
    async def write() -> None:
        for n in range(150):
            await append_async(Note(S, b"%d" % n))

    writing = asyncio.create_task(write())
    epoch = (await in_db(lambda: Stream.objects.get_or_create(pk=S, defaults={"epoch": "e"})))[0].epoch
    readers = [Listener(f"r{n}") for n in range(20)]
    for reader in readers:
        await running.subscribe(reader, {S: Cursor(epoch, 0)})
        running.forget(reader)
        last = reader.seqs[-1] if reader.got else 0
        await asyncio.sleep(0)
        await running.subscribe(reader, {S: Cursor(epoch, last)})
    await writing
    await until(lambda: all(len(reader.got) == 150 for reader in readers))
    assert all(reader.seqs == list(range(1, 151)) for reader in readers)


async def test_an_unsubscribed_reader_hears_nothing(running: Hub) -> None:
    reader, other = Listener("a"), Listener("b")
    await running.subscribe(reader, {S: None})
    await running.subscribe(other, {S: None})
    running.unsubscribe(reader, S)
    running.ephemeral(S, b"{}")
    await append_async(Note(S, b"x"))
    await until(lambda: other.seqs == [1])
    assert (reader.got, reader.ephemerals, other.ephemerals) == ([], [], [b"{}"])


async def test_polling_reads_the_same_changes(running: Hub) -> None:
    for n in range(5):
        await append_async(Note(S, b"%d" % n))
    page = await running.read(S, 2)
    assert ([c.seq for c in page.changes], page.head, page.more, page.reset) == ([3, 4, 5], 5, False, False)
    page = await running.read(S, 0, limit=2)
    assert ([c.seq for c in page.changes], page.head, page.more) == ([1, 2], 2, True)
    assert (await running.read(S, 0, epoch="other")).reset
    assert (await running.read(S, 99)).reset


async def test_a_long_poll_waits_for_the_next_change(running: Hub) -> None:
    await append_async(Note(S, b"a"))
    waiting = asyncio.create_task(running.read(S, 1, wait=20))
    await until(lambda: running.is_open(S))
    assert not waiting.done()
    await append_async(Note(S, b"b"))
    page = await asyncio.wait_for(waiting, 10)
    assert [c.seq for c in page.changes] == [2]


async def test_streams_that_may_not_be_read_are_forbidden(running: Hub) -> None:
    from realtime.identity import Identity

    hidden.add("2")
    reader = Listener(identity=Identity(7, "ann", "Ann", 1, False, "session:x"))
    found = await running.subscribe(reader, {S: None, "note:2": None})
    assert (found[S].status, found["note:2"].status) == ("live", "forbidden")
