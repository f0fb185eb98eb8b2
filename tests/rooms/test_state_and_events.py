"""State before + events = state afresh, for every action of rooms and people."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.actions import UpdateProfile
from accounts.models import User
from realtime.append import Append
from realtime.commit import append
from rooms.actions import AddMember, CreateRoom, JoinRoom, RemoveMember, UpdateRoom
from tests.harness import check_action
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """Ann owns a public room with Bo (who has unread messages) and admin Di; Cy is in none of it."""

    def __init__(self) -> None:
        self.ann, self.bo, self.cy, self.di = (person(name) for name in ("ann", "bo", "cy", "di"))
        self.room = room(self.ann, self.bo, self.di, visibility="public").id
        append(AddMember(self.ann.pk, self.room, self.di.pk, "admin"))
        say(self.ann, self.room, "one", "two")
        self.other = room(self.bo, name="Other").id

    @property
    def people(self) -> list[User]:
        return [self.ann, self.bo, self.cy, self.di]


ACTIONS: dict[str, Callable[[World], Append[Any]]] = {
    "create": lambda w: CreateRoom(w.cy.pk, "New", "private", "a topic"),
    "rename": lambda w: UpdateRoom(w.di.pk, w.room, name="Salon"),
    "topic": lambda w: UpdateRoom(w.ann.pk, w.room, topic="What we talk about"),
    "close": lambda w: UpdateRoom(w.ann.pk, w.room, visibility="private"),
    "archive": lambda w: UpdateRoom(w.ann.pk, w.room, archived=True),
    "join": lambda w: JoinRoom(w.room, w.cy.pk),
    "invite": lambda w: AddMember(w.di.pk, w.room, w.cy.pk),
    "invite as admin": lambda w: AddMember(w.di.pk, w.room, w.cy.pk, "admin"),
    "promote": lambda w: AddMember(w.ann.pk, w.room, w.bo.pk, "owner"),
    "demote": lambda w: AddMember(w.ann.pk, w.room, w.di.pk, "member"),
    "leave": lambda w: RemoveMember(w.bo.pk, w.room, w.bo.pk),
    "remove": lambda w: RemoveMember(w.di.pk, w.room, w.bo.pk),
    "profile": lambda w: UpdateProfile(w.bo.pk, "Bo the Great", 3),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_tells_exactly_what_it_changed(name: str) -> None:
    world = World()
    check_action(world.people, lambda: ACTIONS[name](world))


def test_coming_back_to_an_archived_room_and_renaming_it_at_once() -> None:
    world = World()
    append(UpdateRoom(world.ann.pk, world.room, archived=True))
    check_action(world.people, lambda: UpdateRoom(world.ann.pk, world.room, archived=False, name="Again"))


def test_coming_back_after_leaving_starts_without_unread_messages() -> None:
    world = World()
    append(RemoveMember(world.bo.pk, world.room, world.bo.pk))
    say(world.ann, world.room, "while away")
    append(JoinRoom(world.room, world.bo.pk))
    check_action(world.people, lambda: UpdateRoom(world.ann.pk, world.room, topic="x"))


@pytest.mark.parametrize(
    "again",
    [
        lambda w: JoinRoom(w.room, w.bo.pk),
        lambda w: AddMember(w.ann.pk, w.room, w.bo.pk),
        lambda w: AddMember(w.ann.pk, w.room, w.bo.pk, "member"),
        lambda w: UpdateRoom(w.ann.pk, w.room, name="Hall"),
        lambda w: UpdateProfile(w.bo.pk, "", w.bo.colour),
    ],
)
def test_what_is_so_already_is_not_told_again(again: Callable[[World], Append[Any]]) -> None:
    world = World()
    with pytest.raises(AssertionError, match="changed nothing"):
        check_action(world.people, lambda: again(world))
