"""The bounded outbound queue, with a transport that can be full."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from realtime.asgi_types import OnMessage
from realtime.close_codes import SLOW
from realtime.connection import EXTENSION, MAX_BUSY, Connection
from realtime.frames import text_frame


class Transport:
    def __init__(self) -> None:
        self.paused = False
        self.on_full: Callable[[], None] | None = None
        self.on_writable: Callable[[], None] | None = None
        self.on_message: OnMessage | None = None
        self.written: list[bytes] = []
        self.closed: tuple[int, str] | None = None
        self.reading = True

    def write(self, frames: bytes) -> None:
        self.written.append(frames)

    def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)

    def fill(self) -> None:
        """The server finds that its buffer is full."""
        self.paused = True
        assert self.on_full is not None
        self.on_full()

    def drain(self) -> None:
        self.paused = False
        assert self.on_writable is not None
        self.on_writable()

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True


async def connected(transport: Transport | None) -> tuple[Connection, list[dict[str, Any]]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"extensions": {EXTENSION: transport} if transport else {}}
    connection = Connection(scope, receive, send, "test")
    assert await connection.accept("collab.v1")
    return connection, sent


@pytest.fixture
def limits() -> tuple[int, int]:
    return settings.COLLAB["QUEUE_EVENTS"], settings.COLLAB["QUEUE_BYTES"]


async def test_a_writable_transport_gets_the_bytes_at_once() -> None:
    transport = Transport()
    connection, _ = await connected(transport)
    connection.write(b"abc")
    assert transport.written == [b"abc"]


async def test_a_transport_that_is_closed_is_no_error() -> None:
    class Closed(Transport):
        def write(self, frames: bytes) -> None:
            raise RuntimeError("the handler is closed")

    connection, _ = await connected(Closed())
    connection.write(b"abc")
    assert connection.closed


async def test_a_full_transport_is_waited_for_and_order_is_kept() -> None:
    transport = Transport()
    connection, _ = await connected(transport)
    transport.paused = True
    connection.write(b"1")
    connection.write(b"2")
    transport.paused = False
    connection.write(b"3")  # not before what waits
    assert transport.written == []
    assert transport.on_writable is not None
    transport.on_writable()
    assert transport.written == [b"1", b"2", b"3"]


async def test_the_direct_way_is_open_only_while_nothing_waits() -> None:
    transport = Transport()
    connection, _ = await connected(transport)
    assert connection.direct == transport.write
    transport.fill()
    assert connection.direct is None
    connection.write(b"1")
    transport.drain()
    assert connection.direct == transport.write
    assert transport.written == [b"1"]


async def test_the_direct_way_stays_shut_while_something_still_waits() -> None:
    class Narrow(Transport):
        def write(self, frames: bytes) -> None:
            super().write(frames)
            self.fill()

    transport = Narrow()
    connection, _ = await connected(transport)
    for text in (b"1", b"2", b"3"):
        connection.write(text)
    transport.drain()
    assert transport.written == [b"1", b"2"]  # full again, and 3 waits
    assert connection.direct is None
    transport.drain()
    assert transport.written == [b"1", b"2", b"3"]


@pytest.mark.parametrize("end", [lambda c: c.close(SLOW), lambda c: c.gone()], ids=["closed", "gone"])
async def test_the_direct_way_ends_with_the_connection(end: Callable[[Connection], None]) -> None:
    transport = Transport()
    connection, _ = await connected(transport)
    end(connection)
    assert connection.direct is None
    if transport.on_writable is not None:
        transport.drain()
    assert connection.direct is None


async def test_without_a_lent_transport_there_is_no_direct_way() -> None:
    connection, _ = await connected(None)
    assert connection.direct is None
    connection.gone()


async def test_ephemerals_go_first_then_the_connection(limits: tuple[int, int]) -> None:
    transport = Transport()
    connection, _ = await connected(transport)
    transport.paused = True
    for _ in range(limits[0] // 2):
        connection.write(b"e")
    connection.write(b"typing", ephemeral=True)
    for _ in range(limits[0] // 2):
        connection.write(b"e")
    assert transport.closed is None
    connection.write(b"one too many")
    assert transport.closed is not None and transport.closed[0] == 1013
    connection.write(b"after the close")
    transport.paused = False
    assert transport.on_writable is not None
    transport.on_writable()
    assert transport.written == []


async def test_bytes_are_bounded_too(limits: tuple[int, int]) -> None:
    transport = Transport()
    connection, _ = await connected(transport)
    transport.paused = True
    connection.write(b"x" * limits[1])
    assert transport.closed is None  # one large catch-up may wait
    connection.write(b"x")
    assert transport.closed is not None


async def test_without_a_lent_transport_each_frame_is_one_asgi_message() -> None:
    connection, sent = await connected(None)
    connection.write(text_frame(b'{"a":1}') + text_frame(b'{"b":2}'), events=2)
    async with asyncio.timeout(5):
        while len(sent) < 3:
            await asyncio.sleep(0)
    assert [message.get("text") for message in sent[1:]] == ['{"a":1}', '{"b":2}']
    connection.gone()


async def test_commands_under_way_stop_the_reading() -> None:
    transport = Transport()
    connection, _ = await connected(transport)
    for _ in range(MAX_BUSY):
        connection.hold()
    assert not transport.reading
    for _ in range(MAX_BUSY // 2):
        connection.release()
    assert transport.reading
