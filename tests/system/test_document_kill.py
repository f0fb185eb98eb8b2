"""kill -9 at random instants while stock Yjs clients write, checkpoints are made, old updates are packed and versions
are restored: nothing that was shown as saved or to somebody else is lost or doubled, and no history has a gap.

KILL_ROUNDS: how many crashes; 200 take about ten minutes."""

import hashlib
import os
import random
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.collab.yjs_clients import Client, Driver
from tests.ports import wait_until
from tests.system.api import Api
from tests.system.conftest import UNLIMITED
from tests.system.hurried import HurriedServer
from tests.system.lives import Attempt, Life

ROUNDS = int(os.environ.get("KILL_ROUNDS", "8"))
WRITERS = {"ann": 7, "bo": 11}
"""Who writes, and how many milliseconds are between two edits."""
READER, RESTORER = "chi", "dev"
BACK = 150
"""A restore goes back by so many updates at most."""
PACKED = "from collab.models import Segment, Checkpoint\nprint(sum(Segment.objects.values_list('rows', flat=True)), "
PACKED += "Segment.objects.count(), Checkpoint.objects.count())"


@dataclass
class Restorer:
    """Restores, and saves versions, one after the other until the server is gone."""

    api: Api
    document: int
    dice: random.Random
    attempts: list[Attempt] = field(default_factory=list)
    named: dict[int, int] = field(default_factory=dict)
    """Versions that were saved, with their sequences."""
    steps: int = 0
    """How many requests were answered."""

    def work(self, head: int) -> None:
        with suppress(httpx.TransportError):
            while True:
                head = self._restore(head)
                self.steps += 1
                self._save()
                self.steps += 1

    def _restore(self, head: int) -> int:
        attempt = Attempt(max(0, head - self.dice.randrange(BACK)), head)
        self.attempts.append(attempt)
        path = f"/documents/{self.document}/history/{attempt.source}/restore"
        answer = self.api.http.post(path)
        if answer.status_code == 409:  # it says that already, or changed under way
            self.attempts.remove(attempt)
            return head
        assert answer.status_code == 200, answer.text
        told = answer.json()
        attempt.seq, attempt.version = told["seq"], told["version"]["id"]
        return int(told["seq"])

    def _save(self) -> None:
        name = {"name": f"number {len(self.named)}"}
        made = self.api.call("POST", f"/documents/{self.document}/versions", 201, json=name)
        self.named[made["id"]] = made["seq"]


class Crash:
    """A server to be killed, people who go on whatever happens, and what is known of the document's life."""

    def __init__(self, directory: Path, driver: Driver, dice: random.Random) -> None:
        self.server, self.dice = HurriedServer(directory, env=UNLIMITED), dice
        tokens = self.server.create_users(*WRITERS, READER, RESTORER)
        self.server.start()
        self.api = Api(self.server.url, tokens["ann"])
        room = self.api.create_room("crash", [*WRITERS, READER, RESTORER][1:])
        made = self.api.call("POST", f"/rooms/{room}/documents", 201, json={"title": "Crash"})
        self.document: int = made["id"]
        base = f"{self.server.ws_url}/ws/documents"
        self.people = {
            who: driver.client(who, base, self.document, tokens[who], ack=True, offline=True)
            for who in (*WRITERS, READER)
        }
        self.replica = driver.client("replica", base, self.document, None, offline=True)
        self.life = Life(self.replica, RESTORER)
        self.restorer = Restorer(Api(self.server.url, tokens[RESTORER]), self.document, dice)

    def round(self) -> None:
        """Everybody is at work when the server is killed; it starts, and what it has is held against what they know."""
        for who, pace in WRITERS.items():
            self.people[who].ramble(who=who, pace=pace)  # the first of it offline
        for client in self.people.values():
            client.start()
        for client in self.people.values():
            client.wait(expect={"synced": True}, timeout=30_000)
        thread = threading.Thread(target=self.restorer.work, args=(self.life.head,))
        thread.start()
        self.random_instant()
        self.server.kill()
        thread.join(60)
        for who in WRITERS:
            self.people[who].hush()
        self.start_and_check()

    def random_instant(self) -> None:
        """After some restores, or within one, and some edits: by what happens, as machines differ in speed."""
        ann, steps = self.people["ann"], self.restorer.steps + self.dice.randrange(5)
        wait_until(lambda: self.restorer.steps >= steps, timeout=60, what="restores", pause=0.005)
        edits = ann.saved() + self.dice.randrange(30)
        wait_until(lambda: ann.saved() >= edits, timeout=60, what="edits", pause=0.005)

    def start_and_check(self) -> None:
        """Nobody is there who could bring back what the server has lost."""
        for client in self.people.values():
            client.disconnect()
        self.server.start()
        self.life.read(self.api, self.document, self.restorer.attempts)
        for client in self.people.values():
            told = client.testimony()
            for what in ("saved", "seen"):
                lost = set(told[what]) - self.life.ever
                assert not lost, f"{client.name}: {what} and gone: {sorted(lost)[:5]}"
        text = self.api.call("GET", f"/documents/{self.document}")["text"]
        assert text == self.replica.snapshot()["text"], "the document is not what its history makes"
        tokens = re.findall(r"\b[a-z]+-\d+\b", text)
        assert len(tokens) == len(set(tokens)), "a paragraph is there twice"
        assert set(tokens) == self.life.shown[-1]
        self.check_versions()

    def check_versions(self) -> None:
        """What was restored or saved is among the versions, and says what it said."""
        listed = self.api.call("GET", f"/documents/{self.document}/versions")["versions"]
        found = {each["id"]: (each["seq"], each["kind"]) for each in listed}
        marked = {each["seq"] for each in listed if each["kind"] == "restore"}
        assert marked == self.life.restores, "a restore without its version"
        restored = [each for each in self.restorer.attempts if each.seq is not None]
        for each in restored:
            assert each.version is not None
            assert found[each.version] == (each.seq, "restore")
        for version, at in self.restorer.named.items():
            assert found[version] == (at, "named")
        for seq in sorted(self.life.restores)[-1:] + list(self.restorer.named.values())[-1:]:
            moment = self.api.call("GET", f"/documents/{self.document}/history/{seq}?form=text")["text"]
            assert hashlib.sha256(moment.encode()).hexdigest() == self.life.hashes[seq - 1]

    def end_equal(self) -> None:
        """All catch up, and everything that was ever written is in the history."""
        clients = list(self.people.values())
        for client in clients:
            client.start()
        wait_until(lambda: settled(clients), timeout=60, what="equal clients")
        self.server.kill()
        self.start_and_check()
        assert self.life.ever == {token for client in clients for token in client.testimony()["written"]}
        told = self.replica.snapshot()
        assert told == clients[0].snapshot() and not told["pending"]


def settled(clients: list[Client]) -> bool:
    facts = [client.facts() for client in clients]
    told = [client.snapshot() for client in clients]
    return all(fact["synced"] and fact["acked"] == fact["sent"] for fact in facts) and all(
        each == told[0] for each in told
    )


@pytest.fixture
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


@pytest.mark.slow
@pytest.mark.timeout(180 + 30 * ROUNDS)
def test_nothing_of_a_document_is_lost_on_kill_nine(tmp_path: Path, driver: Driver) -> None:
    crash = Crash(tmp_path, driver, random.Random(20261121))
    try:
        for _ in range(ROUNDS):
            crash.round()
        crash.end_equal()
        # It was at risk: all of it happened, and most updates went through packing.
        packed, segments, checkpoints = map(int, crash.server.python(PACKED).split())
        assert packed > crash.life.head / 2 and segments > 1 and checkpoints == 2
        assert sum(each.seq is not None for each in crash.restorer.attempts) > ROUNDS / 2
        assert len(crash.restorer.named) > ROUNDS / 2
        assert len(crash.people[READER].testimony()["seen"]) > ROUNDS
        assert all(len(crash.people[who].testimony()["saved"]) > ROUNDS for who in WRITERS)
    finally:
        crash.server.terminate()
