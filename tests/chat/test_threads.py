"""Threads: replies, who follows, what is unread, the lock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import DeleteMessage, FollowThread, LockThread, ReadThread
from chat.actions.told import teller
from chat.events import Message, Replies
from chat.models import Follow
from chat.selectors import followed_threads, message_page, one_message, thread_page
from realtime.append import Append
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember, RemoveMember
from rooms.selectors import room_summary
from tests.api import Api
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self) -> None:
        self.ann, self.bo, self.cy = person("ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo, self.cy).id
        self.root, self.other = say(self.ann, self.room, "root", "other")

    def reply(self, author: Any, body: str = "reply") -> Message:
        return append(sending(author, self.room, body, thread=self.root.id)).message

    def replies(self) -> Replies | None:
        return one_message(self.ann.pk, self.root.id).replies

    def unread(self, user: Any) -> int | None:
        """None: does not follow the thread."""
        teller.settle()
        states = {each.root.id: each.state for each in followed_threads(user.pk).threads}
        return states[self.root.id].unread if self.root.id in states else None


def test_a_reply_is_beside_the_timeline_and_shows_on_its_root() -> None:
    world = World()
    first, second = world.reply(world.bo), world.reply(world.cy, "more")
    assert first.thread == world.root.id
    assert [each.id for each in message_page(world.ann.pk, world.room).messages] == [
        world.root.id,
        world.other.id,
    ]
    assert world.replies() == Replies(
        count=2, last_at=second.created_at, last_seq=second.created_seq, people=["cy", "bo"], locked=False
    )
    page = thread_page(world.ann.pk, world.root.id)
    assert [each.id for each in page.messages] == [first.id, second.id] and page.root.id == world.root.id
    assert set(page.people) == {"ann", "bo", "cy"} and not page.more
    assert room_summary(world.ann.pk, world.room).unread == 0


def test_who_takes_part_follows_and_has_the_others_unread() -> None:
    world = World()
    world.reply(world.bo)
    assert [world.unread(user) for user in (world.ann, world.bo, world.cy)] == [1, 0, None]
    named = world.reply(world.ann, "what do you say, @cy?")
    assert [world.unread(user) for user in (world.ann, world.bo, world.cy)] == [1, 1, 1]
    append(ReadThread(world.cy.pk, world.room, world.root.id, named.created_seq))
    assert world.unread(world.cy) == 0
    append(DeleteMessage(world.ann.pk, world.room, named.id))
    assert world.unread(world.bo) == 0


def test_who_stopped_following_is_left_alone() -> None:
    world = World()
    world.reply(world.bo)
    teller.settle()
    append(FollowThread(world.ann.pk, world.room, world.root.id, on=False))
    world.reply(world.bo, "@ann")
    assert world.unread(world.ann) is None
    append(FollowThread(world.ann.pk, world.room, world.root.id, on=True))
    assert world.unread(world.ann) == 0


def test_who_left_the_room_follows_nothing_in_it() -> None:
    world = World()
    world.reply(world.bo)
    teller.settle()
    append(RemoveMember(world.bo.pk, world.room, world.bo.pk))
    assert world.unread(world.bo) is None


def test_deleting_replies_takes_them_off_the_root() -> None:
    world = World()
    first, second = world.reply(world.bo), world.reply(world.cy)
    append(DeleteMessage(world.cy.pk, world.room, second.id))
    replies = world.replies()
    assert replies is not None and (replies.count, replies.people) == (1, ["bo"])
    assert replies.last_seq == first.created_seq
    append(DeleteMessage(world.ann.pk, world.room, first.id))
    assert world.replies() is None


def test_a_thread_whose_root_is_deleted_can_be_read_but_not_written_in() -> None:
    world = World()
    reply = world.reply(world.bo)
    tombstone = append(DeleteMessage(world.ann.pk, world.room, world.root.id)).message
    assert tombstone.replies is not None and tombstone.replies.count == 1
    assert [each.id for each in thread_page(world.bo.pk, world.root.id).messages] == [reply.id]
    append(DeleteMessage(world.bo.pk, world.room, reply.id))
    assert one_message(world.ann.pk, world.root.id) == tombstone  # a tombstone does not change any more


WRONG: dict[str, tuple[str, Callable[[World], int]]] = {
    "of another room": ("not_found", lambda w: say(w.bo, room(w.bo).id, "x")[0].id),
    "of nobody": ("not_found", lambda w: 10**9),
    "to a reply": ("invalid", lambda w: w.reply(w.bo).id),
    "to a tombstone": ("gone", lambda w: append(DeleteMessage(w.ann.pk, w.room, w.root.id)).message.id),
    "to a locked one": (
        "forbidden",
        lambda w: append(LockThread(w.ann.pk, w.room, w.root.id, on=True)).message.id,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_replies_that_are_refused(name: str) -> None:
    world, (code, make) = World(), WRONG[name]
    with pytest.raises(Refused) as caught:
        append(sending(world.bo, world.room, "x", thread=make(world)))
    assert (caught.value.code, caught.value.field) == (code, "thread")


def test_moderators_lock_and_go_on_writing() -> None:
    world = World()
    with pytest.raises(Refused, match="forbidden"):
        append(LockThread(world.bo.pk, world.room, world.root.id, on=True))
    append(AddMember(world.ann.pk, world.room, world.cy.pk, "admin"))
    append(LockThread(world.cy.pk, world.room, world.root.id, on=True))
    world.reply(world.cy)
    append(LockThread(world.cy.pk, world.room, world.root.id, on=False))
    world.reply(world.bo)
    replies = world.replies()
    assert replies is not None and (replies.count, replies.locked) == (2, False)


def test_a_reply_and_the_deletion_of_its_root_at_the_same_time() -> None:
    world = World()

    def one(number: int) -> str:
        made: Append[Any] = (
            DeleteMessage(world.ann.pk, world.room, world.root.id)
            if number == 5
            else sending(world.bo, world.room, f"r{number}", thread=world.root.id)
        )
        try:
            append(made)
        except Refused as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(12)))
    tombstone = one_message(world.ann.pk, world.root.id)
    written = len(thread_page(world.bo.pk, world.root.id).messages)
    assert set(answers) <= {"done", "gone"} and answers.count("done") == written + 1
    assert tombstone.deleted_at and (tombstone.replies.count if tombstone.replies else 0) == written


def test_reads_of_threads_are_a_constant_number_of_queries() -> None:
    world = World()
    for author in (world.bo, world.cy, world.ann) * 4:
        world.reply(author)
    teller.settle()
    with CaptureQueriesContext(connection) as queries:
        thread_page(world.ann.pk, world.root.id)
    assert len(queries) <= 8
    roots = [each.id for each in say(world.ann, world.room, *"abc")]
    for root in roots:
        append(sending(world.bo, world.room, "x", thread=root))
    teller.settle()
    with CaptureQueriesContext(connection) as queries:
        found = followed_threads(world.bo.pk)
    assert [each.root.id for each in found.threads] == [*reversed(roots), world.root.id]
    assert len(queries) <= 5
    assert Follow.objects.count() == 3 + 2 * 3


def test_the_api_of_threads() -> None:
    world = World()
    api, path = Api(world.bo), f"/messages/{world.root.id}"
    draft = {"body": "r", "client_id": "c", "thread": world.root.id}
    reply = api.post(f"/rooms/{world.room}/messages", draft).json()
    assert reply["thread"] == world.root.id
    teller.settle()
    assert api.get("/threads").json()["threads"][0]["state"]["root"] == world.root.id
    assert api.get(f"{path}/thread?limit=1").json()["messages"] == [reply]
    assert api.delete(f"{path}/follow").json()["following"] is False
    assert api.call("PUT", f"{path}/follow").json()["following"] is True
    assert api.post(f"/messages/{reply['id']}/read", {"seq": reply["seq"]}).json()["read_seq"] >= reply["seq"]
    assert api.post(f"{path}/read", {"seq": "x"}).json()["error"]["field"] == "seq"
    assert api.call("PUT", f"{path}/lock").status_code == 403
    assert Api(world.ann).call("PUT", f"{path}/lock").json()["replies"]["locked"] is True
    assert Api(world.ann).delete(f"{path}/lock").json()["replies"]["locked"] is False
    assert api.get(f"/messages/{reply['id']}/thread").status_code == 404
    stranger = Api(person("stranger"))
    for call in ("thread", "edits", "seen"):
        assert stranger.get(f"{path}/{call}").status_code == 404
    assert stranger.call("PUT", f"{path}/follow").status_code == 404
