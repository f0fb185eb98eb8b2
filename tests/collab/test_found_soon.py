"""What was typed is found within about a second, and so is a new title."""

import time

from tests.collab.stage import Stage
from tests.ports import wait_until

SOON = 3.0
"""Seconds; on a quiet machine it takes about one. The pause after an edit is 0.6 s, the index looks every 0.5 s."""


def found(stage: Stage, word: str, document: int) -> bool:
    answer = stage.ok("GET", f"/search?q={word}")
    return any(hit["kind"] == "document" and hit["id"] == document for hit in answer["hits"])


def seconds_until_found(stage: Stage, word: str, document: int) -> float:
    started = time.monotonic()
    wait_until(lambda: found(stage, word, document), timeout=15, what=f"{word} to be found")
    return time.monotonic() - started


def test_words_and_titles_are_found_soon(stage: Stage) -> None:
    document = stage.document(content="begun")
    bo = stage.client(document, "bo")
    took = []
    for word in ("aardvark", "bandicoot", "capybara"):
        bo.type(words=f" {word}")
        took.append(seconds_until_found(stage, word, document))
    stage.ok("PATCH", f"/documents/{document}", body={"title": "Dormouse"})
    took.append(seconds_until_found(stage, "dormouse", document))
    stage.ok("POST", f"/documents/{document}/append", body={"markdown": "echidna"})
    took.append(seconds_until_found(stage, "echidna", document))
    assert sorted(took)[len(took) // 2] < SOON, took
