"""Signing up, in and out on the pages."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "rose-and-thorn-7"


def sign_up(client: Client, username: str, email: str = "") -> int:
    form = {"username": username, "email": email, "password1": PASSWORD, "password2": PASSWORD}
    return client.post("/accounts/signup/", form).status_code


def test_signing_up_in_any_case_makes_a_lower_case_name() -> None:
    client = Client()
    assert sign_up(client, "Ann.K") == 302
    assert client.get("/api/v1/me").json()["username"] == "ann.k"
    assert 1 <= User.objects.get().colour <= 8


@pytest.mark.parametrize("taken", ["ann", "ANN"])
def test_a_name_is_taken_in_any_case(taken: str) -> None:
    person("ann")
    assert sign_up(Client(), taken) == 200  # the form again, with its error
    assert User.objects.count() == 1


@pytest.mark.parametrize("bad", ["a b", "ann@example.org", "änn", "x" * 41, ".ann"])
def test_a_bad_name_is_not_taken(bad: str) -> None:
    assert sign_up(Client(), bad) == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("login", ["ann", "ANN", "ann@example.org"])
def test_signing_in_with_name_or_address(login: str) -> None:
    sign_up(Client(), "ann", "ann@example.org")
    client = Client()
    answer = client.post("/accounts/login/", {"login": login, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/api/v1/me").json()["username"] == "ann"
    assert client.post("/accounts/login/", {"login": login, "password": "wrong"}).status_code in (200, 302)


def test_a_wrong_password_does_not_sign_in() -> None:
    sign_up(Client(), "ann")
    client = Client()
    assert client.post("/accounts/login/", {"login": "ann", "password": "wrong"}).status_code == 200
    assert client.get("/api/v1/me").status_code == 401


def test_setting_a_new_password_by_mail() -> None:
    sign_up(Client(), "ann", "ann@example.org")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    page = client.get(link[1], follow=True)
    path = page.request["PATH_INFO"]
    client.post(path, {"password1": "lily-and-leaf-8", "password2": "lily-and-leaf-8"})
    fresh = Client()
    assert fresh.post("/accounts/login/", {"login": "ann", "password": "lily-and-leaf-8"}).status_code == 302
    assert fresh.get("/api/v1/me").status_code == 200
