"""Who gets the pages of notifications."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.notifications.people import person, words
from tests.notifications.sending import send_to_everyone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("built")]


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> None:
    """Pages name the bundles that Vite built; here it is enough that they are listed."""
    names = ("inbox", "broadcasts", "app", "auth")
    manifest = tmp_path / "manifest.json"
    manifest.write_text(
        json.dumps({f"static/src/entries/{name}.ts": {"file": "assets/x.js"} for name in names})
    )
    settings.VITE_MANIFEST = manifest


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_inbox_knows_the_faces_of_senders() -> None:
    boss, ann = person("boss", staff=True), person("ann")
    send_to_everyone(boss.pk, words())
    answer = signed_in(ann).get("/inbox/")
    assert answer.status_code == 200
    assert list(answer.context["people"]) == ["boss"]


def test_staff_may_compose() -> None:
    assert signed_in(person("boss", staff=True)).get("/broadcasts/new/").status_code == 200


def test_others_are_told_that_they_may_not() -> None:
    answer = signed_in(person("ann")).get("/broadcasts/new/")
    assert answer.status_code == 403
    assert "Announcements are for staff" in answer.content.decode()


@pytest.mark.parametrize("path", ["/inbox/", "/broadcasts/new/"])
def test_signed_out_people_are_asked_to_sign_in(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
