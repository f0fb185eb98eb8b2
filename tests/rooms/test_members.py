"""Joining, leaving and roles, beyond who may."""

import json
from typing import Any

import pytest

from accounts.actions import UpdateProfile
from accounts.models import User
from realtime import store
from realtime.append import Append
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember, CreateRoom, JoinRoom, RemoveMember, UpdateRoom
from rooms.models import Membership
from rooms.selectors import members_of, my_rooms, room_summary
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_maker_is_the_owner_and_alone() -> None:
    ann = person("ann")
    made = append(CreateRoom(ann.pk, "  Hall ", "private", "About halls"))
    assert (made.name, made.topic, made.role, made.members, made.unread) == (
        "Hall",
        "About halls",
        "owner",
        1,
        0,
    )
    assert made.abilities.archive and not made.abilities.join
    assert made == room_summary(ann.pk, made.id)
    assert [each.user.username for each in members_of(made.id)] == ["ann"]


@pytest.mark.parametrize(
    ("name", "visibility", "topic", "field"),
    [
        ("", "public", "", "name"),
        ("x" * 81, "public", "", "name"),
        ("a\nb", "public", "", "name"),
        ("x", "secret", "", "visibility"),
        ("x", "public", "t" * 251, "topic"),
    ],
)
def test_a_bad_room_is_refused(name: str, visibility: str, topic: str, field: str) -> None:
    with pytest.raises(Refused) as caught:
        append(CreateRoom(person("ann").pk, name, visibility, topic))
    assert (caught.value.code, caught.value.field) == ("invalid", field)


def test_the_last_owner_hands_over_before_leaving() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    with pytest.raises(Refused) as caught:
        append(RemoveMember(ann.pk, hall, ann.pk))
    assert caught.value.code == "conflict"
    append(AddMember(ann.pk, hall, bo.pk, "owner"))
    append(RemoveMember(ann.pk, hall, ann.pk))
    assert [(each.user.username, each.role) for each in members_of(hall)] == [("bo", "owner")]


def test_everybody_can_leave_an_archived_room() -> None:
    ann = person("ann")
    hall = room(ann).id
    append(UpdateRoom(ann.pk, hall, archived=True))
    append(RemoveMember(ann.pk, hall, ann.pk))
    assert my_rooms(ann.pk) == []


def test_inviting_somebody_who_is_there_changes_nothing_unless_a_role_is_named() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    append(AddMember(ann.pk, hall, bo.pk, "admin"))
    member, is_new = append(AddMember(ann.pk, hall, bo.pk))
    assert (member.role, is_new) == ("admin", False)
    member, is_new = append(AddMember(bo.pk, hall, bo.pk, "member"))  # stepping down oneself
    assert (member.role, is_new) == ("member", False)


def test_who_comes_back_has_one_membership_and_a_plain_role() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo, visibility="public").id
    append(AddMember(ann.pk, hall, bo.pk, "admin"))
    append(RemoveMember(ann.pk, hall, bo.pk))
    say(ann, hall, "while bo is away")
    summary = append(JoinRoom(hall, bo.pk))
    assert (summary.role, summary.unread, summary.members) == ("member", 0, 2)
    assert Membership.objects.filter(room=hall, user=bo).count() == 1


def test_deactivated_people_are_not_invited() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann).id
    User.objects.filter(pk=bo.pk).update(is_active=False)
    with pytest.raises(Refused) as caught:
        append(AddMember(ann.pk, hall, bo.pk))
    assert (caught.value.code, caught.value.field) == ("not_found", "username")


def test_a_name_among_many_rooms_is_changed_in_all_of_them() -> None:
    ann, bo = person("ann"), person("bo")
    halls = [room(ann, bo, name=f"Hall {n}").id for n in range(3)]
    left = room(ann, bo).id
    append(RemoveMember(bo.pk, left, bo.pk))
    heads = {hall: store.heads([f"room:{hall}"])[f"room:{hall}"].seq for hall in (*halls, left)}
    append(UpdateProfile(bo.pk, "Bo the Great"))
    for hall in halls:
        (change,) = store.read(f"room:{hall}", heads[hall]).changes
        event = json.loads(change.payload)
        assert (event["type"], event["member"]["user"]["name"], event["members"]) == (
            "member.updated",
            "Bo the Great",
            2,
        )
    assert store.read(f"room:{left}", heads[left]).changes == ()


@pytest.mark.parametrize("how", ["removed", "left", "role"])
def test_losing_rights_asks_every_node_again(how: str) -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    inbox = f"inbox:{bo.pk}"
    before = store.heads([inbox])[inbox].seq
    ways: dict[str, Append[Any]] = {
        "removed": RemoveMember(ann.pk, hall, bo.pk),
        "left": RemoveMember(bo.pk, hall, bo.pk),
        "role": AddMember(ann.pk, hall, bo.pk, "admin"),
    }
    append(ways[how])
    assert [change.recheck for change in store.read(inbox, before).changes] == [False, True]


def test_closing_a_room_asks_its_readers_again() -> None:
    ann = person("ann")
    hall = room(ann, visibility="public").id
    before = store.heads([f"room:{hall}"])[f"room:{hall}"].seq
    append(UpdateRoom(ann.pk, hall, visibility="private"))
    assert [change.recheck for change in store.read(f"room:{hall}", before).changes] == [True]
