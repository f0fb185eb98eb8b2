"""Five stock Yjs clients on bad lines, three rounds of random edits each way: in the end all have the same."""

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.collab.yjs_clients import Client, Driver
from tests.ports import wait_until
from tests.server import Server
from tests.system.api import Api
from tests.system.bad_line import BadLine
from tests.system.conftest import UNLIMITED

PEOPLE = ("ann", "bo", "chi", "dev", "eve")
BURSTS = 25
EDITS = 4
PACE = 0.1
"""Seconds between two bursts of one person at most."""


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str]]]:
    server = Server(tmp_path_factory.mktemp("converges"), env=UNLIMITED)
    tokens = server.create_users(*PEOPLE)
    with server:
        yield server, tokens


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clients_on_bad_lines_end_equal(
    server: tuple[Server, dict[str, str]], driver: Driver, seed: int
) -> None:
    (node, tokens), dice = server, random.Random(seed)
    api = Api(node.url, tokens["ann"])
    room = api.create_room(f"seed {seed}", list(PEOPLE[1:]))
    body = {"title": "Together", "content": "the first line\n\nand a second"}
    document = api.call("POST", f"/rooms/{room}/documents", 201, json=body)["id"]
    with BadLine(node.port, random.Random(seed), cut=0.06) as line:
        base = f"{line.url.replace('http', 'ws')}/ws/documents"
        names = [f"{name}{seed}" for name in PEOPLE]
        clients = [
            driver.start(name, base, document, tokens[who], ack=True)
            for name, who in zip(names, PEOPLE, strict=True)
        ]
        for client in clients:
            client.wait(expect={"synced": True}, timeout=60_000)
        scribble(clients, dice)
        line.heal()
        wait_until(lambda: equal(clients), timeout=90, what="equal clients")
        assert line.cuts >= 5, "the line was too good to show anything"
        last = driver.client(f"last{seed}", f"{node.ws_url}/ws/documents", document, tokens["ann"])
        found = [json.loads(told) for told in {json.dumps(client.snapshot()) for client in [*clients, last]}]
        assert len(found) == 1 and not found[0]["pending"]
        assert api.call("GET", f"/documents/{document}")["text"] == found[0]["text"]
        for client in [*clients, last]:
            client.destroy()


def scribble(clients: list[Client], dice: random.Random) -> None:
    """Everybody at once, in bursts, so that cuts come between and within them."""
    seeds = [[dice.randrange(2**31) for _ in range(BURSTS)] for _ in clients]

    def write(client: Client, mine: list[int]) -> None:
        for seed in mine:
            client.scribble(seed=seed, edits=EDITS)
            time.sleep(PACE * (seed % 100) / 100)  # people write at a pace, so that cuts come within

    with ThreadPoolExecutor(len(clients)) as pool:
        list(pool.map(write, clients, seeds))


def equal(clients: list[Client]) -> bool:
    told: list[dict[str, Any]] = [client.snapshot() for client in clients]
    facts = [client.facts() for client in clients]
    return all(each == told[0] for each in told) and all(
        fact["synced"] and fact["acked"] == fact["sent"] for fact in facts
    )
