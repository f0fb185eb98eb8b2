"""Two processes on PostgreSQL and Redis: people on different ones write in one document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collab.stage import PEOPLE, Stage
from tests.collab.yjs_clients import Driver
from tests.ports import wait_until
from tests.server import Server
from tests.services import Redis

pytestmark = pytest.mark.postgres


@pytest.fixture
def nodes(tmp_path: Path, postgres_url: str, redis_url: str) -> Iterator[tuple[Stage, Stage]]:
    env = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url}
    first = Server(tmp_path / "one", env=env)
    tokens = first.create_users(*PEOPLE)
    second = Server(tmp_path / "two", env=env, migrate=False)
    with first, second, Driver() as driver, Driver() as other:
        yield Stage(first, driver, tokens), Stage(second, other, tokens)


def test_people_on_different_nodes_write_together(nodes: tuple[Stage, Stage], redis_server: Redis) -> None:
    one, two = nodes
    document = one.document(content="start")
    ann, bo = one.client(document, "ann", ack=True), two.client(document, "bo", ack=True)
    ann.aware(state={"cursor": 1})
    bo.aware(state={"cursor": 2})
    bo.wait_users(names=["?", "ann"])
    ann.wait_users(names=["?", "bo"])
    for n in range(20):
        ann.type(words=f"<{n}>")
        bo.type(words=f"[{n}]")
    for client in (ann, bo):
        client.wait_saved()
    expected = one.text(document)
    assert len(expected) == len("start") + 2 * sum(len(f"<{n}>") for n in range(20))
    for client in (ann, bo):
        client.wait(expect={"text": expected})
    assert two.text(document) == expected

    redis_server.stop(kill=True)  # everything that was on its way is lost
    ann.type(words=" and on")
    bo.type(words=" and off")
    for client in (ann, bo):
        client.wait_saved()
    both = one.text(document)
    assert " and on" in both and " and off" in both
    for client in (ann, bo):
        client.wait(expect={"text": both})  # found by the sweep
    redis_server.start()
    ann.type(words=".")
    bo.wait(expect={"text": one.text(document)})


def test_who_is_removed_on_one_node_is_closed_on_the_other(nodes: tuple[Stage, Stage]) -> None:
    one, two = nodes
    room = one.room()
    document = one.document(room)
    bo = two.client(document, "bo")
    one.api("DELETE", f"/rooms/{room}/members/bo")
    assert bo.wait_closed(timeout=2000)[0] == 4403


def test_the_same_client_may_go_on_at_the_other_node(nodes: tuple[Stage, Stage]) -> None:
    one, two = nodes
    document = one.document()
    ann = one.client(document, "ann", ack=True)
    ann.write(paragraphs=["first"])
    ann.wait_saved()
    there = two.client(document, "ann", ack=True)
    there.apply(update=ann._driver.call("state", ann.name))
    there.type(words=" second")
    there.wait_saved()
    wait_until(lambda: one.text(document) == "first second", timeout=10, what="the text")
    ann.wait(expect={"text": "first second"})
