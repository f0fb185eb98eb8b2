"""A reader's queue: in order, once, bounded."""

import asyncio
import json

import pytest

from notifications import event_ids
from notifications.sse.reader import MAX_EVENTS, SseReader
from realtime.identity import Identity
from realtime.streams import Change, Cursor
from tests.notifications.sse_client import Parser

ANN = Identity(3, "ann", "Ann", 1, False, "session:x")


def reader_at(announcements: int, inbox: int) -> SseReader:
    return SseReader(ANN, {"announcements:all": Cursor("a", announcements), "inbox:3": Cursor("b", inbox)})


def change(seq: int, kind: str = "notification.created", size: int = 0) -> Change:
    return Change(seq, json.dumps({"type": kind, "seq": seq, "pad": "x" * size}).encode())


async def taken(reader: SseReader) -> list[tuple[int, str]]:
    parser = Parser()
    chunk = await reader.take(1)
    return [(json.loads(m.data)["seq"], m.id) for m in parser.feed(chunk)]


async def test_each_event_carries_the_place_in_both_streams():
    reader = reader_at(5, 10)
    reader.feed("inbox:3", [change(11)], b"")
    reader.feed("announcements:all", [change(6), change(7)], b"")
    a, b = "announcements%3Aall:a", "inbox%3A3:b"
    assert await taken(reader) == [(11, f"{a}.5,{b}.11"), (6, f"{a}.6,{b}.11"), (7, f"{a}.7,{b}.11")]


async def test_what_is_not_for_here_moves_the_place_alone():
    reader = reader_at(0, 0)
    reader.feed("inbox:3", [change(1, "read.moved"), change(2, "access.changed")], b"")
    assert await reader.take(0.01) == b""
    assert reader.places["inbox:3"].seq == 2


async def test_nothing_is_told_twice():
    reader = reader_at(0, 4)
    reader.feed("inbox:3", [change(4), change(5)], b"")
    reader.feed("inbox:3", [change(5), change(6)], b"")
    assert [seq for seq, _ in await taken(reader)] == [5, 6]


@pytest.mark.parametrize("size", [0, 10_000])
async def test_a_reader_who_does_not_take_keeps_a_whole_prefix(size):
    reader = reader_at(0, 0)
    for seq in range(1, 2_000):
        reader.feed("inbox:3", [change(seq, size=size)], b"")
    assert reader.behind
    got = [seq for seq, _ in await taken(reader)]
    assert got == list(range(1, len(got) + 1)) and len(got) <= MAX_EVENTS
    assert reader.places["inbox:3"].seq == got[-1]
    assert sum(len(change(seq, size=size).payload) for seq in got) < 1_200_000


async def test_losing_access_discards_what_waits():
    reader = reader_at(0, 0)
    reader.feed("inbox:3", [change(1)], b"")
    reader.dropped("inbox:3", "unauthenticated")
    reader.dropped("announcements:all", "forbidden")
    assert await reader.take(1) == b""
    assert reader.ended == "unauthenticated"


async def test_an_event_wakes_who_waits():
    reader = reader_at(0, 0)
    waiting = asyncio.ensure_future(reader.take(30))
    await asyncio.sleep(0)
    reader.feed("inbox:3", [change(1)], b"")
    assert b'"seq": 1' in await asyncio.wait_for(waiting, 5)


async def test_a_reset_moves_the_place():
    reader = reader_at(0, 9)
    reader.reset("inbox:3", "new", 2)
    (message,) = Parser().feed(await reader.take(1))
    assert message.event == "stream-reset"
    assert event_ids.decode(message.id) == {"announcements:all": Cursor("a", 0), "inbox:3": Cursor("new", 2)}


class Response:
    """Stands for the response that a server lends."""

    def __init__(self) -> None:
        self.ready = True
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)


async def test_straight_to_the_response_only_while_nothing_older_is_on_its_way():
    response = Response()
    reader = SseReader(ANN, {"announcements:all": Cursor("a", 0), "inbox:3": Cursor("b", 0)}, response)
    reader.feed("inbox:3", [change(1)], b"")  # the driver is busy with what came before
    assert response.written == []
    assert [seq for seq, _ in await taken(reader)] == [1]
    waiting = asyncio.ensure_future(reader.take(30))
    await asyncio.sleep(0)
    reader.feed("inbox:3", [change(2), change(3)], b"")
    (chunk,) = response.written
    assert [json.loads(message.data)["seq"] for message in Parser().feed(chunk)] == [2, 3]
    assert reader.spoke() and not reader.spoke() and not waiting.done()
    response.ready = False  # full: what comes waits, and what follows waits behind it
    reader.feed("inbox:3", [change(4)], b"")
    response.ready = True
    reader.feed("inbox:3", [change(5)], b"")
    assert len(response.written) == 1
    chunk = await asyncio.wait_for(waiting, 5)
    assert [json.loads(message.data)["seq"] for message in Parser().feed(chunk)] == [4, 5]
    assert reader.places["inbox:3"].seq == 5
