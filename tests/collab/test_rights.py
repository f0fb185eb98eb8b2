"""Who may open a document, who may write in it, and what happens when that changes while it is open."""

from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from collab.core import frames
from tests.collab.core.samples import block, paragraph, string, update
from tests.collab.raw import Raw
from tests.collab.stage import Stage

READ_ONLY = (4403, "Join the room to write in it.")


def close_of(stage: Stage, document: object, token: str | None) -> tuple[int, str]:
    with Raw(stage.base, document, token) as raw:
        return raw.closed()


def test_without_a_credential_it_is_4401(stage: Stage) -> None:
    document = stage.document()
    assert close_of(stage, document, None)[0] == 4401
    assert close_of(stage, document, "wrong")[0] == 4401


def test_a_stranger_to_a_private_room_is_told_4403(stage: Stage) -> None:
    assert close_of(stage, stage.document(), stage.tokens["cy"]) == (
        4403,
        "This document is not yours to see.",
    )


@pytest.mark.parametrize("name", ["999999", "x", "1e3", "-1", "1/2", "", "9" * 30])
def test_what_is_not_there_is_4404(stage: Stage, name: str) -> None:
    assert close_of(stage, name, stage.tokens["ann"])[0] == 4404


def test_readers_of_a_public_room_see_but_do_not_write(stage: Stage) -> None:
    room = stage.room(visibility="public")
    document = stage.document(room, content="public")
    cy = stage.client(document, "cy")
    assert cy.facts()["text"] == "public"
    ann = stage.client(document, "ann")
    ann.type(words="!")
    cy.wait(expect={"text": "public!"})
    cy.type(words=" scribble")
    assert cy.wait_closed() == list(READ_ONLY)
    assert cy.facts()["denied"] == [READ_ONLY[1]]
    ann.type(words="!")
    stage.wait_text(document, "public!!")


def test_readers_may_come_back_after_concurrent_edits(stage: Stage) -> None:
    """What comes into a deleted paragraph is deleted by that alone; a reader's own state knows it and no update
    ever said it. That must not look as if the reader had written."""
    document = stage.document(stage.room(visibility="public"), content="one\n\ntwo")
    cy, ann, bo = (stage.client(document, who) for who in ("cy", "ann", "bo"))
    bo.disconnect()
    bo.type(block=1, words=" more")
    ann.erase_block(block=1)
    stage.wait_text(document, "one")
    bo.start()
    bo.wait(expect={"synced": True, "text": "one"})
    ann.type(words="!")
    cy.wait(expect={"text": "one!"})
    for _ in range(2):
        cy.disconnect()
        cy.start()
        cy.wait(expect={"synced": True, "text": "one!"})
    ann.type(words="!")
    cy.wait(expect={"text": "one!!"})
    assert cy.facts()["denied"] == []


def test_somebody_who_joins_may_write_on_their_next_connection(stage: Stage) -> None:
    room = stage.room(visibility="public")
    document = stage.document(room, content="a")
    stage.ok("POST", f"/rooms/{room}/join", "cy")
    cy = stage.client(document, "cy", ack=True)
    cy.type(words="b")
    cy.wait_saved()
    assert stage.text(document) == "ab"


def test_an_archived_room_is_read_only(stage: Stage) -> None:
    room = stage.room()
    document = stage.document(room, content="kept")
    before = stage.client(document, "bo")
    stage.ok("PATCH", f"/rooms/{room}", body={"archived": True})
    after = stage.client(document, "bo")
    assert after.facts()["text"] == "kept"
    for client in (before, after):
        client.type(words="!")
        assert client.wait_closed() == [4403, "This room is archived."]
    assert stage.text(document) == "kept"
    stage.ok("PATCH", f"/rooms/{room}", body={"archived": False})
    late = stage.client(document, "bo", ack=True)
    late.type(words=" again")
    late.wait_saved()
    assert stage.text(document) == "kept again"


def test_a_member_who_is_removed_is_closed_at_once(stage: Stage) -> None:
    room = stage.room()
    document = stage.document(room, content="ours")
    bo, ann = stage.client(document, "bo"), stage.client(document, "ann", ack=True)
    stage.api("DELETE", f"/rooms/{room}/members/bo")
    assert bo.wait_closed(timeout=1000)[0] == 4403
    ann.type(words=" only")
    ann.wait_saved()
    assert bo.facts()["text"] == "ours"


def test_a_revoked_token_closes_with_4401(stage: Stage) -> None:
    document = stage.document()
    token = stage.ok("POST", "/tokens", "bo", {"name": "soon gone"})
    with Raw(stage.base, document, token["token"]) as raw:
        raw.wait(0, 0)
        stage.api("DELETE", f"/tokens/{token['id']}", "bo")
        assert raw.closed()[0] == 4401


def test_removal_between_typing_and_commit_costs_only_the_one_removed(stage: Stage) -> None:
    """Updates of both are under way while the right of one ends: the other's all arrive."""
    room = stage.room()
    document = stage.document(room)
    ann, bo = (Raw(stage.base, document, stage.tokens[who]) for who in ("ann", "bo"))
    with ann, bo:
        bo.wait(0, 0)
        ann.update(update(paragraph(1, 0, "a")))
        ann.wait_ack(1)
        bo.wait_update()
        bo.update(update(block(2, 0, string("b", left=(1, 2)))))
        ann.wait_update()
        code = (
            "from rooms.models import Membership\n"
            f"Membership.objects.filter(room={room}, user__username='bo').update(removed_at='2026-01-01T00:00Z')"
        )
        stage.server.python(code)  # behind the kernel's back: only the check inside the commit can see it
        for n in range(1, 6):
            with suppress(ConnectionClosed):  # the first of these may have cost bo the socket already
                bo.update(update(block(2, n, string("b", left=(2, n - 1)))))
            ann.update(update(block(1, 2 + n, string("a", left=(1, 1 + n)))))
        assert bo.closed()[0] == 4403
        ann.wait_ack(6)
        ann.update(update(block(1, 8, string("!", left=(1, 7)))))
        ann.wait_ack(7)
    assert sorted(stage.text(document)) == sorted("aaaaaa!" + "b")


def test_the_denial_is_told_before_the_close(stage: Stage) -> None:
    document = stage.document(stage.room(visibility="public"))
    with Raw(stage.base, document, stage.tokens["cy"]) as cy:
        cy.step_2()
        cy.wait_ack(1)
        cy.send(frames.update(update(paragraph(5, 0, "no"))))
        assert cy.closed() == READ_ONLY
        assert cy.denied() == READ_ONLY[1]
