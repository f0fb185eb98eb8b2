"""Who gets the pages of documents, and what they bring along."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import User
from collab.actions import CreateDocument
from collab.actions.links import CreateLink, RevokeLink
from collab.actions.sharing import GiveRight, SetRoomRight
from collab.events import DocumentInfo
from collab.models import ShareLink
from files.models import FileUse
from files.upload import store
from realtime.commit import append
from rooms.actions import UpdateRoom
from rooms.events import RoomSummary
from tests.people import person, room

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("built")]


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> None:
    """Pages name the bundles that Vite built; here it is enough that they are listed."""
    chunk = {"file": "assets/x.js"}
    names = ("document", "documents", "shelf", "shared", "app", "auth")
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


def test_who_was_given_the_document_alone_gets_it_beside_a_room_without_a_name() -> None:
    ann, bo, hall, document = stage()
    append(GiveRight(ann.pk, document.id, hall.id, bo.pk, "comment"))
    answer = signed_in(bo).get(f"/documents/{document.id}/")
    boot = answer.context["boot"]
    assert (boot["right"], boot["outside"], boot["room"]["name"], boot["may_edit"]) == (
        "comment",
        True,
        "",
        False,
    )
    assert "Hall" not in answer.content.decode()
    assert signed_in(bo).get(f"/rooms/{hall.id}/documents/").status_code == 404


def test_the_page_knows_what_it_lies_under_as_far_as_the_reader_does() -> None:
    ann, bo, hall, top = stage("public")
    middle = append(CreateDocument(ann.pk, hall.id, "Middle", parent=top.id))
    low = append(CreateDocument(ann.pk, hall.id, "Low", parent=middle.id))
    append(SetRoomRight(ann.pk, middle.id, hall.id, "none"))
    path = f"/documents/{low.id}/"
    assert [each["title"] for each in signed_in(ann).get(path).context["boot"]["parents"]] == [
        "Plan",
        "Middle",
    ]
    assert [each["title"] for each in signed_in(bo).get(path).context["boot"]["parents"]] == ["Plan"]


def test_opening_a_document_makes_it_recent() -> None:
    ann, _, hall, document = stage()
    client = signed_in(ann)
    for _each in range(2):
        client.get(f"/documents/{document.id}/")
    assert client.get("/documents/").context["boot"]["documents"][0]["id"] == document.id
    assert client.get(f"/rooms/{hall.id}/documents/").context["boot"]["recent"] == [document.id]
    assert client.get("/documents/?scope=shared").context["boot"] == {"scope": "shared", "documents": []}


def unlisted(answer: Any) -> bool:
    return bool(
        answer["Referrer-Policy"] == "same-origin"
        and "noindex" in answer["X-Robots-Tag"]
        and "no-store" in answer["Cache-Control"]
    )


def test_a_link_shows_its_document_to_anybody() -> None:
    ann, bo, hall, document = stage()
    path = f"/d/{append(CreateLink(ann.pk, document.id, hall.id, 'edit')).token}"
    answer = Client().get(path)
    assert answer.status_code == 200 and unlisted(answer)
    assert "Words" in answer.content.decode() and "Hall" not in answer.content.decode()
    assert ShareLink.objects.get().uses == 1
    assert signed_in(ann).get(path)["Location"] == f"/documents/{document.id}/"
    client = signed_in(bo)
    assert client.get(path).status_code == 200, "reading a link changes nothing"
    assert client.get(f"/documents/{document.id}/").status_code == 404
    assert client.post(path)["Location"] == f"/documents/{document.id}/"
    assert client.get(f"/documents/{document.id}/").context["boot"]["right"] == "edit"


def test_a_link_asks_for_its_password() -> None:
    ann, _, hall, document = stage()
    path = f"/d/{append(CreateLink(ann.pk, document.id, hall.id, 'read', password='sesame')).token}"
    client = Client()
    for answer in (client.get(path), client.post(path, {"password": "open"})):
        assert "Words" not in answer.content.decode() and "Plan" not in answer.content.decode()
        assert unlisted(answer)
    assert client.post(path, {"password": "open"}).status_code == 403
    assert client.post(path, {"password": "sesame"})["Location"] == path
    assert "Words" in client.get(path).content.decode()
    assert "Words" not in Client().get(path).content.decode()


def test_a_link_that_does_not_work_says_so_and_nothing_else() -> None:
    answer = Client().get("/d/never")
    assert answer.status_code == 404 and unlisted(answer)


@pytest.mark.parametrize("password", ["", "sesame"])
def test_pictures_come_by_the_link_too(password: str, tmp_path: Path, settings: Any) -> None:
    ann, _, hall, document = stage()
    mine, foreign = (store(ann.pk, hall.id, ContentFile(b"words", name="a.txt"), "a.txt") for _ in range(2))
    FileUse.objects.create(file_id=mine.id, document=document.id)
    made = append(CreateLink(ann.pk, document.id, hall.id, "read", password=password))
    anybody = Client()
    if password:
        assert anybody.get(f"/d/{made.token}/files/{mine.id}").status_code == 404
        anybody.post(f"/d/{made.token}", {"password": password})
    answer = anybody.get(f"/d/{made.token}/files/{mine.id}")
    assert answer.status_code == 200 and "noindex" in answer["X-Robots-Tag"]
    assert anybody.get(f"/d/{made.token}/files/{foreign.id}").status_code == 404
    append(RevokeLink(ann.pk, made.id, document.id, hall.id))
    assert anybody.get(f"/d/{made.token}/files/{mine.id}").status_code == 404


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
