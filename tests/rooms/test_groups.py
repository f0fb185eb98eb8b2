"""Direct and group rooms: found or made, once, whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from realtime.append import Append
from realtime.commit import append, commit
from realtime.errors import Refused
from rooms.actions import AddMember, OpenDirect, RemoveMember, UpdateRoom
from rooms.models import Room
from rooms.selectors import my_rooms, room_summary
from tests.api import Api
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


def several(*names: str) -> list[User]:
    return [person(name) for name in names]


def test_the_same_people_get_the_same_room_whoever_asks() -> None:
    ann, bo, cy = several("ann", "bo", "cy")
    made = Api(ann).post("/direct", {"usernames": ["bo"]})
    again = Api(bo).post("/direct", {"usernames": ["Ann "]})
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json()["id"] == again.json()["id"]
    assert (made.json()["kind"], made.json()["name"], made.json()["visibility"]) == ("direct", "", "private")
    assert [each["username"] for each in again.json()["people"]] == ["ann"]
    group = Api(ann).post("/direct", {"usernames": ["cy", "bo", "cy", "ann"]})
    assert (group.status_code, group.json()["kind"]) == (201, "group")
    assert [each["username"] for each in group.json()["people"]] == ["bo", "cy"]
    assert Api(cy).get(f"/rooms/{made.json()['id']}").status_code == 404


def test_two_who_open_it_at_once_meet_in_one_room() -> None:
    ann, bo = several("ann", "bo")
    with ThreadPoolExecutor(8) as pool:
        wishes = [(ann, bo), (bo, ann)] * 8
        rooms = list(pool.map(lambda pair: append(OpenDirect(pair[0].pk, [pair[1].pk])), wishes))
    assert len({summary.id for summary, _ in rooms}) == 1
    assert [is_new for _, is_new in rooms].count(True) == 1
    assert Room.objects.count() == 1


def test_two_in_one_commit_meet_in_one_room() -> None:
    ann, bo = several("ann", "bo")
    (first, second) = commit([OpenDirect(ann.pk, [bo.pk]), OpenDirect(bo.pk, [ann.pk])])[0]
    assert (first[0].id, first[1], second[1]) == (second[0].id, True, False)


@pytest.mark.parametrize(
    ("usernames", "status"),
    [([], 422), (["ann"], 422), (["nobody"], 404), (["gone"], 404), (["a\x00b"], 404), (["x"] * 51, 422)],
)
def test_who_cannot_be_written_to(usernames: list[str], status: int) -> None:
    ann = person("ann")
    person("gone", is_active=False)
    answer = Api(ann).post("/direct", {"usernames": usernames})
    assert (answer.status_code, answer.json()["error"]["field"]) == (status, "usernames")


def test_ten_people_are_the_most() -> None:
    ann, *others = several("ann", *(f"p{n}" for n in range(10)))
    with pytest.raises(Refused) as caught:
        append(OpenDirect(ann.pk, [each.pk for each in others]))
    assert caught.value.field == "usernames"
    summary = append(OpenDirect(ann.pk, [each.pk for each in others[:9]]))[0]
    assert (summary.members, len(summary.people)) == (10, 9)


def test_it_stays_what_it_is() -> None:
    ann, bo, cy = several("ann", "bo", "cy")
    pair = append(OpenDirect(ann.pk, [bo.pk]))[0].id
    acts: list[Append[Any]] = [
        UpdateRoom(ann.pk, pair, name="Secret"),
        UpdateRoom(ann.pk, pair, visibility="public"),
        UpdateRoom(ann.pk, pair, archived=True),
        AddMember(ann.pk, pair, cy.pk),
        RemoveMember(ann.pk, pair, bo.pk),
        RemoveMember(ann.pk, pair, ann.pk),
    ]
    for act in acts:
        with pytest.raises(Refused) as caught:
            append(act)
        assert caught.value.code == "forbidden"
    summary = room_summary(bo.pk, pair)
    assert (summary.visibility, summary.name, summary.members) == ("private", "", 2)


def test_the_others_of_a_group_that_somebody_left_find_it_again() -> None:
    ann, bo, cy, di = several("ann", "bo", "cy", "di")
    four = append(OpenDirect(ann.pk, [bo.pk, cy.pk, di.pk]))[0].id
    append(RemoveMember(di.pk, four, di.pk))
    assert append(OpenDirect(bo.pk, [ann.pk, cy.pk]))[0].id == four
    assert append(OpenDirect(ann.pk, [bo.pk, cy.pk, di.pk]))[0].id != four
    assert four not in {each.id for each in my_rooms(di.pk)}


def test_a_group_that_shrinks_to_another_stays_apart_from_it() -> None:
    ann, bo, cy, di = several("ann", "bo", "cy", "di")
    three = append(OpenDirect(ann.pk, [bo.pk, cy.pk]))[0].id
    four = append(OpenDirect(ann.pk, [bo.pk, cy.pk, di.pk]))[0].id
    append(RemoveMember(di.pk, four, di.pk))
    assert append(OpenDirect(ann.pk, [bo.pk, cy.pk]))[0].id == three
    append(RemoveMember(cy.pk, three, cy.pk))
    pair = append(OpenDirect(ann.pk, [bo.pk]))[0]
    assert (pair.kind, pair.id == three) == ("direct", False)  # a group of two is no direct room


def test_a_guest_writes_to_those_they_have_met() -> None:
    ann, bo = several("ann", "bo")
    gus = person("gus", is_guest=True)
    room(ann, gus)
    assert Api(gus).post("/direct", {"usernames": ["ann"]}).json()["role"] == "guest"
    stranger = Api(gus).post("/direct", {"usernames": ["bo"]})
    nobody = Api(gus).post("/direct", {"usernames": ["nobody"]})
    assert stranger.content == nobody.content
    assert Api(bo).post("/direct", {"usernames": ["gus"]}).status_code == 201
    assert Api(gus).post("/direct", {"usernames": ["bo"]}).status_code == 200


def test_lists_cost_three_queries_however_many_groups(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ann, bo, cy, di = several("ann", "bo", "cy", "di")
    for others in ([bo], [cy], [di], [bo, cy], [bo, cy, di]):
        summary = append(OpenDirect(ann.pk, [each.pk for each in others]))[0]
        say(others[0], summary.id, "hello")
    with django_assert_num_queries(3):
        rooms = my_rooms(ann.pk)
    assert sorted(len(each.people) for each in rooms) == [1, 1, 1, 2, 3]
    assert [each.unread for each in rooms] == [1] * 5
