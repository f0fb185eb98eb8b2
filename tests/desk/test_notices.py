"""Notices of messages: told once, behind the send, to those who may read; read when the message is read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from chat.actions import MoveReadMarker, ReadThread, SendMessage
from chat.actions.told import tell, teller
from chat.models import Message
from desk.notices.may import reads_message
from notifications.actions import MarkAllRead
from notifications.actions.telling import Tell
from notifications.happenings import Happening
from notifications.kinds import Kind
from notifications.models import InboxEntry
from notifications.selectors import inbox_page, unread_count
from realtime.commit import append, commit
from realtime.store import open_streams
from rooms.actions import AddMember, OpenDirect, RemoveMember
from rooms.models import Membership
from tests.people import person, room, sending

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self) -> None:
        self.ann, self.bo, self.cy = person("ann", name="Ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo, self.cy).id

    def say(self, author: User, body: str, thread: int | None = None, where: int | None = None) -> Message:
        say.count += 1  # type: ignore[attr-defined]
        sent = append(
            SendMessage(
                author.pk,
                author.username,
                where or self.room,
                body,
                f"n{say.count}",  # type: ignore[attr-defined]
                thread=thread,
            )
        )
        teller.settle()
        return Message.objects.get(pk=sent.message.id)

    def lines(self, user: User) -> list[tuple[str, str, int, bool]]:
        return [(each.title, each.body, each.count, each.read) for each in inbox_page(user.pk).notifications]

    def titles(self, user: User) -> list[str]:
        return [each.title for each in inbox_page(user.pk).notifications]


def say() -> None:
    """Counts client ids."""


say.count = 0  # type: ignore[attr-defined]


def test_a_mention_is_told_to_whom_it_names_and_leads_to_the_message() -> None:
    world = World()
    said = world.say(world.ann, "look, @bo and @ann")
    told = inbox_page(world.bo.pk).notifications
    assert [(each.title, each.body, each.url, each.sender, each.read) for each in told] == [
        ("Ann mentioned you in Hall", "look, @bo and @ann", f"/rooms/{world.room}/m/{said.pk}/", "ann", False)
    ]
    assert world.titles(world.ann) == world.titles(world.cy) == []


def test_everyone_is_told_once_whatever_the_reasons() -> None:
    world = World()
    said = world.say(world.ann, "@room and @bo: now!")
    assert world.titles(world.bo) == ["Ann mentioned you in Hall"]
    assert world.titles(world.cy) == ["Ann wrote to everyone in Hall"]
    assert world.titles(world.ann) == []
    tell([said.pk])  # as after a crash
    assert InboxEntry.objects.count() == 2


def test_replies_are_told_to_those_who_follow_the_thread() -> None:
    world = World()
    root = world.say(world.ann, "what now?")
    world.say(world.bo, "this", root.pk)
    assert world.titles(world.ann) == ["bo replied in a thread in Hall"]
    world.say(world.ann, "really?", root.pk)
    assert world.titles(world.bo) == ["Ann replied in a thread in Hall"]
    assert world.titles(world.cy) == []


def test_a_conversation_is_one_line_that_counts_until_it_is_read() -> None:
    world = World()
    direct = append(OpenDirect(world.ann.pk, [world.bo.pk]))[0].id
    world.say(world.ann, "hello", where=direct)
    second = world.say(world.ann, "are you there?", where=direct)
    assert world.lines(world.bo) == [("Ann wrote to you", "are you there?", 2, False)]
    append(MoveReadMarker(world.bo.pk, direct, second.created_seq))
    assert unread_count(world.bo.pk) == 0
    world.say(world.ann, "and now?", where=direct)
    assert world.lines(world.bo)[0] == ("Ann wrote to you", "and now?", 1, False)
    append(MarkAllRead(world.bo.pk))
    world.say(world.ann, "well", where=direct)
    assert [line[1:] for line in world.lines(world.bo)] == [
        ("well", 1, False),
        ("and now?", 1, True),
        ("are you there?", 2, True),
    ]


def test_who_may_not_read_the_room_any_more_is_not_told() -> None:
    world = World()
    root = world.say(world.bo, "my thread")
    append(RemoveMember(world.ann.pk, world.room, world.bo.pk))
    world.say(world.cy, "an answer for @bo", root.pk)
    assert world.titles(world.bo) == []


def test_reading_up_to_the_message_reads_its_notice_and_no_other() -> None:
    world = World()
    first = world.say(world.ann, "@bo one")
    world.say(world.ann, "@bo two")
    reply = world.say(world.ann, "@bo three", first.pk)
    append(MoveReadMarker(world.bo.pk, world.room, first.created_seq))
    assert [each.read for each in inbox_page(world.bo.pk).notifications] == [False, False, True]
    append(MoveReadMarker(world.bo.pk, world.room, reply.created_seq))
    assert [each.read for each in inbox_page(world.bo.pk).notifications] == [False, True, True]
    append(ReadThread(world.bo.pk, world.room, first.pk, reply.created_seq))
    assert unread_count(world.bo.pk) == 0


def test_ordinary_talk_and_what_was_deleted_tell_nobody() -> None:
    world = World()
    world.say(world.ann, "nothing special")
    assert not InboxEntry.objects.exists()


def test_the_statements_of_a_notice_do_not_grow_with_the_members() -> None:
    world = World()
    counts = []
    for more in (3, 60):
        for number in range(more):
            user = person(f"p{more}x{number}")
            append(AddMember(world.ann.pk, world.room, user.pk))
        said = append(sending(world.ann, world.room, "hi"))
        message = Message.objects.get(pk=said.message.id)
        counts.append(_statements(world, message))
    assert counts[1] <= counts[0]


def _statements(world: World, message: Message) -> int:
    """Of one batch, in this thread so that they can be counted."""
    people = list(Membership.objects.filter(room=world.room).values_list("user", flat=True))
    happening = Happening(
        Kind.EVERYONE, f"message:{message.pk}", f"room:{world.room}", (f"room:{world.room}",), ""
    )
    notice = Tell(happening, people, reads_message(world.room, message.pk))
    open_streams(list(notice.streams()))
    with CaptureQueriesContext(connection) as caught:
        commit([notice])
    return len([query for query in caught if not query["sql"].startswith("UPDATE realtime_stream")])
