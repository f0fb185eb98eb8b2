"""Silence, ban, slow mode, announcements: what they take away, and that nobody gets around them."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.models import AuditEntry
from realtime import store
from realtime.append import Append
from realtime.commit import append
from realtime.errors import Refused
from rooms.access import RoomStream, standing_for, standings
from rooms.actions import (
    AddMember,
    AskToJoin,
    BanMember,
    CreateInvitation,
    DecideRequest,
    EndSilence,
    FollowInvitation,
    JoinRoom,
    RemoveMember,
    SilenceMember,
    TransferRoom,
    UpdateRoom,
)
from rooms.models import Ban, Membership
from rooms.selectors import directory, members_of, my_rooms, room_summary
from rooms.silences import end_silences
from tests.api import Api
from tests.people import person, room, sending

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self, visibility: str = "private") -> None:
        self.ann, self.bo, self.cy, self.di = (person(name) for name in ("ann", "bo", "cy", "di"))
        self.room = room(self.ann, self.bo, self.di, visibility=visibility).id
        append(AddMember(self.ann.pk, self.room, self.di.pk, "admin"))


def refused(act: Append[Any]) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        append(act)
    return caught.value.code, caught.value.field


def acts(room_id: int) -> list[tuple[str, str]]:
    rows = AuditEntry.objects.filter(room=room_id).order_by("pk")
    return list(rows.values_list("action", "target"))


# -- silence


def test_a_silenced_person_reads_only_until_it_is_over() -> None:
    w = World()
    path = f"/rooms/{w.room}/members/bo/silence"
    answer = Api(w.di).call("PUT", path, {"minutes": 5})
    assert answer.status_code == 200 and answer.json()["silenced_until"] is not None
    said = Api(w.bo).post(f"/rooms/{w.room}/messages", {"body": "x", "client_id": "x"})
    assert (said.status_code, said.json()["error"]["code"]) == (403, "forbidden")
    assert "silenced" in said.json()["error"]["message"]
    assert Api(w.bo).get(f"/rooms/{w.room}/messages").status_code == 200
    Membership.objects.filter(room=w.room, user=w.bo).update(silenced_until=timezone.now())
    append(sending(w.bo, w.room))
    append(SilenceMember(w.ann.pk, w.room, w.bo.pk, 60))
    assert Api(w.di).delete(path).json()["silenced_until"] is None
    append(sending(w.bo, w.room))
    assert acts(w.room)[-3:] == [
        ("member.silenced", "bo"),
        ("member.silenced", "bo"),
        ("member.unsilenced", "bo"),
    ]


def test_leaving_and_coming_back_does_not_end_a_silence() -> None:
    w = World("public")
    append(SilenceMember(w.ann.pk, w.room, w.bo.pk, 60))
    append(RemoveMember(w.bo.pk, w.room, w.bo.pk))
    assert append(JoinRoom(w.room, w.bo.pk)).silenced_until is not None
    assert refused(sending(w.bo, w.room)) == ("forbidden", None)


@pytest.mark.parametrize("minutes", [0, -1, 43_201])
def test_a_silence_has_a_length(minutes: int) -> None:
    w = World()
    assert refused_at_once(lambda: SilenceMember(w.ann.pk, w.room, w.bo.pk, minutes)) == (
        "invalid",
        "minutes",
    )


def refused_at_once(make: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        make()
    return caught.value.code, caught.value.field


def test_who_can_be_silenced() -> None:
    w = World()
    for target in (w.ann, w.di):
        assert refused(SilenceMember(w.ann.pk, w.room, target.pk, 5)) == ("forbidden", "username")
    assert refused(SilenceMember(w.ann.pk, w.room, w.cy.pk, 5)) == ("not_found", "username")
    assert refused(SilenceMember(w.bo.pk, w.room, w.di.pk, 5)) == ("forbidden", None)
    assert refused(EndSilence(w.bo.pk, w.room, w.bo.pk)) == ("forbidden", None)


def test_due_silences_are_ended_and_others_stay() -> None:
    w = World()
    append(AddMember(w.ann.pk, w.room, w.cy.pk))
    for user in (w.bo, w.cy):
        append(SilenceMember(w.ann.pk, w.room, user.pk, 5))
    Membership.objects.filter(room=w.room, user=w.bo).update(silenced_until=timezone.now())
    end_silences()
    assert [each.user.username for each in members_of(w.room) if each.silenced_until] == ["cy"]
    assert Membership.objects.get(room=w.room, user=w.bo).silenced_until is None


# -- ban


@pytest.mark.parametrize("visibility", ["public", "private"])
def test_a_banned_person_does_not_come_back_by_any_way(visibility: str) -> None:
    w = World(visibility)
    append(UpdateRoom(w.ann.pk, w.room, findable=True))
    link = append(CreateInvitation(w.ann.pk, w.room)).token
    answer = Api(w.di).post(f"/rooms/{w.room}/bans", {"username": "bo", "hours": 2, "reason": "spam"})
    assert answer.status_code == 201
    assert my_rooms(w.bo.pk) == directory(w.bo.pk).rooms == []
    assert RoomStream().readable(w.bo.pk, [str(w.room)]) == set()
    assert refused(JoinRoom(w.room, w.bo.pk))[0] == "not_found"
    assert refused(AskToJoin(w.room, w.bo.pk))[0] == "not_found"
    assert refused(FollowInvitation(w.room, w.bo.pk, link))[0] == "forbidden"
    assert refused(AddMember(w.ann.pk, w.room, w.bo.pk)) == ("conflict", "username")
    assert refused(sending(w.bo, w.room))[0] == "not_found"
    assert Api(w.bo).get(f"/rooms/{w.room}").status_code == 404
    (ban,) = Api(w.ann).get(f"/rooms/{w.room}/bans").json()["bans"]
    assert (ban["user"]["username"], ban["by"], ban["reason"]) == ("bo", "di", "spam")


def test_a_request_that_was_made_before_the_ban_does_not_help() -> None:
    w = World()
    append(UpdateRoom(w.ann.pk, w.room, findable=True))
    asked = append(AskToJoin(w.room, w.cy.pk))[0]
    append(BanMember(w.ann.pk, w.room, w.cy.pk))
    assert room_summary(w.ann.pk, w.room).requests == 0
    assert refused(DecideRequest(w.ann.pk, w.room, w.cy.pk, asked.id, accept=True))[0] == "conflict"


def test_a_ban_ends_by_the_clock_or_by_hand() -> None:
    w = World("public")
    append(BanMember(w.ann.pk, w.room, w.bo.pk, 1))
    Ban.objects.update(until=timezone.now())
    assert append(JoinRoom(w.room, w.bo.pk)).role == "member"
    append(BanMember(w.ann.pk, w.room, w.bo.pk))  # the row of the ban that is over is used again
    assert refused(JoinRoom(w.room, w.bo.pk))[0] == "not_found"
    assert Api(w.di).delete(f"/rooms/{w.room}/bans/bo").status_code == 204
    assert Api(w.di).delete(f"/rooms/{w.room}/bans/bo").json()["error"]["field"] == "username"
    assert append(JoinRoom(w.room, w.bo.pk)).role == "member"
    assert acts(w.room)[-3:] == [("member.banned", "bo"), ("member.banned", "bo"), ("member.unbanned", "bo")]


@pytest.mark.parametrize("member", [True, False])
def test_a_ban_asks_every_node_again(member: bool) -> None:
    w = World("public")
    target = w.bo if member else w.cy
    inbox = f"inbox:{target.pk}"
    before = store.open_streams([inbox])[inbox].seq
    append(BanMember(w.ann.pk, w.room, target.pk))
    assert [change.recheck for change in store.read(inbox, before).changes][-1] is True


def test_who_can_be_banned() -> None:
    w = World()
    assert refused(BanMember(w.di.pk, w.room, w.ann.pk)) == ("forbidden", "username")
    assert refused(BanMember(w.ann.pk, w.room, w.ann.pk)) == ("conflict", "username")
    assert refused(BanMember(w.bo.pk, w.room, w.cy.pk)) == ("forbidden", None)
    assert refused_at_once(lambda: BanMember(w.ann.pk, w.room, w.bo.pk, 0)) == ("invalid", "hours")
    assert refused_at_once(lambda: BanMember(w.ann.pk, w.room, w.bo.pk, 1, "x" * 251)) == (
        "invalid",
        "reason",
    )


# -- transfer


def test_handing_a_room_over() -> None:
    w = World()
    answer = Api(w.ann).post(f"/rooms/{w.room}/transfer", {"username": "bo"})
    assert (answer.status_code, answer.json()["role"]) == (200, "admin")
    assert {each.user.username: each.role for each in members_of(w.room)} == {
        "ann": "admin",
        "bo": "owner",
        "di": "admin",
    }
    assert acts(w.room)[-1] == ("room.transferred", "bo")
    assert refused(TransferRoom(w.ann.pk, w.room, w.di.pk))[0] == "forbidden"
    for name in ("cy", "bo", "nobody"):
        wrong = Api(w.bo).post(f"/rooms/{w.room}/transfer", {"username": name})
        assert wrong.json()["error"]["field"] == "username"


# -- announcements and slow mode


def test_only_admins_write_announcements() -> None:
    w = World()
    append(UpdateRoom(w.ann.pk, w.room, posting="admins"))
    append(sending(w.di, w.room))
    assert refused(sending(w.bo, w.room)) == ("forbidden", None)
    able = room_summary(w.bo.pk, w.room).abilities
    assert (able.send, able.react, able.create_document, able.read) == (False, True, False, True)


def test_in_slow_mode_members_wait_and_admins_do_not() -> None:
    w = World()
    append(UpdateRoom(w.ann.pk, w.room, slow_mode=30))
    for user in (w.bo, w.di, w.di, w.ann, w.ann):
        append(sending(user, w.room))
    assert refused(sending(w.bo, w.room)) == ("too_fast", None)
    assert {
        each.user: each.slow_mode for each in standings([(w.bo.pk, w.room), (w.di.pk, w.room)]).values()
    } == {
        w.bo.pk: 30,
        w.di.pk: 0,
    }
    append(UpdateRoom(w.ann.pk, w.room, slow_mode=0))
    append(sending(w.bo, w.room))


# -- the hot path


def test_standings_are_one_query_whatever_holds(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    w = World("public")
    append(SilenceMember(w.ann.pk, w.room, w.bo.pk, 5))
    append(BanMember(w.ann.pk, w.room, w.cy.pk, 5))
    gus = person("gus", is_guest=True)
    users = (w.ann, w.bo, w.cy, w.di, gus)
    with django_assert_num_queries(1):
        found = standings([(user.pk, w.room) for user in users])
    assert {user.username: sorted(found[user.pk, w.room].abilities)[:2] for user in users} == {
        "ann": ["archive", "create_document"],
        "bo": ["leave", "read"],
        "cy": [],
        "di": ["create_document", "invite"],
        "gus": [],
    }
    with pytest.raises(Refused):
        standing_for(gus.pk, w.room)
