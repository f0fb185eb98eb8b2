"""The load generator's process: connect, wait for silence, send, drain, print one JSON line.

It runs on its own, started by benchmarks.chat.run, so that it shares no interpreter with anything that is measured.
It saturates between 120 and 200 thousand deliveries a second: above that only the server's processor time counts.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, cast

import uvloop
from picows import ws_connect

from benchmarks.chat.clients import Client, SocketIoClient
from benchmarks.chat.collab_client import CollabClient
from benchmarks.chat.drive import drain, send_at_rate, send_in_window
from benchmarks.chat.loads import Load, load_named
from benchmarks.chat.score import Score, now, summary
from benchmarks.processes import Sample, sample

DIALECTS: dict[str, type[Client]] = {"json": Client, "socket.io": SocketIoClient, "collab": CollabClient}
CONNECT_SECONDS = 30
AT_ONCE = 64


async def connect(load: Load, score: Score, kind: type[Client], urls: list[str]) -> list[Client]:
    """Open all connections, at most 64 at once, and wait until each said it is ready. Ordered by index."""
    clients: list[Client] = []
    left = load.clients
    everybody = asyncio.Event()
    indexes = iter(range(load.clients))

    def ready() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            everybody.set()

    async def worker() -> None:
        for index in indexes:
            url = urls[index % len(urls)]
            headers = {"Origin": "http://" + url.split("/")[2]}
            if kind.subprotocol:
                headers["Sec-WebSocket-Protocol"] = kind.subprotocol
            _, client = await ws_connect(
                lambda index=index: kind(score, index, load.senders, ready),
                url,
                websocket_handshake_timeout=20,
                extra_headers=headers,
            )
            clients.append(cast(Client, client))

    await asyncio.wait_for(asyncio.gather(*(worker() for _ in range(AT_ONCE))), CONNECT_SECONDS)
    try:
        await asyncio.wait_for(everybody.wait(), CONNECT_SECONDS)
    except TimeoutError:
        raise SystemExit(f"{left} of {load.clients} clients are not ready: {score.complaints}") from None
    return sorted(clients, key=lambda client: client.index)


async def settle(pids: list[int], limit: float = 10.0) -> Sample:
    """Wait until the server has nothing left to do with the connects (under 5 % of a core), then sample it."""
    ends = time.monotonic() + limit
    before = sample(pids)
    while True:
        await asyncio.sleep(0.5)
        after = sample(pids)
        if (after - before).cpu < 0.025 or time.monotonic() > ends:
            return after
        before = after


async def run(load: Load, kind: type[Client], urls: list[str], pids: list[int]) -> dict[str, Any]:
    """One run of `load`. `memory_per_connection_kib` is the server's growth from before the first connect,
    `idle_percent` the share of a core that holding the connections takes."""
    score = Score(load.total)
    base = sample(pids)
    began = time.monotonic()
    clients = await connect(load, score, kind, urls)
    seconds = time.monotonic() - began
    before = await settle(pids)
    report: dict[str, Any] = {
        "clients": len(clients),
        "connects_per_s": round(len(clients) / seconds),
        "connect_cpu_ms": round((before.cpu - base.cpu) * 1000 / len(clients), 3),
        "base_memory_mib": round(base.memory / 1024, 1),
        "memory_per_connection_kib": round((before.memory - base.memory) / len(clients), 2),
    }
    if load.mode != "idle":
        report |= await send(load, score, clients, pids, before)
    else:
        await asyncio.sleep(load.seconds)
        idle = sample(pids).cpu - before.cpu
        report |= {"idle_percent": round(idle / load.seconds * 100, 2)}
        report |= {"closed": score.closed, "errors": score.errors, "complaints": score.complaints}
    score.stopping = True
    return report


async def send(
    load: Load, score: Score, clients: list[Client], pids: list[int], before: Sample
) -> dict[str, Any]:
    """The sending part: what it took of the server, and what arrived."""
    gc.collect()
    gc.freeze()
    gc.disable()
    own_cpu, started = time.process_time(), now()
    score.last_arrival = started
    await (send_in_window if load.mode == "window" else send_at_rate)(clients, load, score)
    await drain(score, score.sent * len(clients))
    cost = sample(pids) - before
    own_cpu = time.process_time() - own_cpu
    report = summary(score, len(clients), started)
    wall = report["wall_s"]
    return report | {
        "cpu_s": round(cost.cpu, 3),
        "cpu_s_per_10k": round(cost.cpu / max(1, report["deliveries"]) * 10_000, 4),
        "server_load": round(cost.cpu / wall, 2),
        "generator_load": round(own_cpu / wall, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--load", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--dialect", required=True, choices=sorted(DIALECTS))
    parser.add_argument("--urls", required=True, help="a file with one address for each client, used in turn")
    parser.add_argument("--room", type=int, default=0)
    parser.add_argument("--pids", required=True)
    arguments = parser.parse_args()
    CollabClient.room = arguments.room
    urls = Path(arguments.urls).read_text().split()
    pids = [int(pid) for pid in arguments.pids.split(",")]
    load = load_named(arguments.load, arguments.quick)
    report = uvloop.run(run(load, DIALECTS[arguments.dialect], urls, pids))
    json.dump(report, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # thousands of sockets close faster with the process than one by one


if __name__ == "__main__":
    main()
