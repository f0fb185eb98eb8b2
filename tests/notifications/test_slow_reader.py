"""Clients that take nothing for a while: nobody else notices, the server does not hoard for them, and when they read
on they get everything, each once, in order."""

import asyncio
import json
import socket
from pathlib import Path
from typing import Final, Self

import pytest

from tests.notifications.remote import Person
from tests.notifications.sse_client import Message, Parser
from tests.server import Server

pytestmark = [pytest.mark.asyncio, pytest.mark.slow]

READERS: Final = 40
SENT: Final = 300
BODY: Final = "x" * 10_000
MOST_KIB: Final = 60 * 1024
"""What the server may grow by; keeping everything for everyone would be twice that."""


class Slow:
    """A connection whose reader takes as little as the system lets it."""

    def __init__(self, port: int, token: str) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(40)
        self.socket.connect(("127.0.0.1", port))
        self.socket.sendall(
            f"GET /events/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        )
        self.head = b""
        while not self.head.endswith(b"\r\n\r\n"):
            self.head += self.socket.recv(1)
        assert b" 200 " in self.head.partition(b"\r\n")[0], self.head

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.socket.close()

    def read(self, count: int) -> list[Message]:
        """Reads on until so many notifications have come."""
        parser, raw = Parser(), b""
        found: list[Message] = []
        while len(found) < count:
            got = self.socket.recv(65536)
            assert got, f"the connection ended after {len(found)}"
            raw += got
            while (end := raw.find(b"\r\n")) >= 0 and len(raw) >= end + 2 + int(raw[:end], 16) + 2:
                size = int(raw[:end], 16)
                found += [
                    message
                    for message in parser.feed(raw[end + 2 : end + 2 + size])
                    if message.event == "notification.created"
                ]
                raw = raw[end + size + 4 :]
        return found


def resident(pid: int) -> int:
    """KiB of memory that a process holds."""
    (line,) = [each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in each]
    return int(line.split()[1])


async def test_who_reads_nothing_costs_little_and_misses_nothing(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        tokens = server.create_users("boss", staff=True) | server.create_users("ann", "bo")
        boss, bo = Person(server.url, tokens["boss"]), Person(server.url, tokens["bo"])
        async with bo.listening() as messages:
            await anext(messages)
            slow = [Slow(server.port, tokens["ann"]) for _ in range(READERS)]
            for _ in range(5):  # what every first time costs
                await boss.send()
            assert server.pid is not None
            before = resident(server.pid)
            wanted = [await _send(boss, number) for number in range(SENT)]
            grown = resident(server.pid) - before
            async with asyncio.timeout(40):
                while wanted[-1] not in bo.ids:
                    await anext(messages)
            assert bo.ids[-SENT:] == wanted
            assert grown < MOST_KIB
            for one in (slow[0], slow[-1]):
                found = await asyncio.to_thread(one.read, SENT + 5)
                ids = [json.loads(each.data)["notification"]["id"] for each in found]
                assert ids[-SENT:] == wanted and ids == sorted(set(ids))
            for one in slow:
                one.socket.close()
        await boss.close()
        await bo.close()


async def _send(boss: Person, number: int) -> int:
    sent = await boss.api("POST", "/notifications", audience="everyone", title=f"number {number}", body=BODY)
    return int(sent["id"])
