"""Comments, documents, and what is one's own: who is told, once, and never who may not read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from chat.actions import MoveReadMarker, ReadThread, ReportMessage
from collab.actions import CreateDocument
from collab.actions.sharing import GiveRight, SetRoomRight
from comments.actions import CreateComment
from desk import jobs
from desk.actions import ChangeScheduled, MakeReminder, ScheduleMessage
from desk.models import Reminder, Scheduled
from notifications.kinds import Kind, Volume, document_place
from notifications.models import InboxEntry, Notification
from notifications.selectors import inbox_page, unread_count
from realtime.commit import append
from rooms.actions import RemoveMember
from tests.desk.hall import Hall, settle, switch_off, told, turn, watch_for
from tests.people import sending

pytestmark = pytest.mark.django_db(transaction=True)


class Desk(Hall):
    """The same hall, with a document that bo made."""

    def __init__(self) -> None:
        super().__init__()
        self.document = append(CreateDocument(self.bo.pk, self.room, "Plan", "Some words.")).id

    def comment(self, author: User, body: str = "Why?") -> tuple[int, int]:
        """The message and its room."""
        made = append(CreateComment(author.pk, author.username, self.document, body, f"k{id(body)}{body}"))
        settle()
        return made.id, made.room


def titles(user: User) -> list[str]:
    return [each.title for each in inbox_page(user.pk).notifications]


def test_a_comment_tells_who_made_the_document_and_who_wants_to_hear_all_of_it() -> None:
    desk = Desk()
    turn(desk.cy, document_place(desk.document), Volume.ALL)
    desk.comment(desk.ann)
    assert told() == [("bo", "comment"), ("cy", "comment")]
    assert titles(desk.bo) == ["Ann commented on “Plan”"]


def test_ones_own_comment_tells_nobody() -> None:
    desk = Desk()
    desk.comment(desk.bo)
    assert told() == []


def test_a_reply_to_a_comment_tells_those_who_follow_it() -> None:
    desk = Desk()
    root, room = desk.comment(desk.ann)
    append(sending(desk.bo, room, "Because.", thread=root))
    settle()
    assert titles(desk.ann) == ["Bo replied to a comment on “Plan”"]
    turn(desk.ann, document_place(desk.document), Volume.MENTIONS)
    append(sending(desk.bo, room, "And so on.", thread=root))
    append(sending(desk.bo, room, "Right, @ann?", thread=root))
    settle()
    assert titles(desk.ann) == [
        "Bo mentioned you in a comment on “Plan”",
        "Bo replied to a comment on “Plan”",
    ]


def test_beside_a_document_only_those_are_told_who_may_read_it() -> None:
    desk = Desk()
    append(SetRoomRight(desk.bo.pk, desk.document, desk.room, "none"))
    append(GiveRight(desk.bo.pk, desk.document, desk.room, desk.dora.pk, "comment"))
    settle()
    InboxEntry.objects.all().delete()
    for user in (desk.ann, desk.cy, desk.dora):
        watch_for(user, "why")
        if user != desk.cy:  # who sees no such document
            turn(user, document_place(desk.document), Volume.ALL)
    root, room = desk.comment(desk.bo, "Why, @cy and @dora?")
    # Ann owns the room and therefore reads all of it; cy may not read the document.
    assert told() == [("ann", "comment"), ("dora", "document_mention")]
    assert room != desk.room
    append(ReadThread(desk.dora.pk, room, root, 10_000))
    assert unread_count(desk.dora.pk) == 0


def test_a_report_beside_a_document_tells_who_manages_it() -> None:
    desk = Desk()
    append(SetRoomRight(desk.bo.pk, desk.document, desk.room, "none"))
    append(GiveRight(desk.bo.pk, desk.document, desk.room, desk.dora.pk, "comment"))
    root, _room = desk.comment(desk.dora)
    settle()
    InboxEntry.objects.all().delete()
    append(ReportMessage(desk.ann.pk, root, "rude"))
    settle()
    assert told() == [("bo", "room")]


@pytest.mark.parametrize("with_its_thread", [True, False])
def test_a_comment_in_the_room_is_read_with_the_room_and_with_its_thread(with_its_thread: bool) -> None:
    desk = Desk()
    root, room = desk.comment(desk.ann)
    assert room == desk.room and unread_count(desk.bo.pk) == 1
    if with_its_thread:
        append(ReadThread(desk.bo.pk, room, root, 10_000))
    else:
        append(MoveReadMarker(desk.bo.pk, room, 10_000))
    assert unread_count(desk.bo.pk) == 0


def test_a_share_tells_once_for_each_right_and_not_who_has_lost_it() -> None:
    desk = Desk()
    for right in ("read", "read", "edit"):
        append(GiveRight(desk.bo.pk, desk.document, desk.room, desk.dora.pk, right))
        settle()
    assert told() == [("dora", "share")] * 2
    switch_off(desk.cy, Kind.SHARE)
    append(GiveRight(desk.bo.pk, desk.document, desk.room, desk.cy.pk, "edit"))
    settle()
    assert told() == [("dora", "share")] * 2


# -- one's own


def test_a_reminder_comes_once_and_has_its_words() -> None:
    desk = Desk()
    said = desk.say(desk.ann, "the plan")
    soon = timezone.now() + timedelta(minutes=1)
    append(MakeReminder(desk.bo.pk, soon, message_id=said.pk))
    append(MakeReminder(desk.bo.pk, soon, "call mum"))
    Reminder.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    jobs.fire_reminders()
    jobs.fire_reminders()
    assert titles(desk.bo) == ["Reminder: call mum", "Reminder: a message by Ann"]
    assert told() == [("bo", "reminder")] * 2


def test_a_scheduled_message_that_fails_is_told_to_its_author_each_time_it_was_planned() -> None:
    desk = Desk()
    soon = timezone.now() + timedelta(minutes=5)
    append(ScheduleMessage(desk.cy.pk, desk.room, "later", send_at=soon, client_id="s1"))
    append(RemoveMember(desk.ann.pk, desk.room, desk.cy.pk))
    fail()
    fail()
    (line,) = inbox_page(desk.cy.pk).notifications
    assert (line.kind, line.title, line.url) == (
        "failure",
        "Your scheduled message was not sent",
        "/scheduled/",
    )
    assert line.body == Scheduled.objects.get().fault != ""
    append(ChangeScheduled(desk.cy.pk, Scheduled.objects.get().pk, send_at=soon))
    fail()
    assert told() == [("cy", "failure")] * 2
    assert Notification.objects.filter(kind="failure").values("key").distinct().count() == 2


def fail() -> None:
    Scheduled.objects.filter(state="waiting").update(send_at=timezone.now() - timedelta(seconds=1))
    jobs.send_scheduled()
