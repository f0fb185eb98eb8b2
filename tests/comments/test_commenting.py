"""Comments over HTTP: a thread of the room, resolved and opened again, deleted; in its document and in its room."""

import pytest

from chat.actions import DeleteMessage, EditMessage, LockThread
from chat.models import Message
from chat.selectors import search_text
from collab.models import DocumentGrant
from comments.models import Comment, Margin
from notifications.selectors import inbox_page
from realtime.commit import append
from rooms.actions import UpdateRoom
from tests.comments.stage import END, START, Stage, settle
from tests.people import sending

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_comment_is_a_message_of_the_room_that_knows_its_passage() -> None:
    stage = Stage()
    answer = stage.api(stage.bo).post(f"/documents/{stage.document}/comments", stage.draft("Why *these*?"))
    assert answer.status_code == 201, answer.content
    message = answer.json()
    mark = message["extra"]["comment"]
    assert (message["room"], message["author"], message["thread"]) == (stage.room, "bo", None)
    assert (mark["document"], mark["title"], mark["passage"]) == (stage.document, "Plan", "words")
    assert (mark["start"], mark["end"], mark["resolved_at"]) == (START, END, None)
    timeline = stage.api(stage.cy).get(f"/rooms/{stage.room}/messages").json()["messages"]
    assert [each["id"] for each in timeline] == [message["id"]]
    assert stage.seen(stage.cy)["comments"] == [message]
    assert not Margin.objects.exists()


def test_what_is_answered_in_the_room_is_answered_in_the_document() -> None:
    stage = Stage()
    root = stage.comment(stage.bo)
    append(sending(stage.ann, stage.room, "Because.", thread=root.id))
    (comment,) = stage.seen(stage.bo)["comments"]
    assert comment["replies"]["count"] == 1 and comment["replies"]["people"] == ["ann"]
    thread = stage.api(stage.bo).get(f"/messages/{root.id}/thread").json()
    assert [each["body"] for each in thread["messages"]] == ["Because."]


def test_the_same_client_id_writes_once() -> None:
    stage = Stage()
    draft = stage.draft()
    path = f"/documents/{stage.document}/comments"
    first, again = (stage.api(stage.bo).post(path, draft).json() for _ in range(2))
    assert first["id"] == again["id"]
    assert Comment.objects.count() == Message.objects.count() == 1


def test_a_client_id_of_a_plain_message_makes_no_comment_of_it() -> None:
    stage = Stage()
    append(sending(stage.bo, stage.room, "hello", client_id="same"))
    answer = stage.api(stage.bo).post(f"/documents/{stage.document}/comments", stage.draft(client_id="same"))
    assert answer.status_code == 409
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": "  "}, "body"),
        ({"start": "junk"}, "start"),
        ({"end": ""}, "end"),
        ({"passage": "x" * 2001}, "passage"),
    ],
)
def test_what_is_no_comment_is_refused(change: dict[str, str], field: str) -> None:
    stage = Stage()
    answer = stage.api(stage.bo).post(f"/documents/{stage.document}/comments", stage.draft(**change))
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == field
    assert not Comment.objects.exists() and not Message.objects.exists()


def test_a_comment_on_the_whole_document_has_no_place() -> None:
    stage = Stage()
    message = stage.comment(stage.bo, passage="", start="", end="")
    assert message.extra and message.extra.comment and message.extra.comment.start == ""


def test_resolving_and_opening_again() -> None:
    stage = Stage()
    mark = stage.comment(stage.bo).extra.comment  # type: ignore[union-attr]
    path = f"/comments/{mark.id}"  # type: ignore[union-attr]
    resolved = stage.api(stage.cy).patch(path, {"resolved": True})
    assert resolved.status_code == 200, resolved.content
    shown = resolved.json()["extra"]["comment"]
    assert shown["resolved_by"] == "cy" and shown["resolved_at"]
    assert stage.seen(stage.ann)["comments"][0]["extra"]["comment"] == shown
    assert "cy" in stage.seen(stage.ann)["people"]
    again = stage.api(stage.ann).patch(path, {"resolved": True}).json()
    assert again["extra"]["comment"]["resolved_by"] == "cy"  # nothing happens
    opened = stage.api(stage.ann).patch(path, {"resolved": False}).json()
    assert opened["extra"]["comment"]["resolved_at"] is None
    assert opened["extra"]["comment"]["resolved_by"] is None


def test_deleting_is_deleting_the_message() -> None:
    stage = Stage()
    mark = stage.comment(stage.bo).extra.comment  # type: ignore[union-attr]
    path = f"/comments/{mark.id}"  # type: ignore[union-attr]
    assert stage.api(stage.cy).delete(path).status_code == 403
    assert stage.api(stage.bo).delete(path).json()["deleted_at"]
    assert stage.seen(stage.ann)["comments"] == []
    assert stage.api(stage.bo).patch(path, {"resolved": True}).status_code == 404
    other = stage.comment(stage.bo)
    append(DeleteMessage(stage.ann.pk, stage.room, other.id))  # in the room, by its owner
    assert stage.seen(stage.bo)["comments"] == []


def test_a_comment_may_be_edited_but_not_emptied() -> None:
    stage = Stage()
    root = stage.comment(stage.bo)
    edited = append(EditMessage(stage.bo.pk, stage.room, root.id, "How?")).message
    assert edited.extra == root.extra and edited.body == "How?"
    assert stage.api(stage.bo).patch(f"/messages/{root.id}", {"body": ""}).status_code == 422


def test_the_passage_is_found() -> None:
    stage = Stage()
    root = stage.comment(stage.bo, passage="needles")
    assert "needles" in search_text(Message.objects.get(pk=root.id))


def test_who_may_only_read_reads_comments_but_writes_none() -> None:
    stage = Stage()
    append(UpdateRoom(stage.ann.pk, stage.room, visibility="public"))
    stage.comment(stage.bo)
    assert stage.passages(stage.dora) == ["words"]
    assert stage.seen(stage.dora)["home"] is None
    path = f"/documents/{stage.document}/comments"
    assert stage.api(stage.dora).post(path, stage.draft()).status_code == 403
    mark = Comment.objects.get().pk
    assert stage.api(stage.dora).patch(f"/comments/{mark}", {"resolved": True}).status_code == 403


def test_strangers_learn_nothing() -> None:
    stage = Stage()
    stage.comment(stage.bo)
    mark = Comment.objects.get().pk
    api = stage.api(stage.dora)
    for answer in (
        api.get(f"/documents/{stage.document}/comments"),
        api.post(f"/documents/{stage.document}/comments", stage.draft()),
        api.patch(f"/comments/{mark}", {"resolved": True}),
        api.delete(f"/comments/{mark}"),
        api.patch("/comments/999999", {"resolved": True}),
    ):
        assert answer.status_code == 404


def test_a_reader_with_comment_right_comments_without_writing() -> None:
    stage = Stage()
    stage.share(room_right="comment")
    assert stage.comment(stage.bo).room == stage.room
    assert stage.seen(stage.bo)["home"] == stage.room


def test_mentions_and_replies_are_told_with_the_way_to_the_comment() -> None:
    stage = Stage()
    root = stage.comment(stage.ann, "@bo, is that so?")
    settle()
    append(sending(stage.bo, stage.room, "It is.", thread=root.id))
    settle()
    address = f"/documents/{stage.document}/?comment={Comment.objects.get().pk}"
    (mentioned,) = inbox_page(stage.bo.pk).notifications
    assert mentioned.title == "ann mentioned you in a comment on “Plan”"
    (answered,) = inbox_page(stage.ann.pk).notifications
    assert (answered.title, answered.body) == ("bo replied to a comment on “Plan”", "It is.")
    assert mentioned.url == answered.url == address


def test_a_locked_thread_is_locked_in_both_places() -> None:
    stage = Stage()
    root = stage.comment(stage.bo)
    append(LockThread(stage.ann.pk, stage.room, root.id, on=True))
    answer = stage.api(stage.cy).post(
        f"/rooms/{stage.room}/messages", {"body": "no", "client_id": "x", "thread": root.id}
    )
    assert answer.status_code == 403


def test_an_archived_room_keeps_its_comments_as_they_are() -> None:
    stage = Stage()
    stage.comment(stage.bo)
    append(UpdateRoom(stage.ann.pk, stage.room, archived=True))
    assert stage.passages(stage.bo) == ["words"]
    path = f"/documents/{stage.document}/comments"
    assert stage.api(stage.bo).post(path, stage.draft()).status_code == 403


def test_grants_within_the_room_leave_comments_in_it() -> None:
    stage = Stage()
    DocumentGrant.objects.create(document_id=stage.document, user=stage.bo, right="manage", by=stage.ann)
    assert stage.comment(stage.bo).room == stage.room
