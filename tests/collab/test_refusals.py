"""What the socket does not take: it says why, and it costs nobody else anything."""

import pytest
from websockets.exceptions import ConnectionClosed

from collab.content.markdown_in import read_markdown
from collab.core import frames
from collab.core.schema import SCHEMA_VERSION
from collab.core.seed import seed
from collab.core.varint import varuint
from tests.collab.core.samples import (
    block,
    corpus,
    deletes,
    element,
    mark,
    nested_arrays,
    paragraph,
    string,
    update,
)
from tests.collab.raw import Raw
from tests.collab.stage import Stage

BAD = 4400


@pytest.fixture(scope="module")
def document(stage: Stage) -> int:
    """A document for all that is refused: nothing may change it."""
    return stage.document(content="unharmed")


@pytest.fixture
def raw(stage: Stage, document: int) -> Raw:
    return Raw(stage.base, document, stage.tokens["bo"])


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"", "the message ends too early"),
        (b"\x00", "the message ends too early"),
        (b"\x09\x01\x00", "unknown message 9"),
        (b"\x00\x02\xff\xff\xff\xff\x0f", "a length points past the end"),
        ("text", "messages are binary"),
        (frames.update(b"\x01\x02"), "more clients declared than there are bytes"),
        (frames.update(b"junk"), "more clients declared than there are bytes"),
        (frames.step_1(varuint(2**26) + b"\x01\x01"), "more clients declared than there are bytes"),
        (frames.step_1(b"\x01"), "more clients declared than there are bytes"),
        (frames.update(nested_arrays(77, 65)), "types nested deeper than 64"),
        (frames.update(update(block(77, 0, element("script", parent="content")))), "unknown node script"),
        (
            frames.update(
                update(
                    paragraph(77, 0, "x"),
                    block(78, 0, mark("link", {"href": "javascript:alert(1)"}, left=(77, 2))),
                )
            ),
            "unsafe address in href: javascript:alert(1)",
        ),
        (frames.update(b"\x00" * (1024 * 1024 + 1)), "an update is larger than 1048576 bytes"),
        (frames.awareness(varuint(2**26) + b"\x01"), "more states declared than there are bytes"),
        (frames.awareness(b"\x01\x01\x01\x03[1]"), "an awareness state is not an object"),
    ],
)
def test_bad_messages_are_refused_with_a_reason(
    stage: Stage, document: int, raw: Raw, message: bytes | str, reason: str
) -> None:
    witness = Raw(stage.base, document, stage.tokens["ann"])
    with raw, witness:
        raw.send(message)
        code, told = raw.closed()
        assert code == BAD and told.startswith(reason)
        witness.state()
    assert stage.text(document) == "unharmed"
    assert stage.ok("GET", f"/documents/{document}")["head"] == 1


def test_a_frame_larger_than_the_server_reads_ends_the_connection(
    stage: Stage, document: int, raw: Raw
) -> None:
    with raw, pytest.raises(ConnectionClosed):
        raw.send(b"\x00\x02" + b"\x00" * (5 * 1024 * 1024))
        while True:
            raw.next()
    assert stage.text(document) == "unharmed"


def test_a_forged_client_id_is_refused(stage: Stage) -> None:
    document = stage.document()
    with (
        Raw(stage.base, document, stage.tokens["ann"]) as ann,
        Raw(stage.base, document, stage.tokens["bo"]) as bo,
    ):
        bo.wait(0, 0)
        ann.update(update(paragraph(500, 0, "ann")))
        ann.wait_ack(1)
        bo.wait_update()
        bo.update(update(block(500, 5, string("forged", left=(500, 4)))))
        assert bo.closed() == (4403, "this client id belongs to somebody else")
        ann.update(update(block(500, 5, string("!", left=(500, 4)))))
        ann.wait_ack(2)
    assert stage.text(document) == "ann!"


def test_an_update_that_misses_something_is_never_stored_and_the_client_is_asked(stage: Stage) -> None:
    document = stage.document()
    with Raw(stage.base, document, stage.tokens["ann"]) as ann:
        ann.wait(0, 0)  # the server's step 1
        ann.step_2()
        ann.wait_ack(1)
        ann.update(update(block(600, 5, string(" there", left=(600, 4)))))
        ann.wait(0, 0)  # asked again
        assert stage.ok("GET", f"/documents/{document}")["head"] == 0
        ann.update(
            update(block(601, 0, string("x", parent="other")))
        )  # judged by itself, acknowledged with the rest
        whole = update(paragraph(600, 0, "hey there"), block(601, 0, string("x", parent="other")))
        ann.step_2(whole)
        ann.wait_ack(4)
        acks = [message for message in ann.seen if message[0] == frames.ACK]
        assert acks == [frames.ack(1), frames.ack(4)], "an ack reached over the hole"
    assert stage.text(document) == "hey there"


def test_who_cannot_give_what_is_missing_is_closed(stage: Stage) -> None:
    with Raw(stage.base, stage.document(), stage.tokens["ann"]) as ann:
        for _ in range(4):
            ann.wait(0, 0)
            ann.step_2(update(block(600, 5, string(" there", left=(600, 4)))))
        assert ann.closed() == (BAD, "what comes before these updates is missing")


def test_known_updates_are_acknowledged_and_not_stored_again(stage: Stage) -> None:
    document = stage.document(content="once")
    with Raw(stage.base, document, stage.tokens["ann"]) as ann:
        state = ann.state()
        for _ in range(3):
            ann.update(state)
        ann.step_2(state)
        ann.wait_ack(4)
        made = update(block(7, 0, string("x", parent="other")))
        for _ in range(3):  # the second and third while the first is under way
            ann.update(made)
        ann.wait_ack(7)
    assert stage.ok("GET", f"/documents/{document}")["head"] == 2


def test_a_deletion_of_what_is_not_there_is_asked_for(stage: Stage) -> None:
    with Raw(stage.base, stage.document(), stage.tokens["ann"]) as ann:
        ann.wait(0, 0)
        ann.step_2()
        ann.update(update(deleted=deletes((9, 0, 3))))
        ann.wait(0, 0)


def test_a_whole_foreign_document_may_come_in_as_one_update(stage: Stage) -> None:
    document = stage.document()
    with Raw(stage.base, document, stage.tokens["ann"]) as ann:
        ann.update(seed(read_markdown("# Brought along\nby somebody")))
        for each in corpus(2, 80):
            ann.update(each)
        ann.wait_ack(2)
    assert "Brought along\nby somebody" in stage.text(document)


def test_too_many_whole_states_are_too_fast(stage: Stage) -> None:
    with Raw(stage.base, stage.document(), stage.tokens["ann"]) as ann:
        for _ in range(200):
            ann.send(frames.step_1(b"\x00"))
        assert ann.closed() == (4429, "too many synchronisations")


@pytest.mark.parametrize("said", ["1", "0", "", "x", "-1", "99999999999"])
def test_an_older_editor_is_sent_away_before_it_sees_anything(stage: Stage, said: str) -> None:
    document = stage.document(content="words")
    with Raw(stage.base, document, stage.tokens["ann"], query=f"ack=1&schema={said}") as ann:
        if not said:  # nothing is said: a client that carries what it does not know
            ann.wait(0, 0)
            return
        code, reason = ann.closed()
        assert code == 4426 and "older than the server" in reason
        assert ann.seen == []


@pytest.mark.parametrize("version", [SCHEMA_VERSION, SCHEMA_VERSION + 1])
def test_an_editor_that_knows_the_schema_is_served(stage: Stage, version: int) -> None:
    with Raw(stage.base, stage.document(), stage.tokens["ann"], query=f"ack=1&schema={version}") as ann:
        ann.wait(0, 0)
