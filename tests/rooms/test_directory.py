"""The directory, its pages and search; joining by request; and one's own order of the rooms."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from audit.models import AuditEntry
from realtime.commit import append
from rooms.actions import ArrangeRoom, AskToJoin, UpdateRoom
from rooms.models import JoinRequest
from rooms.selectors import my_rooms, room_summary
from tests.api import Api
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


def listed(api: Api, query: str = "") -> list[str]:
    return [each["name"] for each in api.get(f"/rooms?scope=directory{query}").json()["rooms"]]


def test_pages_join_without_holes_or_doubles() -> None:
    ann, bo = person("ann"), person("bo")
    for number in range(7):
        room(ann, name=f"Same {number // 2}", visibility="public")
    api, after, names = Api(bo), "", []
    for _ in range(10):
        page = api.get(f"/rooms?scope=directory&limit=3&after={after}").json()
        names += [(each["name"], each["id"]) for each in page["rooms"]]
        after = page["next"]
        if after is None:
            break
    assert names == sorted(names) and len(set(names)) == 7
    assert api.get("/rooms?scope=directory&limit=7").json()["next"] is None
    for wrong in ("x", "bm90", "W10="):
        assert api.get(f"/rooms?scope=directory&after={wrong}").json()["error"]["field"] == "after"


def test_a_page_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from rooms.selectors import directory

    ann, bo = person("ann"), person("bo")
    for number in range(5):
        room(ann, bo, name=f"Hall {number}", visibility="public")
    with django_assert_num_queries(2):
        assert len(directory(bo.pk, "hall").rooms) == 5


def test_search_looks_into_name_topic_and_what_one_may_read() -> None:
    ann, bo = person("ann"), person("bo")
    one, two, three = (room(ann, name=name, visibility="public").id for name in ("Oak", "Pine", "Yew"))
    append(UpdateRoom(ann.pk, two, topic="next to the oak"))
    append(UpdateRoom(ann.pk, three, description="Not an OAK."))
    hidden = room(ann, name="Private oak").id
    api = Api(bo)
    assert listed(api, "&q=oak") == ["Oak", "Pine", "Yew"]
    append(UpdateRoom(ann.pk, hidden, findable=True, description="about beeches"))
    assert listed(api, "&q=oak") == ["Oak", "Pine", "Private oak", "Yew"]
    assert listed(api, "&q=beech") == []
    assert listed(Api(ann), "&q=beech") == ["Private oak"]
    assert listed(api, "&q=%25") == [] and listed(api, "&q=%00oak") == ["Oak", "Pine", "Private oak", "Yew"]
    append(UpdateRoom(ann.pk, one, archived=True))
    assert "Oak" not in listed(api)


def test_guests_find_only_their_own() -> None:
    ann = person("ann")
    gus = person("gus", is_guest=True)
    room(ann, name="Public", visibility="public")
    found = room(ann, name="Findable").id
    append(UpdateRoom(ann.pk, found, findable=True))
    room(ann, gus, name="His")
    assert listed(Api(gus)) == ["His"]
    assert Api(gus).post(f"/rooms/{found}/requests", {}).status_code == 404
    refused = Api(gus).post("/rooms", {"name": "New", "visibility": "private"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")


def test_a_private_room_that_can_be_found_shows_its_name_and_nothing_else() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann).id
    append(UpdateRoom(ann.pk, hall, findable=True, topic="Plans", description="secret", retention_days=3))
    api = Api(bo)
    (seen,) = api.get("/rooms?scope=directory").json()["rooms"]
    assert (seen["name"], seen["topic"], seen["description"], seen["retention_days"]) == (
        "Hall",
        "Plans",
        "",
        None,
    )
    assert [name for name, able in seen["abilities"].items() if able] == ["request"]
    for path in ("", "/messages", "/members", "/documents"):
        assert api.get(f"/rooms/{hall}{path}").status_code == 404
    assert api.post(f"/rooms/{hall}/join").status_code == 404


# -- requests


def asked_room() -> tuple[Any, Any, int]:
    ann, bo = person("ann"), person("bo")
    hall = room(ann).id
    append(UpdateRoom(ann.pk, hall, findable=True))
    return ann, bo, hall


def test_asking_and_being_let_in() -> None:
    ann, bo, hall = asked_room()
    asked = Api(bo).post(f"/rooms/{hall}/requests", {"text": "I work on it"})
    assert (asked.status_code, asked.json()["state"]) == (201, "open")
    assert Api(bo).post(f"/rooms/{hall}/requests").status_code == 200
    assert Api(bo).get("/rooms?scope=directory").json()["rooms"][0]["requested"] is True
    assert room_summary(ann.pk, hall).requests == 1
    (waiting,) = Api(ann).get(f"/rooms/{hall}/requests").json()["requests"]
    assert (waiting["user"]["username"], waiting["text"]) == ("bo", "I work on it")
    answer = Api(ann).post(f"/requests/{waiting['id']}/accept")
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    assert [(each.id, each.role, each.requests) for each in my_rooms(bo.pk)] == [(hall, "member", 0)]
    assert Api(ann).post(f"/requests/{waiting['id']}/decline").json()["error"]["code"] == "conflict"
    assert AuditEntry.objects.filter(action="request.accepted", target="bo", room=hall).count() == 1


def test_being_declined_one_may_ask_again() -> None:
    ann, bo, hall = asked_room()
    number = append(AskToJoin(hall, bo.pk))[0].id
    assert Api(ann).post(f"/requests/{number}/decline").json()["state"] == "declined"
    assert (room_summary(ann.pk, hall).requests, my_rooms(bo.pk)) == (0, [])
    assert Api(bo).post(f"/rooms/{hall}/requests").status_code == 201
    assert JoinRequest.objects.count() == 2


def test_only_those_who_may_invite_answer() -> None:
    ann, bo, hall = asked_room()
    cy = person("cy")
    number = append(AskToJoin(hall, bo.pk))[0].id
    for user in (bo, cy):
        assert Api(user).post(f"/requests/{number}/accept").status_code == 404
        assert Api(user).get(f"/rooms/{hall}/requests").status_code == 404
    assert Api(ann).post("/requests/99999/accept").status_code == 404
    assert Api(ann).post(f"/rooms/{hall}/requests").status_code == 403


@pytest.mark.parametrize("visibility", ["public", "private"])
def test_rooms_that_do_not_want_to_be_asked(visibility: str) -> None:
    hall = room(person("ann"), visibility=visibility).id
    answer = Api(person("bo")).post(f"/rooms/{hall}/requests", {"text": "x"})
    assert answer.status_code == (403 if visibility == "public" else 404)


# -- the sidebar


def test_favourites_and_places_are_ones_own() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    api = Api(bo)
    assert api.call("PUT", f"/rooms/{hall}/favourite").json()["favourite"] is True
    assert api.call("PUT", f"/rooms/{hall}/position", {"position": 2.5}).json()["position"] == 2.5
    (mine,) = my_rooms(bo.pk)
    assert (mine.favourite, mine.position) == (True, 2.5)
    (theirs,) = my_rooms(ann.pk)
    assert (theirs.favourite, theirs.position) == (False, None)
    assert api.delete(f"/rooms/{hall}/favourite").json()["favourite"] is False
    assert api.call("PUT", f"/rooms/{hall}/position", {"position": None}).json()["position"] is None
    wrong = api.call("PUT", f"/rooms/{hall}/position", {"position": 1e300})
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "position")


def test_arranging_wants_a_membership() -> None:
    ann, bo = person("ann"), person("bo")
    hall, hidden = room(ann, visibility="public").id, room(ann).id
    assert Api(bo).call("PUT", f"/rooms/{hall}/favourite").status_code == 403
    assert Api(bo).call("PUT", f"/rooms/{hidden}/favourite").status_code == 404


def test_arranging_writes_back_nothing_else() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    append(ArrangeRoom(bo.pk, hall, favourite=True))
    assert room_summary(bo.pk, hall).position is None


# -- settings


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slow_mode": -1}, "slow_mode"),
        ({"slow_mode": 21_601}, "slow_mode"),
        ({"slow_mode": True}, "slow_mode"),
        ({"retention_days": 0}, "retention_days"),
        ({"retention_days": 3651}, "retention_days"),
        ({"posting": "nobody"}, "posting"),
        ({"emoji": "two words"}, "emoji"),
        ({"emoji": "x"}, "emoji"),
        ({"emoji": "<b>"}, "emoji"),
        ({"emoji": "🎈" * 41}, "emoji"),
        ({"description": "d" * 2001}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"findable": 1}, "findable"),
        ({"kind": "direct"}, "kind"),
    ],
)
def test_a_bad_setting_names_its_field(change: dict[str, Any], field: str) -> None:
    ann = person("ann")
    answer = Api(ann).patch(f"/rooms/{room(ann).id}", change)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_settings_come_back_as_they_were_set() -> None:
    ann = person("ann")
    hall = room(ann).id
    wishes = {
        "description": "Many\nlines",
        "emoji": ":party:",
        "posting": "admins",
        "slow_mode": 30,
        "retention_days": 90,
        "findable": True,
    }
    api = Api(ann)
    changed = api.patch(f"/rooms/{hall}", wishes).json()
    assert {key: changed[key] for key in wishes} == wishes
    again = api.patch(f"/rooms/{hall}", {"topic": "x", "description": "", "emoji": ""}).json()
    assert (again["retention_days"], again["description"], again["emoji"]) == (90, "", "")
    assert api.patch(f"/rooms/{hall}", {"retention_days": None}).json()["retention_days"] is None
    entry = AuditEntry.objects.filter(action="room.changed").order_by("-pk")[0]
    assert entry.details == {"changes": {"retention_days": [90, None]}}
