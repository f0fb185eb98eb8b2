"""Cursors through the server: stamped with who is signed in, and gone when they are."""

from collab.core import frames
from collab.core.awareness import Entry, decode, encode
from collab.core.frames import AWARENESS, QUERY_AWARENESS
from collab.core.varint import read_bytes
from tests.collab.raw import Raw
from tests.collab.stage import Stage


def states(message: bytes) -> list[Entry]:
    return decode(read_bytes(message, 1)[0])


def say(client: int, clock: int, state: str) -> bytes:
    return frames.awareness(encode([Entry(client, clock, state)]))


def test_cursors_are_seen_with_the_signed_in_name(stage: Stage) -> None:
    document = stage.document()
    ann, bo = stage.client(document, "ann"), stage.client(document, "bo")
    ann.aware(state={"cursor": {"anchor": 1}, "user": {"name": "Somebody Else", "color": "#000000"}})
    [seen] = [state for state in bo.wait_users(names=["?", "ann"]) if "cursor" in state]
    person = stage.ok("GET", "/me")
    assert seen["cursor"] == {"anchor": 1}
    assert seen["user"]["username"] == "ann" and seen["user"]["name"] == person["name"]
    assert seen["user"]["colour"] == person["colour"] and seen["user"]["color"].startswith("#")


def test_who_joins_sees_who_is_here(stage: Stage) -> None:
    document = stage.document()
    ann = stage.client(document, "ann")
    ann.aware(state={"cursor": 1})
    bo = stage.client(document, "bo")
    bo.wait_users(names=["?", "ann"])


def test_who_leaves_is_gone(stage: Stage) -> None:
    document = stage.document()
    ann, bo = stage.client(document, "ann"), stage.client(document, "bo")
    bo.aware(
        state={"cursor": 1}
    )  # y-protocols does not show a state whose clock is 0, the one it begins with
    ann.wait_users(names=["?", "bo"])
    bo.disconnect()
    ann.wait_users(names=["?"])
    bo.start()
    bo.aware(state={"back": True})
    ann.wait_users(names=["?", "bo"])


def test_echoes_and_forged_clocks_go_nowhere(stage: Stage) -> None:
    document = stage.document()
    with (
        Raw(stage.base, document, stage.tokens["ann"]) as ann,
        Raw(stage.base, document, stage.tokens["bo"]) as bo,
    ):
        ann.wait(0, 0)
        bo.wait(0, 0)
        ann.send(say(5, 1, '{"cursor":1}'))
        [mine] = states(bo.wait(AWARENESS))
        bo.send(say(*mine))  # as every client echoes
        bo.send(say(5, 1, "null"))
        bo.send(say(5, 2**40, "null"))
        bo.send(say(5, 99, '{"cursor":"forged"}'))
        bo.send(say(6, 1, '{"cursor":2}'))
        seen = [states(ann.wait(AWARENESS)) for _ in range(2)]
        assert [entries[0].client for entries in seen] == [5, 6]
        bo.send(bytes((QUERY_AWARENESS,)))
        everybody = states(_with_all(bo))
        assert {entry.client: '"cursor":1' in entry.state for entry in everybody} == {5: True, 6: False}


def test_who_comes_back_keeps_a_state_that_was_told_in_the_very_same_words(stage: Stage) -> None:
    """Such a message is an echo byte for byte, unless it is the first of its connection."""
    document = stage.document()
    token = stage.tokens["ann"]
    with Raw(stage.base, document, stage.tokens["bo"]) as bo, Raw(stage.base, document, token) as again:
        bo.wait(0, 0)
        again.wait(0, 0)
        with Raw(stage.base, document, token) as before:
            before.wait(0, 0)
            before.send(say(5, 1, '{"cursor":1}'))
            [told] = states(bo.wait(AWARENESS))
            again.send(say(*told))
            again.send(say(7, 1, '{"cursor":7}'))  # told of when what came before it was taken
            assert 7 in {entry.client for entry in states(bo.wait(AWARENESS))}
        bo.send(say(8, 1, '{"cursor":8}'))
        seen: list[Entry] = []
        while 8 not in {entry.client for entry in seen}:
            seen += states(bo.wait(AWARENESS))
        assert not any(entry.client == 5 and entry.state == "null" for entry in seen)


def _with_all(raw: Raw) -> bytes:
    """The first awareness message with more than one entry."""
    while True:
        message = raw.wait(AWARENESS)
        if len(states(message)) > 1:
            return message


def test_readers_are_seen_too(stage: Stage) -> None:
    document = stage.document(stage.room(visibility="public"))
    ann, cy = stage.client(document, "ann"), stage.client(document, "cy")
    cy.aware(state={"cursor": 3})
    ann.wait_users(names=["?", "cy"])
