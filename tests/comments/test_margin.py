"""Comments that are not for all of the room stay beside the document: nobody else reads, counts or hears them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from chat.actions import FollowThread, React
from chat.models import Message
from chat.selectors import followed_threads
from collab.models import Document, DocumentGrant
from comments.actions import withdraw
from comments.jobs import delete_margins, withdraw_forgotten
from comments.models import Comment, Margin
from files.access import file_for
from files.models import File
from notifications.selectors import inbox_page
from realtime import store
from realtime.commit import append
from realtime.errors import Refused
from rooms.access import readable_rooms, standings
from rooms.actions import RemoveMember, UpdateRoom
from rooms.models import Room
from rooms.selectors import my_rooms
from tests.comments.stage import Stage, settle
from tests.people import person, room, sending

pytestmark = pytest.mark.django_db(transaction=True)


def grant(stage: Stage, user: User, right: str) -> None:
    DocumentGrant.objects.create(document_id=stage.document, user=user, right=right, by=stage.ann)


def restricted() -> Stage:
    """The document is hidden from its room; Bo may comment on it, Cy may not know of it, Dora from outside may read."""
    stage = Stage()
    stage.share(room_right="none")
    grant(stage, stage.bo, "comment")
    grant(stage, stage.dora, "read")
    return stage


def margin_of(stage: Stage) -> int:
    return Margin.objects.get(document=stage.document).room_id


def roles(stage: Stage) -> dict[str, str | None]:
    people = (stage.ann, stage.bo, stage.cy, stage.dora)
    place = margin_of(stage)
    found = standings((user.pk, place) for user in people)
    return {user.username: found[user.pk, place].role for user in people}


def test_a_comment_on_a_hidden_document_is_not_in_its_room() -> None:
    stage = restricted()
    message = stage.comment(stage.bo, "secret", passage="hidden words")
    assert message.room == margin_of(stage) != stage.room
    assert stage.api(stage.cy).get(f"/rooms/{stage.room}/messages").json()["messages"] == []
    assert stage.passages(stage.ann) == stage.passages(stage.dora) == ["hidden words"]
    assert roles(stage) == {"ann": "keeper", "bo": "commenter", "cy": None, "dora": "reader"}


def test_who_may_not_read_the_document_reaches_nothing_of_its_comments() -> None:
    stage = restricted()
    root = stage.comment(stage.bo, "secret")
    reply = append(sending(stage.ann, root.room, "hush", thread=root.id)).message
    cy, mark = stage.api(stage.cy), Comment.objects.get().pk
    refused = [
        cy.get(f"/documents/{stage.document}/comments"),
        cy.get(f"/messages/{root.id}"),
        cy.get(f"/messages/{root.id}/thread"),
        cy.get(f"/messages/{reply.id}/edits"),
        cy.get(f"/rooms/{root.room}"),
        cy.get(f"/rooms/{root.room}/messages"),
        cy.get(f"/rooms/{root.room}/members"),
        cy.call("PUT", f"/messages/{root.id}/reactions/👍"),
        cy.call("PUT", f"/messages/{root.id}/follow"),
        cy.patch(f"/comments/{mark}", {"resolved": True}),
        cy.delete(f"/comments/{mark}"),
        cy.post(f"/rooms/{stage.room}/messages", {"body": "look", "client_id": "q", "quote": root.id}),
        cy.post(f"/rooms/{root.room}/messages", {"body": "me too", "client_id": "r", "thread": root.id}),
        cy.get(f"/rooms/{root.room}/changes?after=0"),
    ]
    assert [answer.status_code for answer in refused] == [404] * len(refused)
    assert store.readable(stage.cy.pk, [f"room:{root.room}"]) == set()
    assert "secret" not in cy.get("/search?q=secret").content.decode()
    assert stage.api(stage.cy).client.get(f"/rooms/{root.room}/m/{root.id}/").status_code == 404


def test_it_is_in_nobodys_list_of_rooms() -> None:
    stage = restricted()
    place = stage.comment(stage.bo).room
    for user in (stage.ann, stage.bo, stage.cy, stage.dora):
        assert place not in {each.id for each in my_rooms(user.pk)}
    listed = stage.api(stage.ann).get("/rooms?scope=directory").json()["rooms"]
    assert place not in {each["id"] for each in listed}
    for answer in (
        stage.api(stage.ann).patch(f"/rooms/{place}", {"name": "Mine"}),
        stage.api(stage.bo).post(f"/rooms/{place}/join"),
        stage.api(stage.bo).post(f"/rooms/{place}/documents", {"title": "In between"}),
    ):
        assert answer.status_code in (403, 404)


def test_threads_beside_a_document_work_as_any() -> None:
    stage = restricted()
    root = stage.comment(stage.ann, "@bo @cy @dora what now?")
    settle()
    assert {each.title for each in inbox_page(stage.bo.pk).notifications} == {
        "ann mentioned you in a comment on “Plan”"
    }
    assert len(inbox_page(stage.dora.pk).notifications) == 1  # she reads it
    assert inbox_page(stage.cy.pk).notifications == []
    append(sending(stage.bo, root.room, "This.", thread=root.id))
    settle()
    append(React(stage.bo.pk, root.room, root.id, "👍", on=True))
    settle()
    with pytest.raises(Refused):  # who only reads
        append(sending(stage.dora, root.room, "And that.", thread=root.id))
    assert [each.state.root for each in followed_threads(stage.bo.pk).threads] == [root.id]
    assert [each.title for each in inbox_page(stage.ann.pk).notifications] == [
        "bo reacted with 👍 to your message",
        "bo replied to a comment on “Plan”",
    ]
    page = stage.api(stage.dora).get(f"/messages/{root.id}/thread").json()
    assert [each["body"] for each in page["messages"]] == ["This."]
    where = stage.api(stage.dora).client.get(f"/rooms/{root.room}/m/{root.id}/")
    assert where.headers["location"] == f"/documents/{stage.document}/?comment={Comment.objects.get().pk}"


def test_who_loses_the_right_loses_the_threads_at_once() -> None:
    stage = restricted()
    root = stage.comment(stage.bo)
    append(FollowThread(stage.bo.pk, root.room, root.id, on=True))
    assert readable_rooms(stage.bo.pk, [root.room]) == {root.room}
    DocumentGrant.objects.filter(user=stage.bo).delete()
    assert readable_rooms(stage.bo.pk, [root.room]) == set()
    assert followed_threads(stage.bo.pk).threads == []
    with pytest.raises(Refused) as refused:
        append(sending(stage.bo, root.room, "Still here?", thread=root.id))
    assert refused.value.code == "not_found"


@pytest.mark.parametrize("right", ["comment", "edit", "manage"])
def test_readers_from_outside_of_the_room_keep_new_comments_beside_the_document(right: str) -> None:
    stage = Stage()
    grant(stage, stage.dora, right)
    theirs, ours = stage.comment(stage.dora, "from outside"), stage.comment(stage.bo, "from inside")
    assert theirs.room == ours.room == margin_of(stage)
    assert len(stage.seen(stage.dora)["comments"]) == 2
    assert stage.seen(stage.dora)["home"] == margin_of(stage)


def test_older_comments_stay_the_rooms_when_somebody_from_outside_comes() -> None:
    stage = Stage()
    before = stage.comment(stage.bo, "among us")
    grant(stage, stage.dora, "comment")
    stage.comment(stage.ann, "for all")
    assert [each["body"] for each in stage.seen(stage.dora)["comments"]] == ["for all"]
    assert [each["body"] for each in stage.seen(stage.bo)["comments"]] == ["among us", "for all"]
    assert stage.api(stage.dora).get(f"/messages/{before.id}").status_code == 404


def test_in_a_room_of_announcements_members_comment_beside_the_document() -> None:
    stage = Stage()
    append(UpdateRoom(stage.ann.pk, stage.room, posting="admins"))
    root = stage.comment(stage.ann, "Read this.")
    append(sending(stage.bo, root.room, "I have.", thread=root.id))
    assert root.room == margin_of(stage)
    assert stage.api(stage.bo).get(f"/rooms/{stage.room}/messages").json()["messages"] == []


def test_a_place_is_there_to_listen_to_before_the_first_comment() -> None:
    stage = restricted()
    shown = stage.seen(stage.bo)
    assert [each["id"] for each in shown["places"]] == [stage.room, margin_of(stage)]
    assert shown["home"] == margin_of(stage)
    assert [each["id"] for each in stage.seen(stage.dora)["places"]] == [margin_of(stage)]


# -- a document is hidden, or moves


def hide(stage: Stage) -> None:
    stage.share(room_right="none")


def test_hiding_a_document_takes_its_threads_out_of_the_room() -> None:
    stage = Stage()
    root = stage.comment(stage.bo, "secret", passage="hidden words")
    reply = append(sending(stage.ann, stage.room, "hush", thread=root.id)).message
    settle()
    append(React(stage.ann.pk, stage.room, root.id, "👍", on=True))
    append(sending(stage.cy, stage.room, "something else"))
    mark = Comment.objects.get().pk
    grant(stage, stage.bo, "comment")
    hide(stage)
    assert withdraw(stage.document) == 1
    for user in (stage.cy, stage.ann):
        page = stage.api(user).get(f"/rooms/{stage.room}/messages").content.decode()
        assert "secret" not in page and "hidden words" not in page and "something else" in page
    assert "hush" not in str(list(Message.objects.filter(room=stage.room).values()))
    (comment,) = stage.seen(stage.bo)["comments"]
    assert comment["room"] == margin_of(stage)
    assert comment["extra"]["comment"]["id"] == mark
    assert comment["reactions"] == [{"emoji": "👍", "users": ["ann"]}]
    assert (comment["replies"]["count"], comment["author"], comment["body"]) == (1, "bo", "secret")
    thread = stage.api(stage.bo).get(f"/messages/{comment['id']}/thread").json()
    assert [each["body"] for each in thread["messages"]] == ["hush"]
    assert thread["state"]["following"] and thread["state"]["unread"] == 0
    assert stage.api(stage.bo).get(f"/messages/{reply.id}").json()["body"] == ""
    assert withdraw(stage.document) == 0


def test_the_room_hears_that_the_threads_are_gone() -> None:
    stage = Stage()
    root = stage.comment(stage.bo, "secret")
    head = store.heads([f"room:{stage.room}"])[f"room:{stage.room}"].seq
    hide(stage)
    withdraw(stage.document)
    changes = store.read(f"room:{stage.room}", head).changes
    told = b"".join(change.payload for change in changes)
    assert b"message.deleted" in told and b'"id":%d,' % root.id in told
    assert b"secret" not in told


def test_files_of_a_thread_go_with_it() -> None:
    stage = Stage()
    file = File.objects.create(
        room_id=stage.room, uploader=stage.ann, name="a.txt", size=1, type="text/plain", ready=True
    )
    root = stage.comment(stage.bo)
    append(sending(stage.ann, stage.room, "see", thread=root.id, files=[str(file.pk)]))
    assert file_for(stage.cy.pk, file.pk).claimed_at is not None
    hide(stage)
    withdraw(stage.document)
    assert file_for(stage.ann.pk, file.pk).removed_at is None
    with pytest.raises(Refused):
        file_for(stage.cy.pk, file.pk)


def test_what_a_crash_left_is_withdrawn_later() -> None:
    stage = Stage()
    stage.comment(stage.bo, "secret")
    hide(stage)
    withdraw_forgotten()
    assert Comment.objects.get().message.room_id == margin_of(stage)  # type: ignore[union-attr]
    withdraw_forgotten()  # nothing is left to do


def test_a_document_that_moves_takes_its_threads_along() -> None:
    stage = Stage()
    root = stage.comment(stage.bo)
    other = room(stage.ann, stage.cy, name="Other").id
    stage.share(room_id=other)
    withdraw(stage.document)
    assert stage.api(stage.bo).get(f"/messages/{root.id}").json()["deleted_at"]
    assert stage.passages(stage.cy) == ["words"]
    assert stage.comment(stage.cy).room == other


def test_being_open_again_does_not_tell_the_room_what_was_said_beside() -> None:
    stage = restricted()
    stage.comment(stage.bo, "secret")
    DocumentGrant.objects.all().delete()
    stage.share(room_right="")
    assert stage.comment(stage.cy, "open").room == stage.room
    assert [each["body"] for each in stage.seen(stage.cy)["comments"]] == ["secret", "open"]
    said = stage.api(stage.cy).get(f"/rooms/{stage.room}/messages").json()["messages"]
    assert [each["body"] for each in said] == ["open"]


def test_the_place_goes_with_a_document_that_is_deleted_for_good() -> None:
    stage = restricted()
    stage.comment(stage.bo)
    place = margin_of(stage)
    Document.objects.get(pk=stage.document).delete()
    delete_margins()
    assert not Room.objects.filter(pk=place).exists() and not Message.objects.filter(room=place).exists()


def test_who_left_the_room_leaves_the_places_of_its_documents() -> None:
    stage = Stage()
    append(UpdateRoom(stage.ann.pk, stage.room, posting="admins"))
    place = stage.comment(stage.bo).room
    append(RemoveMember(stage.ann.pk, stage.room, stage.bo.pk))
    assert readable_rooms(stage.bo.pk, [place]) == set()


def test_a_deactivated_person_is_nobody_there() -> None:
    stage = restricted()
    place = stage.comment(stage.bo).room
    User.objects.filter(pk=stage.bo.pk).update(is_active=False)
    assert readable_rooms(stage.bo.pk, [place]) == set()


def test_asking_for_many_places_costs_two_queries() -> None:
    stage = restricted()
    place = stage.comment(stage.bo).room
    people = [person(f"p{number}") for number in range(5)]
    with CaptureQueriesContext(connection) as few:
        standings([(stage.bo.pk, place)])
    with CaptureQueriesContext(connection) as many:
        standings([(user.pk, place) for user in [stage.ann, stage.bo, stage.cy, *people]])
    assert len(few) == len(many)


def test_a_message_cannot_claim_to_be_a_comment() -> None:
    stage = Stage()
    body = {"body": "x", "client_id": "y", "comment": {"id": 1}}
    assert stage.api(stage.bo).post(f"/rooms/{stage.room}/messages", body).status_code == 422
