"""The two ends of the SSE load, as bare asyncio protocols: who listens, and who publishes."""

import asyncio
from dataclasses import dataclass
from typing import cast

from benchmarks.chat.clients import body_of
from benchmarks.chat.score import Score, now

PUBLISHERS = 4


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a server is spoken to. `marker` is what stands before an event's number in the stream, `{text}` in
    `template` becomes the text of an event."""

    listen: str
    publish: str
    marker: bytes
    template: str


class Listener(asyncio.Protocol):
    """One EventSource. Counts an event where its marker appears; a marker may be cut by a read."""

    def __init__(self, score: Score, dialect: Dialect, host: str, token: str) -> None:
        self.score, self.dialect, self.host, self.token = score, dialect, host, token
        self.seen = bytearray(score.total)
        self.newest = [-1] * PUBLISHERS
        self.tail = b""
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        lines = [f"GET {self.dialect.listen} HTTP/1.1", f"Host: {self.host}", "Accept: text/event-stream"]
        if self.token:
            lines.append(f"Authorization: Bearer {self.token}")
        cast(asyncio.Transport, transport).write("\r\n".join([*lines, "\r\n"]).encode())

    def data_received(self, data: bytes) -> None:
        if not self.opened.done():
            if b" 200 " not in data[:20]:
                self.score.complain(data)
            self.opened.set_result(None)
        marker = self.dialect.marker
        data = self.tail + data
        end, at = 0, data.find(marker)
        while 0 <= at <= len(data) - len(marker) - 8:
            end = at + len(marker) + 8
            self.arrived(int(data[at + len(marker) : end]))
            at = data.find(marker, end)
        self.tail = data[end:][-(len(marker) + 7) :]

    def arrived(self, number: int) -> None:
        score = self.score
        if self.seen[number]:
            score.twice += 1
            return
        self.seen[number] = 1
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
    """One keep-alive connection that posts one event at a time."""

    def __init__(self, index: int, score: Score, dialect: Dialect, host: str, token: str) -> None:
        self.index, self.score, self.dialect, self.host, self.token = index, score, dialect, host, token
        self.answer: asyncio.Future[None] | None = None
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def publish(self) -> "asyncio.Future[None]":
        """Post the next event of the run; the future is done when the server has answered."""
        score = self.score
        number = score.sent
        score.sent += 1
        score.sender[number] = self.index
        body = self.dialect.template.replace("{text}", body_of(number)).encode()
        lines = [
            f"POST {self.dialect.publish} HTTP/1.1",
            f"Host: {self.host}",
            f"Content-Length: {len(body)}",
        ]
        lines.append("Content-Type: application/json")
        if self.token:
            lines.append(f"Authorization: Bearer {self.token}")
        self.answer = asyncio.get_running_loop().create_future()
        self.received = b""
        score.sent_at[number] = now()
        self.transport.write("\r\n".join([*lines, "\r\n"]).encode() + body)
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


def _complete(head: bytes, rest: bytes) -> bool:
    """Whether the body that follows `head` (in lower case) is all there."""
    _, found, length = head.partition(b"content-length:")
    return len(rest) >= int(length.split(b"\r\n")[0]) if found else rest.endswith(b"0\r\n\r\n")
