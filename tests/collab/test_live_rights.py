"""What happens in an open document when somebody's right in it changes: within a second, and without a reload."""

import time
from typing import Any

import pytest

from tests.collab.stage import Stage
from tests.collab.yjs_clients import Client
from tests.ports import wait_until

SOON = 2000
"""Milliseconds. A second is promised; the rest is for a busy machine."""


def share(stage: Stage, document: int, right: str) -> None:
    stage.ok("PATCH", f"/documents/{document}/sharing", body={"room_right": right})


def give(stage: Stage, document: int, who: str, right: str) -> None:
    stage.ok("PUT", f"/documents/{document}/grants/{who}", body={"right": right})


def refused(client: Client, words: str) -> Any:
    """How the connection ends when this is typed."""
    client.type(words=words)
    return client.wait_closed()


def test_an_editor_becomes_a_reader_and_an_editor_again(stage: Stage) -> None:
    document = stage.document(content="ours")
    bo = stage.client(document, "bo", ack=True)
    bo.type(words=" 1")
    bo.wait_saved()
    share(stage, document, "read")
    again = stage.client(document, "bo")
    assert refused(again, "x") == [4403, "You can read this document, but not change it."]
    share(stage, document, "edit")
    bo.type(words=" 2")  # the same connection as before: it was told both times
    bo.wait_saved()
    assert stage.text(document) == "ours 1 2"


def test_who_may_write_again_is_not_refused_by_what_was_known_before(stage: Stage) -> None:
    document = stage.document(content="ours")
    share(stage, document, "read")
    bo = stage.client(document, "bo", ack=True)
    # What another process changed a moment ago: the connection has not been told.
    code = f"Document.objects.filter(pk={document}).update(room_right='edit')"
    stage.server.python(f"from collab.models import Document\n{code}")
    bo.type(words=" and")
    bo.type(words=" his")
    bo.wait_saved()
    assert stage.text(document) == "ours and his"


def test_an_editor_who_may_only_comment_is_refused_at_the_next_edit(stage: Stage) -> None:
    document = stage.document(content="ours")
    bo, ann = stage.client(document, "bo"), stage.client(document, "ann", ack=True)
    share(stage, document, "comment")
    time.sleep(0.2)  # either way it is refused: by what the connection knows by now, or at the commit
    assert refused(bo, "x") == [4403, "You can comment on this document, but not change it."]
    ann.type(words="!")
    ann.wait_saved()
    assert stage.text(document) == "ours!"


def test_a_document_that_is_restricted_closes_for_the_room(stage: Stage) -> None:
    document = stage.document(content="ours")
    bo, ann = stage.client(document, "bo"), stage.client(document, "ann", ack=True)
    share(stage, document, "none")
    assert bo.wait_closed(timeout=SOON)[0] == 4403
    ann.type(words="!")
    ann.wait_saved()
    assert stage.api("GET", f"/documents/{document}", "bo")[0] == 404


def test_a_stranger_with_a_grant_writes_until_it_is_taken_back(stage: Stage) -> None:
    room = stage.room()
    document = stage.document(room, content="a")
    give(stage, document, "cy", "edit")
    cy = stage.client(document, "cy", ack=True)
    cy.type(words="b")
    cy.wait_saved()
    assert stage.api("GET", f"/rooms/{room}", "cy")[0] == 404
    give(stage, document, "cy", "read")
    assert refused(stage.client(document, "cy"), "x")[0] == 4403
    stage.api("DELETE", f"/documents/{document}/grants/cy")
    assert cy.wait_closed(timeout=SOON)[0] == 4403
    assert stage.text(document) == "ab"


def test_a_stranger_with_a_grant_hears_of_what_changes_in_the_room(stage: Stage) -> None:
    """They do not read the room, and what it takes away from everybody reaches them all the same."""
    room = stage.room()
    document = stage.document(room, content="a")
    give(stage, document, "cy", "edit")
    cy = stage.client(document, "cy")
    stage.ok("PATCH", f"/rooms/{room}", body={"archived": True})
    assert refused(cy, "x") == [4403, "This room is archived."]
    stage.ok("PATCH", f"/rooms/{room}", body={"archived": False})
    cy = stage.client(document, "cy")
    stage.ok("POST", f"/documents/{document}/trash")
    assert cy.wait_closed(timeout=SOON)[0] == 4403


def test_who_came_by_a_link_is_closed_when_it_is_revoked(stage: Stage) -> None:
    document = stage.document(content="a")
    link = stage.ok("POST", f"/documents/{document}/links", body={"right": "edit", "days": 1})
    stage.ok("POST", f"/shared/{link['token']}/open", "cy", {})
    cy = stage.client(document, "cy", ack=True)
    cy.type(words="b")
    cy.wait_saved()
    stage.api("DELETE", f"/documents/{document}/links/{link['id']}")
    assert cy.wait_closed(timeout=SOON)[0] == 4403


def test_who_came_by_a_link_is_closed_when_its_time_is_over(stage: Stage) -> None:
    document = stage.document(content="a")
    link = stage.ok("POST", f"/documents/{document}/links", body={"right": "edit", "days": 1})
    stage.ok("POST", f"/shared/{link['token']}/open", "cy", {})
    cy = stage.client(document, "cy")
    code = f"ShareLink.objects.filter(pk={link['id']}).update(expires_at='2026-01-01T00:00Z')"
    stage.server.python(f"from collab.models import ShareLink\n{code}")
    assert cy.wait_closed(timeout=8000)[0] == 4403
    assert stage.api("GET", f"/documents/{document}", "cy")[0] == 404


def test_a_document_that_is_thrown_away_is_read_by_its_keepers_and_comes_back(stage: Stage) -> None:
    document = stage.document(content="ours")
    bo, ann = stage.client(document, "bo"), stage.client(document, "ann")
    stage.ok("POST", f"/documents/{document}/trash")
    assert bo.wait_closed(timeout=SOON)[0] == 4403
    assert refused(ann, "x") == [4403, "This document is in the trash."]
    stage.ok("POST", f"/documents/{document}/restore")
    bo = stage.client(document, "bo", ack=True)
    bo.type(words="!")
    bo.wait_saved()
    assert stage.text(document) == "ours!"


def test_those_who_are_in_both_rooms_write_on_while_it_moves(stage: Stage) -> None:
    old, new = stage.room("bo", "cy"), stage.room("bo")
    document = stage.document(old, content="a")
    bo, cy = stage.client(document, "bo", ack=True), stage.client(document, "cy")
    stage.ok("POST", f"/documents/{document}/move", body={"room": new})
    assert cy.wait_closed(timeout=SOON)[0] == 4403
    bo.type(words="b")
    bo.wait_saved()
    assert stage.text(document, "bo") == "ab"
    # The new room's changes count for the connection now.
    stage.api("DELETE", f"/rooms/{new}/members/bo")
    assert bo.wait_closed(timeout=SOON)[0] == 4403


def test_the_edits_after_a_move_are_told_in_the_new_room(stage: Stage) -> None:
    old, new = stage.room(), stage.room()
    document = stage.document(old, content="a")
    bo = stage.client(document, "bo", ack=True)
    bo.type(words="b")
    bo.wait_saved()
    stage.ok("POST", f"/documents/{document}/move", body={"room": new})
    head = stage.ok("GET", f"/rooms/{new}/changes")["head"]
    bo.type(words="c")
    bo.wait_saved()

    def told() -> bool:
        changes = stage.ok("GET", f"/rooms/{new}/changes?after={head}")["changes"]
        return any(
            each["type"] == "document.updated" and each["document"]["id"] == document for each in changes
        )

    wait_until(told, timeout=45, what="the edit to be told in the new room")


@pytest.mark.parametrize("gone", ["deleted", "moved"])
def test_nothing_of_a_document_that_left_stays_in_memory_for_good(stage: Stage, gone: str) -> None:
    """A deleted document that is open does not break the server's care for it."""
    room = stage.room()
    document = stage.document(room, content="a")
    bo = stage.client(document, "bo", ack=True)
    bo.type(words="b")
    bo.wait_saved()
    if gone == "moved":
        other = stage.room("cy")
        stage.ok("POST", f"/documents/{document}/move", body={"room": other})
    else:
        stage.ok("POST", f"/documents/{document}/trash")
        stage.api("DELETE", f"/documents/{document}")
    assert bo.wait_closed(timeout=SOON)[0] == 4403
    assert stage.api("GET", f"/documents/{document}", "bo")[0] == 404
