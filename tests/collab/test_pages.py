"""Who gets the pages of documents, and what they bring along."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from collab.actions import CreateDocument
from collab.events import DocumentInfo
from realtime.commit import append
from rooms.actions import UpdateRoom
from rooms.events import RoomSummary
from tests.people import person, room

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("built")]


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> None:
    """Pages name the bundles that Vite built; here it is enough that they are listed."""
    chunk = {"file": "assets/x.js"}
    names = ("document", "documents", "app", "auth")
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({f"static/src/entries/{name}.ts": chunk for name in names}))
    settings.VITE_MANIFEST = manifest


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def stage(visibility: str = "private") -> tuple[User, User, RoomSummary, DocumentInfo]:
    ann, bo = person("ann", name="Ann"), person("bo")
    hall = room(ann, visibility=visibility)
    return ann, bo, hall, append(CreateDocument(ann.pk, hall.id, "Plan", "Words"))


def test_a_member_gets_the_editor() -> None:
    ann, _, hall, document = stage()
    answer = signed_in(ann).get(f"/documents/{document.id}/")
    assert answer.status_code == 200
    boot = answer.context["boot"]
    assert (boot["document"]["title"], boot["room"]["id"], boot["may_edit"]) == ("Plan", hall.id, True)
    assert "Made by Ann" in answer.content.decode()


def test_a_reader_gets_the_page_without_its_tools() -> None:
    _, bo, _, document = stage("public")
    answer = signed_in(bo).get(f"/documents/{document.id}/")
    assert answer.context["boot"]["may_edit"] is False
    assert 'aria-controls="document-text" hidden' in answer.content.decode()


def test_an_archived_room_is_read_only_for_its_owner_too() -> None:
    ann, _, hall, document = stage()
    append(UpdateRoom(ann.pk, hall.id, archived=True))
    assert signed_in(ann).get(f"/documents/{document.id}/").context["boot"]["may_edit"] is False


def test_strangers_cannot_tell_a_hidden_document_from_none() -> None:
    _, bo, hall, document = stage()
    client = signed_in(bo)
    paths = [
        f"/documents/{document.id}/",
        f"/rooms/{hall.id}/documents/",
        "/documents/999/",
        "/rooms/999/documents/",
    ]
    assert [client.get(path).status_code for path in paths] == [404] * 4


def test_the_list_brings_documents_and_who_made_them() -> None:
    ann, _, hall, document = stage()
    boot = signed_in(ann).get(f"/rooms/{hall.id}/documents/").context["boot"]
    assert [each["id"] for each in boot["documents"]] == [document.id]
    assert boot["people"]["ann"]["name"] == "Ann"


def test_signed_out_people_are_asked_to_sign_in() -> None:
    _, _, _, document = stage("public")
    answer = Client().get(f"/documents/{document.id}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
