"""One of two nodes is cut off from Redis while people at both write one document: in the end both nodes have it all,
once, and nobody waits for anything.

CUT_SECONDS: how long it is cut off."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collab.stage import PEOPLE, Stage
from tests.collab.yjs_clients import Client, Driver
from tests.ports import wait_until
from tests.server import Server
from tests.services import Redis
from tests.system.cut_line import Cut, CutLine

SECONDS = float(os.environ.get("CUT_SECONDS", "8"))
WHOLE_AGAIN = 15
"""Seconds until all have everything after the cut."""


@pytest.fixture
def line(redis_server: Redis) -> Iterator[CutLine]:
    with CutLine(redis_server.port) as line:
        yield line


@pytest.fixture
def nodes(
    tmp_path: Path, postgres_url: str, redis_server: Redis, line: CutLine
) -> Iterator[tuple[Stage, Stage]]:
    """The second one's Redis is at the other end of the line."""
    env = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_server.url}
    one = Server(tmp_path / "one", env=env)
    tokens = one.create_users(*PEOPLE)
    far = line.url.replace("http", "redis") + "/0"
    two = Server(tmp_path / "two", env=env | {"REDIS_URL": far})
    with one, two, Driver() as driver, Driver() as other:
        yield Stage(one, driver, tokens), Stage(two, other, tokens)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(240 + SECONDS)
@pytest.mark.parametrize("cut", ["aborted", "silent"])
def test_a_node_without_redis_loses_no_edit(nodes: tuple[Stage, Stage], line: CutLine, cut: Cut) -> None:
    one, two = nodes
    document = one.document(content="together")
    ann, bo = one.client(document, "ann", ack=True), two.client(document, "bo", ack=True)
    writers = {"ann": ann, "bo": bo}
    for who, client in writers.items():
        client.ramble(who=who, pace=20)
    wait_until(
        lambda: all(met(client) > 10 for client in writers.values()), timeout=20, what="edits to cross"
    )
    line.cut(cut)
    ends = time.monotonic() + SECONDS
    before = {who: standing(client) for who, client in writers.items()}
    late = two.client(document, "bo", ack=True)  # who comes to the node meanwhile is let in
    for client in writers.values():  # latency is all that it costs
        meets_more(client)
    while time.monotonic() < ends:
        time.sleep(0.1)
    for who, client in writers.items():
        assert all(now > was for now, was in zip(standing(client), before[who], strict=True))
    line.mend()
    for client in writers.values():
        client.hush()
    everybody = [ann, bo, late]
    wait_until(lambda: whole(everybody), timeout=WHOLE_AGAIN, what="the same everywhere")
    assert_all_is_there_once(nodes, document, everybody)
    bo.write(paragraphs=["after-0"])  # and the doorbell rings again
    wait_until(lambda: two.server.get("/readyz")[1].find(b'"ready"') > 0, timeout=15, what="a ready node")
    wait_until(lambda: whole(everybody), timeout=WHOLE_AGAIN, what="the same everywhere")
    assert "after-0" in one.text(document)


def met(client: Client) -> int:
    """How many of the others' paragraphs have arrived."""
    return len(client.testimony()["seen"])


def meets_more(client: Client) -> None:
    was = met(client)
    wait_until(lambda: met(client) > was + 10, timeout=20, what="edits to cross without Redis")


def standing(client: Client) -> tuple[int, int]:
    """How many paragraphs are saved, and how many of others have arrived."""
    told = client.testimony()
    return len(told["saved"]), len(told["seen"])


def whole(clients: list[Client]) -> bool:
    """Everything is saved, nothing is waited for, and all have the same."""
    told = [client.snapshot() for client in clients]
    facts = [client.facts() for client in clients]
    return all(each == told[0] and not each["pending"] for each in told) and all(
        fact["synced"] and fact["acked"] == fact["sent"] for fact in facts
    )


def assert_all_is_there_once(nodes: tuple[Stage, Stage], document: int, clients: list[Client]) -> None:
    text = clients[0].facts()["text"]
    shown = re.findall(r"\b[a-z]+-\d+\b", text)
    assert len(shown) == len(set(shown)), "a paragraph is there twice"
    assert set(shown) == {token for client in clients for token in client.testimony()["written"]}
    for node in nodes:
        assert node.text(document) == text
        late = node.client(document, "ann", ack=True)
        assert late.snapshot() == clients[0].snapshot()
        page = node.ok("GET", f"/documents/{document}/history")
        assert [row[0] for row in page["rows"]] == list(range(1, page["head"] + 1))
