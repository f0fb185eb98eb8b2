"""The SSE load generator's process: connect the listeners, publish at a rate or flat out, print one JSON line."""

import argparse
import asyncio
import functools
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
from benchmarks.processes import sample
from benchmarks.sse.listener import PUBLISHERS, Dialect, Listener, Publisher

DIALECTS = {
    "eventstream": Dialect("/events/", "/send/", b'"title": "@@', '{"title": "{text}"}'),
    "collab": Dialect(
        "/events/",
        "/api/v1/notifications",
        b'"title":"@@',
        '{"audience":"everyone","title":"{text}","body":""}',
    ),
}


@dataclass(frozen=True, slots=True)
class Load:
    """`rate` events/s for `seconds`; rate 0: four publishers, each as fast as it is answered."""

    name: str
    title: str
    listeners: int
    rate: int
    seconds: float

    @property
    def total(self) -> int:
        """The most events that can be published."""
        return int(self.rate * self.seconds) if self.rate else 20_000


LOADS = (
    Load("sse-rate", "200 listeners, 10 events/s", 200, 10, 6),
    Load("sse-full", "200 listeners, published as fast as it goes", 200, 0, 6),
)


async def run(
    load: Load, dialect: Dialect, base: str, tokens: Sequence[str], pids: list[int]
) -> dict[str, Any]:
    """One run: the figures of chat.score.summary and what it cost the server."""
    place = urlsplit(base).netloc
    host, _, port = place.partition(":")
    score = Score(load.total)
    loop = asyncio.get_running_loop()
    empty = sample(pids)

    async def listen(index: int) -> None:
        token = tokens[index % len(tokens)]
        _, listener = await loop.create_connection(
            lambda: Listener(score, dialect, place, token), host, int(port)
        )
        await asyncio.wait_for(listener.opened, 15)

    async def publisher(index: int) -> Publisher:
        make = functools.partial(Publisher, index, score, dialect, place, tokens[0])
        return (await loop.create_connection(make, host, int(port)))[1]

    for first in range(0, load.listeners, 20):
        await asyncio.gather(*(listen(index) for index in range(first, min(first + 20, load.listeners))))
    publishers = [await publisher(index) for index in range(PUBLISHERS)]
    before = await settle(pids)
    own_cpu, started = time.process_time(), now()
    score.last_arrival = started
    await (at_rate(load, score, publishers) if load.rate else flat_out(load, score, publishers))
    await drain(score, score.sent * load.listeners)
    cost = sample(pids) - before
    score.stopping = True
    report = summary(score, load.listeners, started)
    return report | {
        "clients": load.listeners,
        "memory_per_connection_kib": round((before.memory - empty.memory) / load.listeners, 2),
        "cpu_s": round(cost.cpu, 3),
        "cpu_s_per_10k": round(cost.cpu / max(1, report["deliveries"]) * 10_000, 4),
        "server_load": round(cost.cpu / report["wall_s"], 2),
        "generator_load": round((time.process_time() - own_cpu) / report["wall_s"], 2),
    }


async def at_rate(load: Load, score: Score, publishers: list[Publisher]) -> None:
    """Publish evenly; waits for a free publisher when the server is slow to answer."""
    loop = asyncio.get_running_loop()
    free: asyncio.Queue[Publisher] = asyncio.Queue()
    for publisher in publishers:
        free.put_nowait(publisher)
    began = loop.time()
    for turn in range(score.total):
        await asyncio.sleep(max(0.0, began + turn / load.rate - loop.time()))
        publisher = await free.get()
        publisher.publish().add_done_callback(lambda _, publisher=publisher: free.put_nowait(publisher))  # type: ignore[misc]


async def flat_out(load: Load, score: Score, publishers: list[Publisher]) -> None:
    """Each publisher posts the next event when the last one is answered."""
    ends = time.monotonic() + load.seconds

    async def publish(publisher: Publisher) -> None:
        while time.monotonic() < ends and score.sent < score.total:
            await asyncio.wait_for(publisher.publish(), 10)

    await asyncio.gather(*map(publish, publishers))


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
    json.dump(uvloop.run(run(load, DIALECTS[arguments.dialect], arguments.url, tokens, pids)), sys.stdout)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
