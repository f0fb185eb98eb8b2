"""A recorded blog post, 137,154 edits by one person, typed through a stock Yjs client ends in its exact text: in the
editor, on the server, on a server that starts anew, and in the history."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collab.stage import PEOPLE, Stage
from tests.collab.yjs_clients import Driver
from tests.server import Server

POST = Path(__file__).parent.parent / "data" / "seph-blog1.json.gz"
UNLIMITED = {"UPDATES_PER_SECOND": "1000000", "UPDATES_BURST": "1000000"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Stage]:
    """A server that lets a person type as fast as a machine."""
    server = Server(tmp_path, env=UNLIMITED)
    tokens = server.create_users(*PEOPLE)
    with server, Driver() as driver:
        yield Stage(server, driver, tokens)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_recorded_post_ends_in_its_exact_text(desk: Stage) -> None:
    recorded = json.loads(gzip.decompress(POST.read_bytes()))
    expected, edits = recorded["endContent"], len(recorded["txns"])
    document = desk.document()
    ann = desk.client(document, "ann", ack=True)
    ann.write(paragraphs=[recorded["startContent"]])
    assert ann.replay_alone(file=str(POST)) == expected
    ann.wait_saved(timeout=60_000)
    assert desk.text(document) == expected
    told = ann.snapshot()
    desk.server.restart(kill=True)
    assert desk.text(document) == expected
    assert desk.client(document, "bo").snapshot() == told
    found = desk.ok("GET", f"/documents/{document}/versions")
    assert (found["head"], found["edits"]) == (edits + 1, edits + 1)
    moment = desk.ok("GET", f"/documents/{document}/history/{edits + 1}?form=text")
    assert moment["text"] == expected
