"""A reader's queue: in order, once, bounded."""

import asyncio
import json

import pytest

from notifications import event_ids
from notifications.sse.encoding import KEEP_ALIVE
from notifications.sse.reader import MAX_BYTES, MAX_EVENTS, STUCK_BEATS, SseReader
from realtime.identity import Identity
from realtime.streams import Change, Cursor
from tests.notifications.sse_client import Parser

ANN = Identity(3, "ann", "Ann", 1, False, "session:x")


class Response:
    """Stands for the response that a server lends."""

    def __init__(self) -> None:
        self.ready, self.lost, self.cut = True, False, False
        self.written: list[bytes] = []

    def take(self, on_change: object) -> bool:
        return True

    def write(self, data: bytes, tail: bytes = b"") -> None:
        assert data
        self.written.append(data + tail)

    def abort(self) -> None:
        self.cut = True

    def release(self) -> None:
        self.ready = False


def reader_at(announcements: int, inbox: int, *, ready: bool = True) -> tuple[SseReader, Response]:
    reader, response = SseReader(ANN), Response()
    response.ready = ready
    reader.move({"announcements:all": Cursor("a", announcements), "inbox:3": Cursor("b", inbox)})
    reader.open(response)
    return reader, response


def change(seq: int, kind: str = "notification.created", size: int = 0) -> Change:
    return Change(seq, json.dumps({"type": kind, "seq": seq, "pad": "x" * size}).encode())


def told(response: Response) -> list[tuple[int, str]]:
    messages = Parser().feed(b"".join(response.written))
    return [(json.loads(m.data)["seq"], m.id) for m in messages]


def seqs(response: Response) -> list[int]:
    return [seq for seq, _ in told(response)]


async def test_each_event_carries_the_place_in_both_streams():
    reader, response = reader_at(5, 10)
    reader.feed("inbox:3", [change(11)], b"")
    reader.feed("announcements:all", [change(6), change(7)], b"")
    a, b = "announcements%3Aall:a", "inbox%3A3:b"
    assert told(response) == [(11, f"{a}.5,{b}.11"), (6, f"{a}.6,{b}.11"), (7, f"{a}.7,{b}.11")]
    reader.feed("inbox:3", [change(12), change(13)], b"")
    assert seqs(response) == [11, 6, 7, 12, 13]
    assert len(response.written) == 3  # one write for what came together


async def test_many_readers_of_one_change_each_get_their_own_place():
    changes = [change(6), change(7)]
    for inbox in (10, 20):
        reader, response = reader_at(5, inbox)
        reader.feed("announcements:all", changes, b"")
        assert told(response) == [(seq, f"announcements%3Aall:a.{seq},inbox%3A3:b.{inbox}") for seq in (6, 7)]


async def test_what_is_not_for_here_moves_the_place_alone():
    reader, response = reader_at(0, 0)
    reader.feed("inbox:3", [change(1, "read.moved"), change(2, "access.changed")], b"")
    assert response.written == []
    reader.beat()
    reader.beat()
    assert response.written[0] == b"id: announcements%3Aall:a.0,inbox%3A3:b.2\n\n"
    assert reader.cursors()["inbox:3"] == Cursor("b", 2)


async def test_silence_is_broken_and_only_silence():
    reader, response = reader_at(0, 0)
    for _ in range(3):
        reader.beat()
        response.written.clear()
        reader.feed("inbox:3", [change(reader.cursors()["inbox:3"].seq + 1)], b"")
        reader.beat()
        assert KEEP_ALIVE not in response.written
    reader.beat()
    assert response.written[-1] == KEEP_ALIVE


@pytest.mark.parametrize("stream", ["inbox:3", "announcements:all"])
async def test_nothing_is_told_twice(stream):
    reader, response = reader_at(4, 4)
    reader.feed(stream, [change(4), change(5)], b"")
    reader.feed(stream, [change(5), change(6)], b"")
    assert seqs(response) == [5, 6]


@pytest.mark.parametrize("stream", ["inbox:3", "announcements:all"])
@pytest.mark.parametrize("size", [0, 10_000])
async def test_a_reader_who_does_not_take_keeps_a_whole_prefix(size, stream):
    reader, response = reader_at(0, 0, ready=False)
    for seq in range(1, 2_000):
        reader.feed(stream, [change(seq, size=size)], b"")
    assert reader.behind and response.written == [] and not reader.room
    response.ready = True
    reader.changed()
    got = seqs(response)
    assert got == list(range(1, len(got) + 1)) and len(got) <= MAX_EVENTS
    assert reader.cursors()[stream].seq == got[-1] and reader.room
    assert sum(map(len, response.written)) < MAX_BYTES + size + 1_000


async def test_what_waits_stays_before_what_comes():
    reader, response = reader_at(0, 0)
    reader.feed("inbox:3", [change(1)], b"")
    response.ready = False
    reader.feed("inbox:3", [change(2), change(3)], b"")
    response.ready = True  # the server has not said so yet
    reader.feed("inbox:3", [change(4)], b"")
    assert seqs(response) == [1]
    reader.changed()
    reader.feed("inbox:3", [change(5)], b"")
    assert seqs(response) == [1, 2, 3, 4, 5]


async def test_losing_access_discards_what_waits():
    reader, response = reader_at(0, 0, ready=False)
    reader.feed("inbox:3", [change(1)], b"")
    reader.dropped("inbox:3", "unauthenticated")
    reader.dropped("announcements:all", "forbidden")
    response.ready = True
    reader.changed()
    assert response.written == []
    assert reader.ended == "unauthenticated"


async def test_whoever_drives_it_is_woken_by_the_end_and_by_a_lost_client():
    for what in ("end", "lost"):
        reader, response = reader_at(0, 0)
        waiting = asyncio.ensure_future(reader.turn())
        await asyncio.sleep(0)
        assert not waiting.done()
        if what == "end":
            reader.end("forbidden")
        else:
            response.lost = True
            reader.changed()
        await asyncio.wait_for(waiting, 5)
        assert reader.ended == ("forbidden" if what == "end" else "gone")


async def test_a_client_that_takes_nothing_for_a_minute_is_cut_off():
    reader, response = reader_at(0, 0, ready=False)
    for _ in range(STUCK_BEATS):
        reader.beat()
    assert not response.cut and not reader.ended
    reader.beat()
    assert response.cut and reader.ended == "gone"


async def test_a_reset_moves_the_place():
    reader, response = reader_at(0, 9)
    reader.reset("inbox:3", "new", 2)
    (message,) = Parser().feed(b"".join(response.written))
    assert message.event == "stream-reset"
    assert event_ids.decode(message.id) == {"announcements:all": Cursor("a", 0), "inbox:3": Cursor("new", 2)}
