"""The tables of rooms, people and reports: who sees them, what they count, constant queries; and the staff's acts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from administration.actions import DropMember, KeepMember, KeepRoom
from audit.models import AuditEntry
from chat.models import Message, Report
from files.models import File
from rooms.models import Membership, Room
from tests.api import Api
from tests.harness import check_action
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("rooms", "people", "audit", "reports")


@pytest.fixture
def staff() -> User:
    return person("staff", is_staff=True)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_the_staff(page: str, staff: User) -> None:
    assert signed_in(staff).get(f"/administration/{page}/").status_code == 200
    assert signed_in(person("ann")).get(f"/administration/{page}/").status_code == 403
    assert Client().get(f"/administration/{page}/").status_code == 302


@pytest.mark.parametrize("path", ["/administration/rooms", "/administration/people", "/audit"])
def test_calls_are_for_the_staff(path: str, staff: User) -> None:
    assert Api(staff).get(path).status_code == 200
    assert Api(person("ann")).get(path).status_code == 403 and Api().get(path).status_code == 401


def names(api: Api, query: str) -> list[str]:
    return [row["name"] for row in api.get(f"/administration/rooms?{query}").json()["rooms"]]


def test_what_the_table_of_rooms_counts_and_how_it_sorts(staff: User) -> None:
    ann, bo = person("ann"), person("bo")
    hall, yard = room(ann, bo, name="Hall"), room(ann, name="Yard", visibility="public")
    say(ann, hall.id, "one", "two", "three")
    say(ann, yard.id, "one")
    Message.objects.filter(room=hall.id).update(created_at=timezone.now() - timedelta(days=3))
    File.objects.create(room_id=yard.id, uploader=ann, name="a", size=1000, type="x", ready=True)
    File.objects.create(room_id=yard.id, uploader=ann, name="b", size=7, type="x", removed_at=timezone.now())
    api = Api(staff)
    rows = {row["name"]: row for row in api.get("/administration/rooms").json()["rooms"]}
    assert {name: (row["members"], row["messages"], row["storage"]) for name, row in rows.items()} == {
        "Hall": (2, 3, 0),
        "Yard": (1, 1, 1000),
    }
    assert names(api, "sort=activity&desc=1") == ["Yard", "Hall"]
    assert names(api, "sort=messages&desc=1") == ["Hall", "Yard"]
    assert names(api, "sort=storage&desc=1") == ["Yard", "Hall"]
    assert names(api, "sort=nonsense") == ["Hall", "Yard"]
    assert names(api, "state=public") == ["Yard"] and names(api, "q=hal") == ["Hall"]
    assert names(api, "q=@bo") == ["Hall"] and names(api, "state=archived") == []


def test_queries_do_not_grow_with_rooms_or_members(staff: User) -> None:
    ann = person("ann")
    page = signed_in(staff)

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert page.get(path).status_code == 200
        return len(queries)

    for path in ("/administration/rooms/?kind=all", "/administration/people/", "/administration/audit/"):
        cost(path)
        few = cost(path)
        for number in range(6):
            hall = room(ann, person(f"{path.split('/')[2]}{number}"), name=f"R{number}")
            say(ann, hall.id, "hello")
        assert cost(path) == few <= 16, path


def test_many_rooms_make_pages(staff: User) -> None:
    Room.objects.bulk_create(
        Room(name=f"Room {number:03}", visibility="public", created_by=staff) for number in range(120)
    )
    api = Api(staff)
    pages = [names(api, f"page={number}") for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [50, 50, 20, 0]
    assert sorted(pages[0] + pages[1] + pages[2]) == [f"Room {number:03}" for number in range(120)]
    assert api.get("/administration/rooms").json()["pages"] == 3


def test_people_are_found_and_filtered(staff: User) -> None:
    person("ann", email="ann@example.org")
    person("gone", is_active=False)
    person("guest", is_guest=True)
    api = Api(staff)

    def found(query: str) -> list[str]:
        return [
            row["person"]["username"] for row in api.get(f"/administration/people?{query}").json()["people"]
        ]

    assert found("") == ["ann", "gone", "guest", "staff"]
    assert found("state=deactivated") == ["gone"] and found("state=guests") == ["guest"]
    assert found("state=staff") == ["staff"] and found("q=example") == ["ann"]
    assert found("sort=username&desc=1") == ["staff", "guest", "gone", "ann"]


def test_everybody_sees_what_the_staff_changes(staff: User) -> None:
    ann, bo, cy = person("ann"), person("bo"), person("cy")
    hall = room(ann, bo)
    check_action([ann, bo], lambda: KeepRoom(staff.pk, hall.id, name="Great hall", topic="For all"))
    check_action([ann, bo], lambda: KeepRoom(staff.pk, hall.id, archived=True))
    check_action([ann, bo], lambda: KeepRoom(staff.pk, hall.id, archived=False))
    check_action([ann, bo, cy], lambda: KeepMember(staff.pk, hall.id, cy.pk, "member"))
    check_action([ann, bo, cy], lambda: KeepMember(staff.pk, hall.id, bo.pk, "admin"))
    check_action([ann, bo, cy], lambda: DropMember(staff.pk, hall.id, cy.pk))
    by_staff = AuditEntry.objects.filter(actor=staff, room=hall.id).order_by("pk")
    assert list(by_staff.values_list("action", flat=True)) == [
        "room.changed",
        "room.archived",
        "room.restored",
        "member.added",
        "member.role_changed",
        "member.removed",
    ]
    assert by_staff[0].details["changes"]["topic"] == ["", "For all"]


def test_acts_on_rooms_over_the_api(staff: User) -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann)
    api, base = Api(staff), f"/administration/rooms/{hall.id}"
    assert api.patch(base, {"retention_days": 30}).json()["retention_days"] == 30
    assert api.patch(base, {"topic": "x"}).json()["retention_days"] == 30
    assert api.patch(base, {"retention_days": None}).json()["retention_days"] is None
    assert api.patch(base, {"retention_days": 0}).json()["error"]["field"] == "retention_days"
    assert api.patch("/administration/rooms/999", {"topic": "x"}).status_code == 404
    put = api.call("PUT", f"{base}/members/bo", {"role": "owner"})
    assert put.json()["members"] == 2
    assert Membership.objects.get(room=hall.id, user=bo).role == "owner"
    assert api.delete(f"{base}/members/ann").status_code == 204
    assert api.delete(f"{base}/members/bo").json()["error"]["code"] == "conflict", "the last owner stays"
    for method, path in [("PATCH", base), ("PUT", f"{base}/members/bo"), ("DELETE", f"{base}/members/bo")]:
        assert Api(ann).call(method, path, {"role": "member"} if method == "PUT" else {}).status_code == 403


def test_many_at_once(staff: User) -> None:
    ann = person("ann")
    one, two = room(ann, name="One"), room(ann, name="Two")
    body = {"rooms": [one.id, two.id, 999, one.id], "archived": True}
    answer = Api(staff).post("/administration/rooms/bulk", body).json()
    assert answer["changed"] == [one.id, two.id] and list(answer["refused"]) == ["999"]
    assert Room.objects.filter(archived=True).count() == 2
    again = Api(staff).post("/administration/rooms/bulk", body).json()
    assert again["changed"] == []
    assert Api(ann).post("/administration/rooms/bulk", body).status_code == 403


def test_reports_are_listed_and_settled(staff: User) -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo)
    message = say(ann, hall.id, "bad words")[0]
    report = Report.objects.create(
        message_id=message.id,
        room_id=hall.id,
        reporter=bo,
        reason="rude",
        body="bad words",
        created_at=timezone.now(),
    )
    page = signed_in(staff)
    assert b"bad words" in page.get("/administration/reports/").content
    path = f"/administration/reports/{report.pk}/resolve"
    assert Api(bo).post(path).status_code == 403
    assert Api(staff).post(path).status_code == 204
    assert b"bad words" not in page.get("/administration/reports/").content
    assert b"bad words" in page.get("/administration/reports/?state=resolved").content
    assert AuditEntry.objects.filter(action="report.resolved", actor=staff).count() == 1
    Api(staff).post(path)
    assert AuditEntry.objects.filter(action="report.resolved").count() == 1
    assert Api(staff).post("/administration/reports/999/resolve").status_code == 404


def test_the_page_of_a_room(staff: User) -> None:
    ann = person("ann")
    hall = room(ann, name="<Hall>")
    page = signed_in(staff).get(f"/administration/rooms/{hall.id}/")
    text = page.content.decode()
    assert "&lt;Hall&gt;" in text and "<Hall>" not in text
    assert "@ann" in text and "made a room" in text
    assert signed_in(staff).get("/administration/rooms/999/").status_code == 404
