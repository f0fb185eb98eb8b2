"""Stock y-websocket clients edit together, and the server's text is theirs."""

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.collab.stage import Stage

TRACE = Path(__file__).parent.parent / "data" / "friendsforever.json.gz"


def test_two_people_write_and_the_server_has_the_same_text(stage: Stage) -> None:
    document = stage.document(content="# Plan\nfirst")
    ann, bo = stage.client(document, "ann"), stage.client(document, "bo")
    assert ann.facts()["text"] == bo.facts()["text"] == "Plan\nfirst"
    ann.type(block=1, words=" of all, wörld 😀")
    bo.write(paragraphs=["second", ""])
    expected = "Plan\nfirst of all, wörld 😀\nsecond\n"
    for client in (ann, bo):
        client.wait(expect={"text": expected})
    assert stage.text(document) == expected


def test_two_offline_edits_of_one_word_merge(stage: Stage) -> None:
    document = stage.document(content="word")
    ann, bo = stage.client(document, "ann", ack=True), stage.client(document, "bo", ack=True)
    for client in (ann, bo):
        client.disconnect()
    ann.type(words="A" * 30, at=2)
    bo.type(words="B" * 30, at=2)
    bo.erase(at=0, length=1)
    assert stage.text(document) == "word"
    for client in (ann, bo):
        client.start()
        client.wait_saved()
    merged = stage.text(document)
    assert "A" * 30 in merged and "B" * 30 in merged and len(merged) == 3 + 60
    for client in (ann, bo):
        client.wait(expect={"text": merged})


def test_marks_attributes_and_deletions_arrive(stage: Stage) -> None:
    document = stage.document(content="some words")
    ann, bo = stage.client(document, "ann"), stage.client(document, "bo")
    ann.mark(at=0, length=4, marks={"bold": {}, "link": {"href": "https://example.org/"}})
    ann.element(tag="heading", attributes={"level": 2})
    ann.erase(at=4, length=6)
    bo.wait(expect={"text": "some\n"})
    assert stage.text(document) == "some\n"


def test_other_top_level_types_are_carried_unharmed(stage: Stage) -> None:
    document = stage.document(content="shown")
    ann, bo = stage.client(document, "ann", ack=True), stage.client(document, "bo")
    ann.plain(words="not shown 😀")
    bo.wait(expect={"plain": "not shown 😀"})
    assert stage.text(document) == "shown"


def test_a_late_client_gets_everything(stage: Stage) -> None:
    document = stage.document()
    ann = stage.client(document, "ann", ack=True)
    ann.write(paragraphs=[f"line {n}" for n in range(50)])
    ann.wait_saved()
    assert stage.client(document, "bo").facts()["text"].splitlines()[-1] == "line 49"


def test_a_seed_is_not_doubled_by_those_who_open_it(stage: Stage) -> None:
    document = stage.document(content="# Once\nonly once")
    for who in ("ann", "bo", "ann"):
        assert stage.client(document, who).facts()["text"] == "Once\nonly once"
    assert stage.text(document) == "Once\nonly once" and stage.rows(document) == 1


@pytest.mark.timeout(300)
def test_a_recorded_session_replays_to_the_exact_text(stage: Stage) -> None:
    """Two people's recorded edits, each made on what its author had seen, at full speed through the server."""
    expected = json.loads(gzip.decompress(TRACE.read_bytes()))["endContent"]
    document = stage.document()
    first = stage.client(document, "ann", ack=True)
    first.write(paragraphs=[""])
    first.wait_saved()
    ann, bo = stage.client(document, "ann", ack=True), stage.client(document, "bo", ack=True)
    with ThreadPoolExecutor(2) as pool:
        parts = [
            pool.submit(client.replay, file=str(TRACE), agent=agent, clientID=agent + 1)
            for agent, client in enumerate((ann, bo))
        ]
        assert [part.result(280) for part in parts] == [expected, expected]
    for client in (ann, bo):
        client.wait_saved(timeout=60000)
        assert client.facts()["text"] == expected
    assert stage.text(document) == expected
    assert stage.client(document, "bo").facts()["text"] == expected
    assert stage.rows(document) == 26_078 + 1
