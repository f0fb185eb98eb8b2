"""HTTP API of people: who may call it, and what it says."""

import pytest
from django.test import Client

from accounts.actions import create_token
from accounts.models import User
from tests.api import Api
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def test_me() -> None:
    ann = person("ann", name="Ann K", colour=2)
    expected = {"id": ann.pk, "username": "ann", "name": "Ann K", "colour": 2, "is_staff": False}
    expected |= {"is_guest": False, "active": True, "status": None}
    own = {"about": "", "timezone": "", "language": "", "density": "comfortable"}
    assert Api(ann).get("/me").json() == expected | own


def test_a_name_is_never_empty_to_others() -> None:
    assert Api(person("ann")).get("/me").json()["name"] == "ann"


def test_changing_oneself() -> None:
    ann = person("ann")
    api = Api(ann)
    changed = api.patch("/me", {"name": " Ann K ", "colour": 8})
    assert changed.status_code == 200
    assert (changed.json()["name"], changed.json()["colour"]) == ("Ann K", 8)
    assert api.patch("/me", {"colour": 3}).json()["name"] == "Ann K"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"colour": 9}, "colour"),
        ({"colour": "3"}, "colour"),
        ({"name": "x" * 61}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"username": "bo"}, "username"),
        ({"is_staff": True}, "is_staff"),
    ],
)
def test_a_bad_change_names_its_field(change: dict[str, object], field: str) -> None:
    ann = person("ann")
    answer = Api(ann).patch("/me", change)
    assert answer.status_code == 422
    assert (answer.json()["error"]["code"], answer.json()["error"]["field"]) == ("invalid", field)
    assert not User.objects.get(pk=ann.pk).is_staff


def test_tokens_from_making_to_deleting() -> None:
    ann = person("ann")
    api = Api(ann)
    made = api.post("/tokens", {"name": "laptop", "days": 7})
    assert made.status_code == 201
    secret = made.json().pop("token")
    (listed,) = api.get("/tokens").json()["tokens"]
    assert listed["name"] == "laptop" and listed["expires_at"] and secret not in str(listed)
    assert Api(token=secret).get("/me").json()["username"] == "ann"
    assert api.delete(f"/tokens/{listed['id']}").status_code == 204
    assert Api(token=secret).get("/me").status_code == 401
    assert api.delete(f"/tokens/{listed['id']}").status_code == 404


@pytest.mark.parametrize("path", ["/me", "/people", "/tokens"])
def test_nobody_reads_nothing(path: str) -> None:
    answer = Api().get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated")


def test_a_cookie_needs_the_csrf_token_and_a_bearer_does_not() -> None:
    ann = person("ann")
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    refused = client.patch("/api/v1/me", {"name": "X"}, content_type="application/json")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
    assert client.get("/api/v1/me").status_code == 200
    client.cookies["csrftoken"] = "a" * 32
    passed = client.patch(
        "/api/v1/me", {"name": "X"}, content_type="application/json", headers={"x-csrftoken": "a" * 32}
    )
    assert passed.status_code == 200
    bearer = {"authorization": f"Bearer {create_token(ann.pk, 't').token}"}
    assert (
        client.patch("/api/v1/me", {"name": "Y"}, content_type="application/json", headers=bearer).status_code
        == 200
    )


def test_a_bad_token_is_not_saved_by_a_cookie() -> None:
    client = Client()
    client.force_login(person("ann"))
    assert client.get("/api/v1/me", headers={"authorization": "Bearer nonsense"}).status_code == 401


def test_too_many_changes_of_name_are_slowed_down() -> None:
    api = Api(person("ann"))
    statuses = [api.patch("/me", {"colour": 1 + number % 8}).status_code for number in range(12)]
    assert statuses[0] == 200 and statuses[-1] == 429


def test_finding_people() -> None:
    ann, _ = person("ann"), person("bo", name="Bo J")
    assert [each["name"] for each in Api(ann).get("/people?q=bo").json()["people"]] == ["Bo J"]


def test_the_description_of_the_api_is_there_and_names_every_path() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    messages, member = "/rooms/{room_id}/messages", "/rooms/{room_id}/members/{username}"
    for path in ("/me", "/rooms", messages, member, "/messages/{message_id}"):
        assert f"/api/v1{path}" in described["paths"]
    assert Client().get("/api/v1/docs").status_code == 200
