"""The directory of people and their cards: pages, guests, constant queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.api import Api
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


def pages(api: Api, query: str) -> list[list[str]]:
    out, after = [], ""
    while True:
        page = api.get(f"/people?{query}&after={after}").json()
        out.append([each["username"] for each in page["people"]])
        if page["next"] is None:
            return out
        after = page["next"]


def test_pages_hold_everybody_once_those_who_begin_with_it_first() -> None:
    api = Api(person("zoe"))
    for number in range(7):
        person(f"p{number}", name=f"Sam {number}" if number % 2 else f"The Sam {number}")
    assert pages(api, "q=sam&limit=3") == [["p1", "p3", "p5"], ["p0", "p2", "p4"], ["p6"]]
    assert pages(api, "limit=8") == [["p0", "p1", "p2", "p3", "p4", "p5", "p6", "zoe"]]


def test_a_page_costs_the_same_however_many_there_are() -> None:
    api = Api(person("zoe"))

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert api.get("/people?limit=100").status_code == 200
        return len(queries)

    cost()
    few = cost()
    for number in range(30):
        person(f"p{number}")
    assert cost() == few <= 5


def test_a_bad_cursor_names_its_field() -> None:
    answer = Api(person("ann")).get("/people?after=zzz")
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "after")


def test_guests_know_only_whom_they_share_a_room_with() -> None:
    ann, bo, guest = person("ann"), person("bo"), person("guest", is_guest=True)
    room(ann, guest)
    api = Api(guest)
    assert pages(api, "q=") == [["ann", "guest"]]
    assert api.get("/people/ann").status_code == 200
    assert api.get("/people/bo").status_code == 404
    assert Api(bo).get("/people/guest").status_code == 200


def test_the_card_of_a_person() -> None:
    ann, bo = person("ann"), person("bo", email="bo@example.org", about="Prints things")
    hall = room(ann, bo, name="Hall")
    room(bo, name="Bo's own")
    seen = timezone.now() - timedelta(hours=2)
    User.objects.filter(pk=bo.pk).update(last_seen_at=seen, timezone="Europe/Berlin")
    card = Api(ann).get("/people/BO").json()
    assert card["person"]["username"] == "bo" and card["about"] == "Prints things"
    assert (card["timezone"], card["presence"], card["email"]) == ("Europe/Berlin", "offline", "")
    assert card["last_seen"].startswith(seen.strftime("%Y-%m-%dT%H:%M"))
    assert card["rooms"] == [{"id": hall.id, "name": "Hall"}]
    staff = person("staff", is_staff=True)
    assert Api(staff).get("/people/bo").json()["email"] == "bo@example.org"
    assert Api(ann).get("/people/nobody").json()["error"]["code"] == "not_found"


def test_a_deactivated_person_still_has_a_card() -> None:
    person("gone", is_active=False)
    assert Api(person("ann")).get("/people/gone").json()["person"]["active"] is False
