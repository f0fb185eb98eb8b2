"""Files of documents: they follow the document's right, and stay as long as it does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pycrdt import Doc, XmlElement, XmlFragment

from accounts.models import User
from collab.actions import CreateDocument
from collab.actions.updates import Entry, StoreUpdates
from collab.core.origin import Origin
from collab.models import Document
from files.actions import discard, withdraw
from files.jobs import UNSENT_FOR, sweep
from files.models import File, FileUse
from files.uses import MOST, Use, forget_uses, ids_in, use
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import RemoveMember
from tests.files import samples
from tests.files.uploads import claimed, fetch, upload
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


def document(by: User, room_id: int) -> int:
    return append(CreateDocument(by.pk, room_id, "Plan")).id


def upload_to(user: User, document_id: int, content: bytes = b"hello", name: str = "note.txt") -> Any:
    client = Client()
    client.force_login(user)
    part = SimpleUploadedFile(name, content)
    return client.post(f"/api/v1/documents/{document_id}/files", {"file": part})


def referring(*ids: str) -> bytes:
    """An update that puts these files into a document."""
    doc: Doc[XmlFragment] = Doc()
    content = doc.get("content", type=XmlFragment)
    for each in ids:
        content.children.append(XmlElement("attachment", {"file": each, "name": "note.txt"}))
    return doc.get_update()


def write(user: User, document_id: int, update: bytes) -> dict[int, Refused]:
    row = Document.objects.get(pk=document_id)
    return append(StoreUpdates(document_id, row.room_id, [Entry(Origin("c", user.pk, 1), update)]))


def later() -> None:
    """A day passes, and the sweep comes."""
    File.objects.update(created_at=timezone.now() - UNSENT_FOR - timedelta(minutes=1))
    sweep()


def test_a_file_is_the_documents_once_it_refers_to_it() -> None:
    ann, bo, eve = person("ann"), person("bo"), person("eve")
    hall = room(ann, bo)
    plan = document(ann, hall.id)
    info = upload_to(ann, plan, samples.picture(), "a.png").json()
    assert fetch(bo, info["url"]).status == 404
    assert write(ann, plan, referring(info["id"])) == {}
    for path in (info["url"], info["thumb_url"]):
        assert fetch(bo, path).status == 200
        assert fetch(eve, path).status == 404
    append(RemoveMember(ann.pk, hall.id, bo.pk))
    assert fetch(bo, info["url"]).status == 404


def test_it_follows_the_document_and_not_the_room() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo)
    plan = document(ann, hall.id)
    info = upload_to(ann, plan).json()
    write(ann, plan, referring(info["id"]))
    Document.objects.filter(pk=plan).update(room_right="none")
    assert fetch(bo, info["url"]).status == 404
    assert fetch(ann, info["url"]).status == 200


def test_to_name_a_file_does_not_open_it() -> None:
    ann, bo, eve = person("ann"), person("bo"), person("eve")
    hall, other = room(ann, bo), room(eve)
    private = upload(ann, hall.id).json()
    theirs = document(eve, other.id)
    assert write(eve, theirs, referring(private["id"], "00000000-0000-4000-8000-000000000000")) == {}
    assert not FileUse.objects.exists()
    assert fetch(eve, private["url"]).status == 404
    # What one may read in chat may be shown in a document, also to those who are not in that room.
    claimed(ann, hall.id, private["id"])
    both = room(bo, eve)
    write(bo, document(bo, both.id), referring(private["id"]))
    assert fetch(eve, private["url"]).status == 200


def test_who_may_not_edit_uploads_nothing() -> None:
    ann, bo = person("ann"), person("bo")
    plan = document(ann, room(ann, bo).id)
    Document.objects.filter(pk=plan).update(room_right="comment")
    assert upload_to(bo, plan).status_code == 403
    assert upload_to(person("eve"), plan).status_code == 404
    assert not File.objects.exists()


def test_what_a_document_refers_to_is_never_swept() -> None:
    ann = person("ann")
    plan = document(ann, room(ann).id)
    kept, left = upload_to(ann, plan).json(), upload_to(ann, plan).json()
    write(ann, plan, referring(kept["id"]))
    later()
    assert set(File.objects.values_list("pk", flat=True)) == {UUID(kept["id"])}
    assert fetch(ann, kept["url"]).content == b"hello"
    assert fetch(ann, left["url"]).status == 404
    with pytest.raises(Refused, match="no such upload"):
        withdraw(ann.pk, UUID(kept["id"]))
    forget_uses([plan])
    later()
    assert not File.objects.exists()


def test_a_refused_update_takes_no_file() -> None:
    ann, bo = person("ann"), person("bo")
    plan = document(ann, room(ann, bo).id)
    info = upload_to(bo, plan).json()
    Document.objects.filter(pk=plan).update(room_right="read")
    assert set(write(bo, plan, referring(info["id"]))) == {bo.pk}
    assert not FileUse.objects.exists()


def test_a_deleted_message_leaves_the_document_its_file() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo)
    plan = document(ann, hall.id)
    shared, alone = upload(ann, hall.id).json(), upload(ann, hall.id).json()
    claimed(ann, hall.id, shared["id"], alone["id"])
    write(ann, plan, referring(shared["id"]))
    discard(None, [shared["id"], alone["id"]])
    later()
    assert fetch(bo, shared["url"]).status == 200
    assert fetch(bo, alone["url"]).status == 404


def test_ids_are_found_in_any_update() -> None:
    one, two = "0b7c1f8e-52a1-4b5e-9a51-0f9f6c1f7a11", "1b7c1f8e-52a1-4b5e-9a51-0f9f6c1f7a11"
    assert ids_in(referring(one, two)) == {UUID(one), UUID(two)}
    assert ids_in(b"\x00w$" + b"x" * 36) == set()
    assert ids_in(b"") == set()


def test_more_files_than_a_commit_may_bring_cost_no_more() -> None:
    ann = person("ann")
    plan = document(ann, room(ann).id)
    many = frozenset(UUID(int=number) for number in range(MOST * 2))
    use([Use(ann.pk, plan, many)])
    assert not FileUse.objects.exists()
