"""State before + events = state afresh, for every action of chat; unread counts included."""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from django.db import transaction

from accounts.actions import UpdateProfile
from chat.actions import DeleteMessage, EditMessage, MoveReadMarker, SendMessage
from chat.models import Message
from realtime import store
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember, JoinRoom, RemoveMember, UpdateRoom
from tests.harness import check_action, check_story
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """Ann and Bo in a room where Ann said three things, of which Bo read the first."""

    def __init__(self) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.people = [self.ann, self.bo]
        self.room = room(self.ann, self.bo).id
        self.said = say(self.ann, self.room, "one", "two *three*", "four")
        append(MoveReadMarker(self.bo.pk, self.room, self.said[0].created_seq))


ACTIONS: dict[str, Callable[[World], Append[Any]]] = {
    "send": lambda w: sending(w.bo, w.room, "hi `there`"),
    "edit": lambda w: EditMessage(w.ann.pk, w.room, w.said[1].id, "two"),
    "delete what is unread": lambda w: DeleteMessage(w.ann.pk, w.room, w.said[2].id),
    "delete what was read": lambda w: DeleteMessage(w.ann.pk, w.room, w.said[0].id),
    "read a part": lambda w: MoveReadMarker(w.bo.pk, w.room, w.said[1].created_seq),
    "read everything and more": lambda w: MoveReadMarker(w.bo.pk, w.room, 10**12),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_tells_exactly_what_it_changed(name: str) -> None:
    world = World()
    check_action(world.people, lambda: ACTIONS[name](world))


@pytest.mark.parametrize(
    "again",
    [
        lambda w: EditMessage(w.ann.pk, w.room, w.said[1].id, "two *three*"),
        lambda w: MoveReadMarker(w.bo.pk, w.room, 0),
        lambda w: sending(w.ann, w.room, "one", w.said[0].client_id),
    ],
)
def test_what_is_so_already_is_not_told_again(again: Callable[[World], Append[Any]]) -> None:
    world = World()
    with pytest.raises(AssertionError, match="changed nothing"):
        check_action(world.people, lambda: again(world))


def some_action(world: World, random: Random, rooms: list[int]) -> Append[Any]:
    me, other = random.sample(world.people, 2)
    where = random.choice(rooms)
    messages = list(Message.objects.filter(room=where).values_list("pk", "author", "created_seq"))
    kind = random.choices(
        ["send", "edit", "delete", "read", "name", "leave", "join", "role", "topic"],
        [8, 3, 3, 5, 1, 1, 1, 1, 1],
    )[0]
    if kind in ("edit", "delete", "read") and messages:
        message, author, seq = random.choice(messages)
        if kind == "read":
            return MoveReadMarker(me.pk, where, seq)
        if kind == "edit":
            return EditMessage(author, where, message, f"anew {random.random()}")
        return DeleteMessage(author, where, message)
    others: dict[str, Callable[[], Append[Any]]] = {
        "name": lambda: UpdateProfile(me.pk, f"Name {random.randint(1, 9)}"),
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
    world = World()
    one, two, three = world.said
    append(EditMessage(world.ann.pk, world.room, one.id, "1"))
    append(EditMessage(world.ann.pk, world.room, three.id, "4"))
    append(DeleteMessage(world.ann.pk, world.room, two.id))
    changes = store.read(f"room:{world.room}", two.seq).changes
    told = [
        (event["type"], event["message"]["body"]) for event in map(json.loads, (c.payload for c in changes))
    ]
    # `three` is new to them whatever happened to it since; `one` they know; `two` they have to take away.
    assert told == [("message.updated", "1"), ("message.created", "4"), ("message.deleted", "")]
