"""Sending: as fast as a window allows, or at a fixed rate; and waiting until what was sent has arrived."""

import asyncio
from collections.abc import Sequence

from benchmarks.chat.clients import Client
from benchmarks.chat.loads import Load
from benchmarks.chat.score import Score, now

SECOND = 1_000_000_000
SEND_SECONDS = 12  # window mode stops sending after this
STALL_SECONDS = 3  # a message that did not come back after this gives its place in the window up
QUIET_SECONDS = 2.5  # nothing arrived for so long: what is missing is lost
DRAIN_SECONDS = 5


class Window:
    """Keeps `size` messages of one sender under way. A message's own return to its sender frees its place."""

    def __init__(self, client: Client, score: Score, size: int, deadline: int, done: asyncio.Event) -> None:
        self.client, self.score, self.size, self.deadline, self.done = client, score, size, deadline, done
        self.out: set[int] = set()
        self.last_return = now()
        client.on_own = self.returned

    def fill(self) -> None:
        while len(self.out) < self.size and self.open():
            self.out.add(self.client.send_next())
        if not self.out and not self.open():
            self.done.set()

    def open(self) -> bool:
        return self.score.sent < self.score.total and now() < self.deadline

    def returned(self, number: int) -> None:
        self.out.discard(number)
        self.last_return = now()
        self.fill()

    def give_up_stalled(self) -> None:
        if self.out and now() - self.last_return > STALL_SECONDS * SECOND:
            self.out.clear()
            self.last_return = now()
            self.fill()


async def send_in_window(clients: Sequence[Client], load: Load, score: Score) -> None:
    """Window mode for the first `load.senders` clients. Returns when all is back, or after a bounded time."""
    done = asyncio.Event()
    deadline = now() + SEND_SECONDS * SECOND
    windows = [Window(client, score, load.window, deadline, done) for client in clients[: load.senders]]
    for window in windows:
        window.fill()
    while not done.is_set() and now() < deadline + 8 * SECOND and score.closed < len(clients):
        try:
            await asyncio.wait_for(done.wait(), 0.5)
        except TimeoutError:
            for window in windows:
                window.give_up_stalled()


async def send_at_rate(clients: Sequence[Client], load: Load, score: Score) -> None:
    """Rate mode: the senders take turns, evenly spread over each second."""
    loop = asyncio.get_running_loop()
    pace = load.rate * load.senders
    began = loop.time() + 0.05
    for turn in range(load.total):
        wait = began + turn / pace - loop.time()
        if wait > 0 or turn % 50 == 0:
            await asyncio.sleep(max(0, wait))
        clients[turn % load.senders].send_next()


async def drain(score: Score, expected: int) -> None:
    """Wait until all deliveries are there, or nothing came for a while, or the time is up."""
    began = now()
    while len(score.latencies) < expected:
        await asyncio.sleep(0.05)
        quiet = now() - max(score.last_arrival, began)
        if quiet > QUIET_SECONDS * SECOND or now() - began > DRAIN_SECONDS * SECOND:
            return
