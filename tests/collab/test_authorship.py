"""Who wrote what, over HTTP, beside real Yjs clients."""

from typing import Any

from tests.collab.stage import Stage


def ranges(stage: Stage, document: int) -> list[tuple[str, str]]:
    answer = stage.ok("GET", f"/documents/{document}/authorship")
    assert answer["text"] == stage.text(document)
    return [(answer["text"][each["start"] : each["end"]], each["author"]) for each in answer["ranges"]]


def spans(answer: dict[str, Any]) -> dict[tuple[int, int], str]:
    """By unit: (client, clock) → author."""
    return {
        (client, clock): answer["authors"][author]
        for client, start, end, author, _ in answer["spans"]
        for clock in range(start, end)
    }


def test_each_character_is_its_writers(stage: Stage) -> None:
    document = stage.document(content="Hello world")
    bo, ann = stage.client(document, "bo", ack=True), stage.client(document, "ann", ack=True)
    bo.type(at=5, words=", wörld 😀")
    bo.wait_saved()
    ann.wait(expect={"text": "Hello, wörld 😀 world"})
    ann.erase(at=0, length=1)
    ann.type(at=0, words="h")
    ann.wait_saved()
    assert ranges(stage, document) == [("hello", "ann"), (", wörld 😀", "bo"), (" world", "ann")]


def test_two_who_write_at_one_place_offline_keep_their_words(stage: Stage) -> None:
    document = stage.document(content="ab")
    ann, bo = stage.client(document, "ann", ack=True), stage.client(document, "bo", ack=True)
    for client, words in ((ann, "AAA"), (bo, "BBB")):
        client.disconnect()
        client.type(at=1, words=words)
    for client in (ann, bo):
        client.start()
        client.wait_saved()
    assert sorted(ranges(stage, document)) in (
        sorted([("aAAA", "ann"), ("BBB", "bo"), ("b", "ann")]),
        sorted([("a", "ann"), ("BBB", "bo"), ("AAAb", "ann")]),
    )


def test_the_spans_are_those_of_the_clients_that_wrote(stage: Stage) -> None:
    document = stage.document()
    bo = stage.client(document, "bo", ack=True)
    bo.write(paragraphs=["mine"])
    bo.wait_saved()
    answer = stage.ok("GET", f"/documents/{document}/authorship")
    client = bo.facts()["clientID"]
    units = spans(answer)
    assert set(units.values()) == {"bo"} and {by for by, _ in units} == {client}
    assert len(units) == len("mine")


def test_restored_words_are_still_their_writers(stage: Stage) -> None:
    document = stage.document(content="from the beginning")
    bo = stage.client(document, "bo", ack=True)
    bo.write(paragraphs=["words of bo"])
    bo.wait_saved()
    then = stage.ok("GET", f"/documents/{document}/versions")["head"]
    bo.erase_block(block=0)
    bo.erase_block(block=0)
    bo.wait_saved()
    stage.ok("POST", f"/documents/{document}/history/{then}/restore")
    assert ranges(stage, document) == [("from the beginning", "ann"), ("words of bo", "bo")]


def test_an_empty_document_is_nobodys(stage: Stage) -> None:
    answer = stage.ok("GET", f"/documents/{stage.document()}/authorship")
    assert (answer["spans"], answer["ranges"], answer["text"], answer["people"]) == ([], [], "", {})
