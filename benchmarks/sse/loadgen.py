"""The SSE load generator's process: connect the listeners, publish at a rate or only hold, print one JSON line."""

import argparse
import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvloop

from benchmarks.chat.drive import drain
from benchmarks.chat.loadgen import settle
from benchmarks.chat.score import Score, now, summary
from benchmarks.processes import Sample, sample, standing
from benchmarks.sse.dialects import DIALECTS, Dialect
from benchmarks.sse.listener import PUBLISHERS, Listener, Publisher, listen_request

AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Load:
    """`each`: every event is for one listener, the listeners take turns. `calls` times a second `events` events come
    up together. No calls: the streams are only held."""

    name: str
    title: str
    listeners: int
    calls: float = 0
    events: int = 1
    seconds: float = 6
    each: bool = False

    @property
    def total(self) -> int:
        return int(self.calls * self.seconds) * self.events


LOADS = (
    Load("sse-broadcast", "1,000 listeners, 10 events/s to all", 1000, calls=10),
    Load(
        "sse-each",
        "1,000 listeners, 1,000 events/s for one listener each, 250 together",
        1000,
        calls=4,
        events=250,
        each=True,
    ),
    Load("sse-idle", "5,000 idle streams of 5,000 people", 5000, seconds=8),
)


class Run:
    """One run of a load against one server."""

    def __init__(
        self, load: Load, dialect: Dialect, base: str, tokens: Sequence[str], pids: list[int]
    ) -> None:
        self.load, self.dialect, self.tokens, self.pids = load, dialect, tokens, pids
        self.place = urlsplit(base).netloc
        self.host, _, self.port = self.place.partition(":")
        self.score = Score(load.total)
        self.listeners: list[Listener] = []

    async def report(self) -> dict[str, Any]:
        """The figures of chat.score.summary and what it cost the server."""
        empty, began = sample(self.pids), time.monotonic()
        await self._listen()
        seconds = time.monotonic() - began
        before = await settle(self.pids)
        held = {
            "clients": self.load.listeners,
            "connects_per_s": round(self.load.listeners / seconds),
            "connect_cpu_ms": round((before.cpu - empty.cpu) * 1000 / self.load.listeners, 3),
            "base_memory_mib": round(empty.memory / 1024, 1),
            "memory_per_connection_kib": round((before.memory - empty.memory) / self.load.listeners, 2),
        }
        figures = await (self._publish(before) if self.load.calls else self._hold(before))
        return held | standing(self.pids) | figures

    async def _listen(self) -> None:
        indexes = iter(range(self.load.listeners))
        loop = asyncio.get_running_loop()

        async def worker() -> None:
            for index in indexes:
                path = self.dialect.listen(index, self.load.each)
                request = listen_request(path, self.place, self.tokens[index % len(self.tokens)])
                _, listener = await loop.create_connection(
                    lambda request=request: Listener(self.score, self.dialect.marker, request),  # type: ignore[misc]
                    self.host,
                    int(self.port),
                )
                self.listeners.append(listener)
                await asyncio.wait_for(listener.opened, 15)

        await asyncio.gather(*(worker() for _ in range(AT_ONCE)))

    async def _hold(self, before: Sample) -> dict[str, Any]:
        await asyncio.sleep(self.load.seconds)
        idle = sample(self.pids).cpu - before.cpu
        score = self.score
        score.stopping = True
        return {
            "idle_percent": round(idle / self.load.seconds * 100, 2),
            "closed": score.closed,
            "errors": score.errors,
            "complaints": score.complaints,
        }

    async def _publish(self, before: Sample) -> dict[str, Any]:
        publishers = [await self._publisher(index) for index in range(PUBLISHERS)]
        gc.collect()
        gc.freeze()
        gc.disable()
        own_cpu, started = time.process_time(), now()
        self.score.last_arrival = started
        await self._at_rate(publishers)
        receivers = 1 if self.load.each else self.load.listeners
        await drain(self.score, self.score.sent * receivers)
        cost = sample(self.pids) - before
        self.score.stopping = True
        report = summary(self.score, receivers, started)
        return report | {
            "cpu_s": round(cost.cpu, 3),
            "cpu_s_per_10k": round(cost.cpu / max(1, report["deliveries"]) * 10_000, 4),
            "server_load": round(cost.cpu / report["wall_s"], 2),
            "generator_load": round((time.process_time() - own_cpu) / report["wall_s"], 2),
        }

    async def _publisher(self, index: int) -> Publisher:
        loop = asyncio.get_running_loop()
        token = self.tokens[0]
        return (
            await loop.create_connection(
                lambda: Publisher(index, self.score, self.place, token), self.host, int(self.port)
            )
        )[1]

    async def _at_rate(self, publishers: list[Publisher]) -> None:
        """Evenly; waits for a free publisher when the server is slow to answer, and ends when the time is up."""
        loop = asyncio.get_running_loop()
        free: asyncio.Queue[Publisher] = asyncio.Queue()
        for publisher in publishers:
            free.put_nowait(publisher)
        began, load, score = loop.time(), self.load, self.score
        for turn in range(int(load.calls * load.seconds)):
            await asyncio.sleep(max(0.0, began + turn / load.calls - loop.time()))
            if loop.time() - began > load.seconds:
                return
            left = load.events
            while left:
                count = min(left, self.dialect.at_once)
                left -= count
                publisher = await free.get()
                numbers = list(range(score.sent, score.sent + count))
                score.sent += count
                publisher.publish(numbers, self._request(numbers)).add_done_callback(
                    lambda _, publisher=publisher: free.put_nowait(publisher)  # type: ignore[misc]
                )

    def _request(self, numbers: list[int]) -> Any:
        if not self.load.each:
            return self.dialect.broadcast(numbers[0])
        return self.dialect.singles([(number, number % self.load.listeners) for number in numbers])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--load", required=True, choices=[load.name for load in LOADS])
    parser.add_argument("--dialect", required=True, choices=sorted(DIALECTS))
    parser.add_argument("--url", required=True)
    parser.add_argument(
        "--tokens", default="", help="a file with the listeners' tokens; the first one publishes"
    )
    parser.add_argument("--pids", required=True)
    arguments = parser.parse_args()
    load = next(load for load in LOADS if load.name == arguments.load)
    tokens = Path(arguments.tokens).read_text().split() if arguments.tokens else [""]
    pids = [int(pid) for pid in arguments.pids.split(",")]
    run = Run(load, DIALECTS[arguments.dialect], arguments.url, tokens, pids)
    json.dump(uvloop.run(run.report()), sys.stdout)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
