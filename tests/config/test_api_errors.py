"""Whatever goes wrong under /api/, the answer is JSON of one shape."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.api import code_of, field_of
from config.api_errors import ApiErrors


def error_of(response: Any) -> dict[str, str]:
    error: dict[str, str] = json.loads(response.content)["error"]
    return error


def test_an_unknown_address_is_named(client: Client) -> None:
    response = client.get("/api/v1/nothing")
    assert response.status_code == 404
    assert error_of(response)["code"] == "not_found"


def test_a_wrong_method_keeps_its_status_and_says_what_is_allowed(client: Client) -> None:
    response = client.put("/api/v1/me")
    assert response.status_code == 405
    assert error_of(response)["code"] == "bad_request"
    assert "GET" in response["Allow"]


@pytest.mark.django_db
def test_nobody_is_told_to_sign_in(client: Client) -> None:
    response = client.get("/api/v1/me")
    assert response.status_code == 401
    assert error_of(response)["code"] == "unauthenticated"


def test_a_crash_says_nothing_of_its_inside() -> None:
    middleware = ApiErrors(lambda request: HttpResponse("<h1>Traceback: secret</h1>", status=500))
    response = middleware(RequestFactory().get("/api/v1/rooms"))
    assert isinstance(response, HttpResponse)
    assert (response.status_code, error_of(response)["code"]) == (500, "internal")
    assert b"secret" not in response.content


def test_pages_keep_their_own_errors(client: Client) -> None:
    assert client.get("/no-such-page/")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("location", "field"),
    [(("body", "wish", "name"), "name"), (("query", "limit"), "limit"), (("body", "wish"), None)],
)
def test_the_field_is_called_as_the_caller_called_it(location: tuple[str, ...], field: str | None) -> None:
    assert field_of(location) == field


def test_every_status_has_a_code() -> None:
    assert [code_of(status) for status in (404, 405, 418, 502)] == [
        "not_found",
        "bad_request",
        "bad_request",
        "internal",
    ]
