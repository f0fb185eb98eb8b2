"""The two ends of the SSE load, as bare asyncio protocols: who listens, and who publishes."""

import asyncio
from typing import cast

from benchmarks.chat.score import Score, now
from benchmarks.sse.dialects import Request

PUBLISHERS = 4


class Listener(asyncio.Protocol):
    """One EventSource. Counts an event where its marker appears; a marker may be cut by a read."""

    def __init__(self, score: Score, marker: bytes, request: bytes) -> None:
        self.score, self.marker, self.request = score, marker, request
        self.seen: set[int] = set()
        self.newest = [-1] * PUBLISHERS
        self.tail = b""
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).write(self.request)

    def data_received(self, data: bytes) -> None:
        if not self.opened.done():
            if b" 200 " not in data[:20]:
                self.score.complain(data)
            self.opened.set_result(None)
        marker = self.marker
        data = self.tail + data
        end, at = 0, data.find(marker)
        while 0 <= at <= len(data) - len(marker) - 8:
            end = at + len(marker) + 8
            self.arrived(int(data[at + len(marker) : end]))
            at = data.find(marker, end)
        self.tail = data[end:][-(len(marker) + 7) :]

    def arrived(self, number: int) -> None:
        score = self.score
        if number in self.seen:
            score.twice += 1
            return
        self.seen.add(number)
        score.last_arrival = now()
        score.latencies.append(score.last_arrival - score.sent_at[number])
        publisher = score.sender[number]  # only one publisher's own events have an order
        if number < self.newest[publisher]:
            score.reordered += 1
        self.newest[publisher] = max(self.newest[publisher], number)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.score.stopping:
            self.score.closed += 1
        if not self.opened.done():
            self.opened.set_exception(error or ConnectionError("closed before the answer"))


class Publisher(asyncio.Protocol):
    """One keep-alive connection that makes one call at a time."""

    def __init__(self, index: int, score: Score, host: str, token: str) -> None:
        self.index, self.score, self.host, self.token = index, score, host, token
        self.answer: asyncio.Future[None] | None = None
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def publish(self, numbers: list[int], request: Request) -> "asyncio.Future[None]":
        """Make the call that publishes these events; the future is done when the server has answered."""
        sign_in = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head = (
            f"POST {request.path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Length: {len(request.body)}\r\n"
            f"Content-Type: application/json\r\n{sign_in}\r\n"
        )
        self.answer = asyncio.get_running_loop().create_future()
        self.received = b""
        at = now()
        for number in numbers:
            self.score.sender[number] = self.index
            self.score.sent_at[number] = at
        self.transport.write(head.encode() + request.body)
        return self.answer

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, separator, rest = self.received.partition(b"\r\n\r\n")
        if not separator or not _complete(head.lower(), rest):
            return
        if head[9:10] != b"2":
            self.score.complain(self.received)
        if self.answer and not self.answer.done():
            self.answer.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if self.answer and not self.answer.done():
            self.answer.set_exception(error or ConnectionError("the publisher's connection was closed"))


def listen_request(path: str, host: str, token: str) -> bytes:
    """What an EventSource asks, with a bearer token where there is one."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Accept: text/event-stream"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return "\r\n".join([*lines, "\r\n"]).encode()


def _complete(head: bytes, rest: bytes) -> bool:
    """Whether the body that follows `head` (in lower case) is all there."""
    _, found, length = head.partition(b"content-length:")
    return len(rest) >= int(length.split(b"\r\n")[0]) if found else rest.endswith(b"0\r\n\r\n")
