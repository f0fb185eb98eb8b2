"""What was typed is found without anybody saving or reloading, and so is a new title."""

from tests.collab.stage import Stage
from tests.ports import wait_until

PAUSE = 0.3
"""Between two questions: a person may not search faster for long."""


def wait_found(stage: Stage, word: str, document: int) -> None:
    def found() -> bool:
        answer = stage.ok("GET", f"/search?q={word}")
        return any(hit["kind"] == "document" and hit["id"] == document for hit in answer["hits"])

    wait_until(found, timeout=15, what=f"{word} to be found", pause=PAUSE)


def test_words_and_titles_are_found_soon(stage: Stage) -> None:
    document = stage.document(content="begun")
    bo = stage.client(document, "bo")
    for word in ("aardvark", "bandicoot", "capybara"):
        bo.type(words=f" {word}")
        wait_found(stage, word, document)
    stage.ok("PATCH", f"/documents/{document}", body={"title": "Dormouse"})
    wait_found(stage, "dormouse", document)
    stage.ok("POST", f"/documents/{document}/append", body={"markdown": "echidna"})
    wait_found(stage, "echidna", document)
