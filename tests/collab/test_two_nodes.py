"""Two processes on PostgreSQL and Redis: people on different ones write in one document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collab.raw import Raw
from tests.collab.stage import PEOPLE, Stage
from tests.collab.test_saved import ACK, UPDATE, Burst, Reader
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
    second = Server(tmp_path / "two", env=env)
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


def test_a_change_of_rights_on_one_node_counts_on_the_other(nodes: tuple[Stage, Stage]) -> None:
    """For people in the room, and for one who only was given the document; the order of both is the doorbell's."""
    one, two = nodes
    document = one.document(content="ours")
    one.ok("PUT", f"/documents/{document}/grants/cy", body={"right": "edit"})
    bo, cy = two.client(document, "bo", ack=True), two.client(document, "cy", ack=True)
    one.ok("PATCH", f"/documents/{document}/sharing", body={"room_right": "none"})
    assert bo.wait_closed(timeout=2000)[0] == 4403
    cy.type(words="!")
    cy.wait_saved()
    one.api("DELETE", f"/documents/{document}/grants/cy")
    assert cy.wait_closed(timeout=2000)[0] == 4403
    assert one.text(document) == "ours!"


def test_a_document_that_moves_is_written_on_from_every_node(nodes: tuple[Stage, Stage]) -> None:
    one, two = nodes
    old, new = one.room("bo", "cy"), one.room("bo")
    document = one.document(old, content="a")
    bo, cy = two.client(document, "bo", ack=True), two.client(document, "cy")
    one.ok("POST", f"/documents/{document}/move", body={"room": new})
    assert cy.wait_closed(timeout=2000)[0] == 4403
    bo.type(words="b")
    bo.wait_saved()
    one.api("DELETE", f"/rooms/{new}/members/bo")
    assert bo.wait_closed(timeout=2000)[0] == 4403
    assert one.text(document) == "ab"


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


def test_a_node_that_dies_in_the_middle_of_edits_loses_nothing(nodes: tuple[Stage, Stage]) -> None:
    """What its author was told is saved, and what anybody at the other node saw, is there; the other node goes on."""
    one, two = nodes
    document = one.document()
    ann = Raw(one.base, document, one.tokens["ann"])
    bo = Raw(two.base, document, two.tokens["bo"])
    bo.wait(0, 0)
    burst, acked, seen = Burst(ann, client=100), Reader(ann, ACK), Reader(bo, UPDATE)
    for each in (burst, acked, seen):
        each.start()
    wait_until(lambda: seen.reached > 50 and acked.reached > 50, timeout=20, what="some edits")
    one.server.kill()
    for each in (burst, acked):
        each.join(30)
    kept = len(two.text(document))
    assert kept >= max(acked.reached, seen.reached) > 50
    wait_until(lambda: seen.reached == kept, timeout=20, what="all that was committed to be seen")
    late = two.client(document, "bo", ack=True)
    late.type(words=" and on")
    late.wait_saved()
    one.server.start()
    assert one.text(document) == two.text(document) and one.text(document).endswith(" and on")
    bo.ws.close()
    seen.join(30)
