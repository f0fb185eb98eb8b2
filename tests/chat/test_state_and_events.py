"""State before + events = state afresh, for every action of chat; unread counts included."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.actions import UpdateProfile
from chat.actions import (
    ClosePoll,
    CreatePoll,
    DeleteMessage,
    EditMessage,
    ExpireMessages,
    FollowThread,
    FollowThreads,
    LockThread,
    MarkUnread,
    MoveReadMarker,
    Pin,
    React,
    ReadThread,
    SendMessage,
    SetPreviews,
    Vote,
)
from chat.actions.threads import Follower
from chat.actions.told import teller
from chat.events import Preview
from chat.models import Message
from realtime import store
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember, JoinRoom, RemoveMember, UpdateRoom
from tests.harness import check_action, check_story
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_follows_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done behind a send would come in between: one commit at a time is looked at."""
    monkeypatch.setattr(teller, "add", lambda work: None)


class World:
    """Ann and Bo in a room where Ann said three things, of which Bo read the first; below the second is a thread that
    Bo follows, the third has reactions, a poll came last."""

    def __init__(self) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.people = [self.ann, self.bo]
        self.room = room(self.ann, self.bo).id
        self.said = say(self.ann, self.room, "one", "two *three* @bo", "four")
        self.thread = self.said[1].id
        append(MoveReadMarker(self.bo.pk, self.room, self.said[0].created_seq))
        append(FollowThread(self.bo.pk, self.room, self.thread, on=True))
        self.replies = [append(self.reply("r1")).message, append(self.reply("r2 @bo")).message]
        append(React(self.bo.pk, self.room, self.said[2].id, "\U0001f44d", on=True))
        self.poll = append(
            CreatePoll(self.ann.pk, "ann", self.room, "Lunch?", ["now", "later"], "poll", multiple=True)
        ).message
        append(Vote(self.ann.pk, self.room, self.poll.id, [0]))

    def reply(self, body: str) -> SendMessage:
        return sending(self.ann, self.room, body, thread=self.thread)


LATER = timezone.now() + timedelta(days=1)
PREVIEW = Preview(url="https://a.example/", title="A", description="", image=None, site="a.example")

ACTIONS: dict[str, Callable[[World], Append[Any]]] = {
    "send": lambda w: sending(w.bo, w.room, "hi `there`"),
    "name somebody": lambda w: sending(w.ann, w.room, "hi @bo and @nobody"),
    "call everybody": lambda w: sending(w.ann, w.room, "hi @room, and @bo"),
    "call who is here": lambda w: sending(w.ann, w.room, "hi @here"),
    "do": lambda w: sending(w.ann, w.room, "waves", kind="me"),
    "quote": lambda w: sending(w.bo, w.room, "", quote=w.said[1].id),
    "reply": lambda w: w.reply("r3"),
    "reply and name": lambda w: w.reply("r3 @bo"),
    "first reply": lambda w: sending(w.bo, w.room, "r", thread=w.said[0].id),
    "ask": lambda w: CreatePoll(w.ann.pk, "ann", w.room, "Tea?", ["yes", "no"], "tea"),
    "vote": lambda w: Vote(w.bo.pk, w.room, w.poll.id, [0, 1]),
    "take a vote back": lambda w: Vote(w.ann.pk, w.room, w.poll.id, []),
    "close a poll": lambda w: ClosePoll(w.ann.pk, w.room, w.poll.id),
    "edit": lambda w: EditMessage(w.ann.pk, w.room, w.said[1].id, "two"),
    "edit a reply": lambda w: EditMessage(w.ann.pk, w.room, w.replies[0].id, "two"),
    "preview": lambda w: SetPreviews(w.room, w.said[0].id, "one", [PREVIEW]),
    "react": lambda w: React(w.bo.pk, w.room, w.said[0].id, ":tada:", on=True),
    "react to a reply": lambda w: React(w.bo.pk, w.room, w.replies[0].id, ":tada:", on=True),
    "react as well": lambda w: React(w.ann.pk, w.room, w.said[2].id, "\U0001f44d", on=True),
    "take a reaction back": lambda w: React(w.bo.pk, w.room, w.said[2].id, "\U0001f44d", on=False),
    "pin": lambda w: Pin(w.ann.pk, w.room, w.said[0].id, on=True),
    "delete what is unread": lambda w: DeleteMessage(w.ann.pk, w.room, w.said[2].id),
    "delete what names somebody": lambda w: DeleteMessage(w.ann.pk, w.room, w.said[1].id),
    "delete what was read": lambda w: DeleteMessage(w.ann.pk, w.room, w.said[0].id),
    "delete a reply": lambda w: DeleteMessage(w.ann.pk, w.room, w.replies[1].id),
    "lock": lambda w: LockThread(w.ann.pk, w.room, w.thread, on=True),
    "lock where nobody replied": lambda w: LockThread(w.ann.pk, w.room, w.said[0].id, on=True),
    "expire": lambda w: ExpireMessages(w.room, LATER),
    "read a part": lambda w: MoveReadMarker(w.bo.pk, w.room, w.said[1].created_seq),
    "read everything and more": lambda w: MoveReadMarker(w.bo.pk, w.room, 10**12),
    "mark as unread": lambda w: MarkUnread(w.bo.pk, w.room, w.said[0].created_seq),
    "follow": lambda w: FollowThread(w.ann.pk, w.room, w.thread, on=True),
    "follow no more": lambda w: FollowThread(w.bo.pk, w.room, w.thread, on=False),
    "read a thread": lambda w: ReadThread(w.bo.pk, w.room, w.thread, w.replies[0].created_seq),
    "be made to follow": lambda w: FollowThreads(
        [Follower(user.pk, w.room, w.thread, w.replies[0].created_seq) for user in w.people]
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_tells_exactly_what_it_changed(name: str) -> None:
    world = World()
    check_action(world.people, lambda: ACTIONS[name](world))


@pytest.mark.parametrize(
    "again",
    [
        lambda w: EditMessage(w.ann.pk, w.room, w.said[0].id, "one"),
        lambda w: MoveReadMarker(w.bo.pk, w.room, 0),
        lambda w: MarkUnread(w.bo.pk, w.room, w.said[0].created_seq + 1),
        lambda w: React(w.bo.pk, w.room, w.said[2].id, "\U0001f44d", on=True),
        lambda w: React(w.ann.pk, w.room, w.said[2].id, "\U0001f44d", on=False),
        lambda w: Pin(w.ann.pk, w.room, w.said[0].id, on=False),
        lambda w: Vote(w.ann.pk, w.room, w.poll.id, [0]),
        lambda w: LockThread(w.ann.pk, w.room, w.thread, on=False),
        lambda w: FollowThread(w.bo.pk, w.room, w.thread, on=True),
        lambda w: FollowThreads([Follower(w.bo.pk, w.room, w.thread, 0)]),
        lambda w: ReadThread(w.bo.pk, w.room, w.thread, 0),
        lambda w: ReadThread(w.ann.pk, w.room, w.thread, 10**12),
        lambda w: ExpireMessages(w.room, w.said[0].created_at),
        lambda w: SetPreviews(w.room, w.said[0].id, "what it said before", [PREVIEW]),
        lambda w: sending(w.ann, w.room, "one", w.said[0].client_id),
    ],
)
def test_what_is_so_already_is_not_told_again(again: Callable[[World], Append[Any]]) -> None:
    world = World()
    with pytest.raises(AssertionError, match="changed nothing"):
        check_action(world.people, lambda: again(world))


MESSAGE_ACTIONS: dict[str, Callable[[int, int, Message, Random], Append[Any]]] = {
    "edit": lambda me, where, m, r: EditMessage(m.author_id, where, m.pk, f"anew {r.random()}"),
    "delete": lambda me, where, m, r: DeleteMessage(m.author_id, where, m.pk),
    "read": lambda me, where, m, r: MoveReadMarker(me, where, m.created_seq),
    "unread": lambda me, where, m, r: MarkUnread(me, where, m.created_seq),
    "react": lambda me, where, m, r: React(me, where, m.pk, r.choice([":a:", ":b:"]), on=r.random() < 0.7),
    "pin": lambda me, where, m, r: Pin(me, where, m.pk, on=r.random() < 0.7),
    "lock": lambda me, where, m, r: LockThread(me, where, m.root_id or m.pk, on=r.random() < 0.3),
    "follow": lambda me, where, m, r: FollowThread(me, where, m.root_id or m.pk, on=r.random() < 0.7),
    "follow up": lambda me, where, m, r: FollowThreads([Follower(me, where, m.root_id or m.pk, 0)]),
    "read thread": lambda me, where, m, r: ReadThread(me, where, m.root_id or m.pk, m.created_seq),
    "expire": lambda me, where, m, r: ExpireMessages(where, m.created_at),
}


def some_action(world: World, random: Random, rooms: list[int]) -> Append[Any]:
    me, other = random.sample(world.people, 2)
    where = random.choice(rooms)
    found = list(Message.objects.filter(room=where))
    kind = random.choices(
        ["send", "name", "reply", "edit", "delete", "read", "unread", "react", "pin", "lock", "follow", "follow up",
         "read thread", "expire", "profile", "leave", "join", "role", "topic"],
        [8, 4, 8, 3, 4, 5, 3, 4, 1, 1, 3, 2, 4, 0.5, 1, 1, 1, 1, 1],
    )[0]  # fmt: skip
    if kind in MESSAGE_ACTIONS and found:
        return MESSAGE_ACTIONS[kind](me.pk, where, random.choice(found), random)
    if kind == "reply" and found:
        message = random.choice(found)
        return sending(me, where, f"reply @{other.username}", thread=message.root_id or message.pk)
    called = random.choice([other.username, other.username, "room", "here"])
    others: dict[str, Callable[[], Append[Any]]] = {
        "name": lambda: sending(me, where, f"you @{called} {random.random()}"),
        "profile": lambda: UpdateProfile(me.pk, f"Name {random.randint(1, 9)}"),
        "leave": lambda: RemoveMember(me.pk, where, me.pk),
        "join": lambda: JoinRoom(where, me.pk),
        "role": lambda: AddMember(me.pk, where, other.pk, random.choice(["member", "admin", "owner"])),
        "topic": lambda: UpdateRoom(me.pk, where, topic=f"Topic {random.randint(1, 9)}"),
    }
    return others.get(kind, lambda: sending(me, where, f"said {random.random()}"))()


@pytest.mark.parametrize("seed", range(5))
def test_clients_that_come_and_go_agree_with_the_truth(seed: int) -> None:
    random, world = Random(seed), World()
    cy = person("cy")
    world.people.append(cy)
    public = room(world.bo, world.ann, cy, name="Open", visibility="public").id
    rooms = [world.room, public]

    def steps() -> Iterator[list[Append[Any]]]:
        for _ in range(50):
            chosen = [some_action(world, random, rooms) for _ in range(random.randint(1, 3))]
            # One commit holds several only where none depends on another.
            yield [each for each in chosen[:1] if _would_pass(each)] + [
                each for each in chosen[1:] if isinstance(each, SendMessage) and _would_pass(each)
            ]

    check_story(world.people, (step for step in steps() if step), random)


def _would_pass(appended: Append[Any]) -> bool:
    """Try it in a transaction that is rolled back."""
    tx = Tx()
    try:
        with transaction.atomic():
            tx.lock_all(appended.streams())
            appended.write(tx)
            transaction.set_rollback(True)
    except Refused:
        return False
    return True


def test_what_somebody_who_was_away_is_told() -> None:
    ann = person("ann")
    hall = room(ann).id
    one, two, three = say(ann, hall, "one", "two", "three")
    append(EditMessage(ann.pk, hall, one.id, "1"))
    append(EditMessage(ann.pk, hall, three.id, "4"))
    append(DeleteMessage(ann.pk, hall, two.id))
    changes = store.read(f"room:{hall}", two.seq).changes
    told = [
        (event["type"], event["message"]["body"]) for event in map(json.loads, (c.payload for c in changes))
    ]
    # `three` is new to them whatever happened to it since; `one` they know; `two` they have to take away.
    assert told == [("message.updated", "1"), ("message.created", "4"), ("message.deleted", "")]
