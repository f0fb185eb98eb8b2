""" "Saved" means committed: it survives `kill -9`, and so does everything anybody else saw."""

import threading
import time
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from collab.core.varint import read_varuint
from tests.collab.core.samples import block, paragraph, string, update
from tests.collab.raw import Raw
from tests.collab.stage import PEOPLE, Stage
from tests.collab.yjs_clients import Driver
from tests.server import Kind, Server


def test_acks_count_what_is_committed_only_for_who_asks(stage: Stage) -> None:
    document = stage.document()
    with (
        Raw(stage.base, document, stage.tokens["ann"]) as ann,
        Raw(stage.base, document, stage.tokens["bo"], query="") as bo,
    ):
        bo.wait(0, 0)
        ann.step_2()
        ann.wait_ack(1)
        ann.update(update(paragraph(1, 0, "a")))
        ann.wait_ack(2)
        bo.wait_update()
        bo.update(update(block(2, 0, string("b", left=(1, 2)))))
        ann.wait_update()
        bo.state()
        assert not [message for message in bo.seen if message[0] == 100]


def test_a_client_is_saved_after_offline_edits(stage: Stage) -> None:
    document = stage.document()
    ann = stage.client(document, "ann", ack=True)
    ann.disconnect()
    ann.write(paragraphs=["in", "the", "train"])
    ann.start()
    ann.wait_saved()
    assert stage.text(document) == "in\nthe\ntrain"


def test_typing_while_the_connection_is_still_new(stage: Stage) -> None:
    """An edit that is sent before the answer to the server's question depends on what only the answer brings."""
    document = stage.document()
    with Raw(stage.base, document, stage.tokens["ann"]) as ann:
        ann.update(update(block(1, 3, string("!", left=(1, 2)))))  # the offline part is not there yet
        ann.step_2(update(paragraph(1, 0, "a!")))
        ann.wait_ack(2)
        assert (
            len([message for message in ann.seen if message[:2] == b"\x00\x00"]) == 1
        )  # asked once, at the join
    assert stage.text(document) == "a!"


ACK, UPDATE = b"\x64", b"\x00\x02"


class Burst(threading.Thread):
    """Types one character after the other, also into a connection that is gone."""

    def __init__(self, raw: Raw, client: int) -> None:
        super().__init__()
        self.raw, self.client = raw, client

    def run(self) -> None:
        self.raw.update(update(paragraph(self.client, 0, "a")))
        for n in range(5000):
            self.raw.update(update(block(self.client, 3 + n, string("a", left=(self.client, 2 + n)))))


class Reader(threading.Thread):
    """Reads until the connection breaks; how far the messages of this kind got."""

    def __init__(self, raw: Raw, kind: bytes) -> None:
        super().__init__()
        self.raw, self.kind = raw, kind
        self.reached = 0

    def run(self) -> None:
        try:
            while True:
                message = self.raw.next()
                if message.startswith(self.kind):
                    self.reached = read_varuint(message, 1)[0] if self.kind == ACK else self.reached + 1
        except ConnectionClosed:
            return


@pytest.mark.parametrize("kind", ["serve"])
def test_nothing_saved_or_seen_is_lost_by_kill_9(tmp_path: Path, kind: Kind) -> None:
    server = Server(tmp_path, kind=kind)
    tokens = server.create_users(*PEOPLE)
    with Driver() as driver:
        server.start()
        stage = Stage(server, driver, tokens)
        document = stage.document()
        for round_ in range(3):
            ann, bo = (Raw(stage.base, document, tokens[who]) for who in ("ann", "bo"))
            bo.wait(0, 0)
            burst = Burst(ann, client=100 + round_)
            acked, seen = Reader(ann, ACK), Reader(bo, UPDATE)
            for each in (burst, acked, seen):
                each.start()
            time.sleep(0.15 + 0.1 * round_)  # an instant of no meaning in the middle of it
            server.kill()
            for each in (burst, acked, seen):
                each.join(30)
            server.start()
            paragraphs = stage.text(document).split(
                "\n"
            )  # one for each round, in the order of their client ids
            kept = len(paragraphs[round_])
            assert kept >= max(acked.reached, seen.reached) > 0
            assert stage.client(document).facts()["text"] == stage.text(document)
        server.terminate()


def test_a_restart_brings_everybody_back_without_loss(tmp_path: Path) -> None:
    server = Server(tmp_path)
    tokens = server.create_users(*PEOPLE)
    with server, Driver() as driver:
        stage = Stage(server, driver, tokens)
        document = stage.document(content="before")
        ann, bo = stage.client(document, "ann", ack=True), stage.client(document, "bo")
        server.terminate()
        ann.wait_closed()
        assert ann.facts()["closes"][0][0] == 1012  # those after it are attempts to come back
        ann.type(words=" and after")
        server.start()
        bo.wait(expect={"text": "before and after"})
        ann.wait_saved()
        assert stage.text(document) == "before and after"


@pytest.mark.slow
def test_the_same_works_on_daphne(tmp_path: Path) -> None:
    server = Server(tmp_path, kind="daphne")
    tokens = server.create_users(*PEOPLE)
    try:
        server.start()
        with Driver() as driver:
            stage = Stage(server, driver, tokens)
            document = stage.document(content="on")
            ann, bo = stage.client(document, "ann", ack=True), stage.client(document, "bo")
            ann.type(words=" daphne")
            ann.wait_saved()
            bo.wait(expect={"text": "on daphne"})
            with Raw(stage.base, document, tokens["cy"]) as cy:
                assert cy.closed()[0] == 4403
    finally:
        server.kill()
