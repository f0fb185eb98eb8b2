"""State before + events = state afresh, for every action of rooms and people."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.actions import ChangeStanding, UpdateProfile
from accounts.models import User
from realtime.append import Append
from realtime.commit import append, commit
from realtime.streams import Change
from rooms.actions import (
    AddMember,
    ArrangeRoom,
    AskToJoin,
    BanMember,
    CreateInvitation,
    CreateRoom,
    DecideRequest,
    EndSilence,
    ExpireSilence,
    FollowInvitation,
    JoinRoom,
    LiftBan,
    OpenDirect,
    RemoveMember,
    SilenceMember,
    TransferRoom,
    UpdateRoom,
)
from rooms.models import Membership
from rooms.selectors import room_summary
from tests.harness import check_action
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """Ann owns a public room with Bo (who has unread messages), admin Di and Eve (silenced); Cy is in none of it.

    Ann's closed room can be found, and Bo has asked to come in. Ann, Bo and Di are a group, Ann and Bo a pair. Gus
    is a guest of the workspace, in the closed room.
    """

    def __init__(self) -> None:
        names = ("ann", "bo", "cy", "di", "eve")
        self.ann, self.bo, self.cy, self.di, self.eve = (person(name) for name in names)
        self.root = person("root", is_staff=True, is_superuser=True)
        self.gus = person("gus", is_guest=True)
        self.room = room(self.ann, self.bo, self.di, self.eve, visibility="public").id
        append(AddMember(self.ann.pk, self.room, self.di.pk, "admin"))
        append(SilenceMember(self.ann.pk, self.room, self.eve.pk, 60))
        say(self.ann, self.room, "one", "two")
        self.other = room(self.bo, name="Other").id
        self.closed = room(self.ann, self.gus, name="Closed").id
        append(UpdateRoom(self.ann.pk, self.closed, findable=True))
        self.asked = append(AskToJoin(self.closed, self.bo.pk, "May I?"))[0].id
        self.pair = append(OpenDirect(self.ann.pk, [self.bo.pk]))[0].id
        self.group = append(OpenDirect(self.ann.pk, [self.bo.pk, self.di.pk]))[0].id
        self.link = append(CreateInvitation(self.ann.pk, self.closed)).token
        append(BanMember(self.ann.pk, self.closed, self.di.pk))

    @property
    def people(self) -> list[User]:
        return [self.ann, self.bo, self.cy, self.di, self.eve, self.gus]


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
    "everything": lambda w: UpdateRoom(
        w.di.pk,
        w.room,
        description="All about it",
        emoji="🎈",
        slow_mode=30,
        retention_days=90,
        findable=True,
    ),
    "only admins post": lambda w: UpdateRoom(w.di.pk, w.room, posting="admins"),
    "invite a guest": lambda w: AddMember(w.di.pk, w.room, w.gus.pk),
    "make a guest of the room": lambda w: AddMember(w.di.pk, w.room, w.bo.pk, "guest"),
    "promote a silenced person": lambda w: AddMember(w.di.pk, w.room, w.eve.pk, "admin"),
    "remove a silenced person": lambda w: RemoveMember(w.di.pk, w.room, w.eve.pk),
    "transfer": lambda w: TransferRoom(w.ann.pk, w.room, w.bo.pk),
    "transfer to a silenced person": lambda w: TransferRoom(w.ann.pk, w.room, w.eve.pk),
    "silence": lambda w: SilenceMember(w.di.pk, w.room, w.bo.pk, 5),
    "silence again": lambda w: SilenceMember(w.di.pk, w.room, w.eve.pk, 5),
    "end a silence": lambda w: EndSilence(w.di.pk, w.room, w.eve.pk),
    "ban": lambda w: BanMember(w.di.pk, w.room, w.bo.pk, 1, "spam"),
    "ban somebody who asked": lambda w: BanMember(w.ann.pk, w.closed, w.bo.pk),
    "ask to join": lambda w: AskToJoin(w.closed, w.cy.pk),
    "accept": lambda w: DecideRequest(w.ann.pk, w.closed, w.bo.pk, w.asked, accept=True),
    "decline": lambda w: DecideRequest(w.ann.pk, w.closed, w.bo.pk, w.asked, accept=False),
    "invite somebody who asked": lambda w: AddMember(w.ann.pk, w.closed, w.bo.pk),
    "follow a link": lambda w: FollowInvitation(w.closed, w.cy.pk, w.link),
    "follow a link after asking": lambda w: FollowInvitation(w.closed, w.bo.pk, w.link),
    "write directly": lambda w: OpenDirect(w.cy.pk, [w.di.pk]),
    "make a group": lambda w: OpenDirect(w.cy.pk, [w.di.pk, w.ann.pk, w.eve.pk]),
    "write to a guest": lambda w: OpenDirect(w.di.pk, [w.gus.pk]),
    "leave a group": lambda w: RemoveMember(w.bo.pk, w.group, w.bo.pk),
    "favourite": lambda w: ArrangeRoom(w.bo.pk, w.room, favourite=True),
    "position": lambda w: ArrangeRoom(w.eve.pk, w.room, position=1.5),
    "made a guest": lambda w: ChangeStanding(w.root.pk, w.di.pk, guest=True),
    "owner made a guest": lambda w: ChangeStanding(w.root.pk, w.ann.pk, guest=True),
    "guest no more": lambda w: ChangeStanding(w.root.pk, w.gus.pk, guest=False),
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
        lambda w: UpdateRoom(w.ann.pk, w.room, name="Hall", retention_days=None),
        lambda w: AskToJoin(w.closed, w.bo.pk),
        lambda w: OpenDirect(w.bo.pk, [w.ann.pk]),
        lambda w: EndSilence(w.ann.pk, w.room, w.bo.pk),
        lambda w: ExpireSilence(w.room, w.eve.pk),
        lambda w: ArrangeRoom(w.bo.pk, w.room, favourite=False, position=None),
        lambda w: FollowInvitation(w.closed, w.gus.pk, w.link),
        lambda w: CreateInvitation(w.ann.pk, w.room),
        lambda w: LiftBan(w.ann.pk, w.closed, w.di.pk),
        lambda w: UpdateProfile(w.bo.pk, "", w.bo.colour),
    ],
)
def test_what_is_so_already_is_not_told_again(again: Callable[[World], Append[Any]]) -> None:
    world = World()
    with pytest.raises(AssertionError, match="changed nothing"):
        check_action(world.people, lambda: again(world))


def test_the_end_of_a_silence_is_told() -> None:
    world = World()
    Membership.objects.filter(room=world.room, user=world.eve).update(silenced_until=timezone.now())
    assert room_summary(world.eve.pk, world.room).abilities.send  # by the clock, before anybody is told
    batches = commit([ExpireSilence(world.room, world.eve.pk)])[1]
    events = {event["type"]: event for batch in batches for event in map(decoded, batch.changes)}
    assert events["room.joined"]["room"]["silenced_until"] is None
    assert events["room.joined"]["room"]["abilities"]["send"] is True
    assert events["member.updated"]["member"]["silenced_until"] is None


def decoded(change: Change) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(change.payload)
    return event
