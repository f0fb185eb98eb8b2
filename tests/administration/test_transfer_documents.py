"""The documents of a room that is taken along and brought in again: their tree, looks, files and rights."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile

from administration.transfer.export import export_room, manifest_of
from administration.transfer.load import import_room
from administration.transfer.reading import check_tree
from collab.actions import ChangeDocument, CreateDocument, TrashDocument
from collab.actions.sharing import GiveRight, SetRoomRight
from collab.copying import tree_of
from collab.core.seed import seed
from collab.models import Document, DocumentGrant
from files.models import File, FileUse
from files.storage import blob, read
from files.upload import store
from realtime.commit import append
from rooms.models import Room
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = b"not much of a picture"


class Journey:
    """A room of Ann's with Bo: Plan (an icon), with Secret (restricted, given to Bo) and a template under it, one with
    a picture, and one in the trash."""

    def __init__(self) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.root = person("root", is_staff=True)
        self.room = room(self.ann, self.bo).id
        plan = self.make("Plan", "# Why\n\n- [x] done\n\n**bold** words", icon="🌵")
        secret = self.make("Secret", parent=plan)
        append(SetRoomRight(self.ann.pk, secret, self.room, "none"))
        append(GiveRight(self.ann.pk, secret, self.room, self.bo.pk, "comment"))
        template = self.make("Template", parent=plan)
        append(ChangeDocument(self.ann.pk, template, self.room, template=True))
        append(TrashDocument(self.ann.pk, self.make("Gone"), self.room))
        self.file = store(self.ann.pk, self.room, ContentFile(PICTURE, name="sun.txt"), "sun.txt").id
        node = {
            "type": "image",
            "attrs": {"file": self.file, "alt": "the sun", "src": f"/files/{self.file}/sun.txt"},
        }
        self.make("Picture", content=seed([node, {"type": "paragraph"}]))

    def make(self, title: str, markdown: str = "", **more: Any) -> int:
        return append(CreateDocument(self.ann.pk, self.room, title, markdown, **more)).id

    def zip(self) -> bytes:
        place = Room.objects.get(pk=self.room)
        return b"".join(export_room(place, manifest_of(place)))

    def arrive(self, data: bytes | None = None, *, members: bool = True) -> dict[str, Document]:
        *_, done = import_room(self.root.pk, io.BytesIO(data or self.zip()), members=members)
        return {row.title: row for row in Document.objects.filter(room=done.room)}


@pytest.fixture
def journey() -> Journey:
    return Journey()


def test_documents_come_back_in_their_tree_with_their_looks(journey: Journey) -> None:
    new = journey.arrive()
    old = {row.title: row for row in Document.objects.filter(room=journey.room)}
    assert set(new) == {"Plan", "Secret", "Template", "Picture"}
    assert (new["Secret"].parent, new["Template"].parent) == (new["Plan"], new["Plan"])
    assert new["Plan"].icon == "🌵" and new["Template"].template
    assert tree_of(new["Plan"].pk) == tree_of(old["Plan"].pk)
    order = sorted((row for row in new.values() if row.parent is None), key=lambda row: row.place)
    assert [row.title for row in order] == ["Plan", "Picture"]


@pytest.mark.parametrize("members", [True, False])
def test_rights_come_along_with_the_people(journey: Journey, members: bool) -> None:
    new = journey.arrive(members=members)
    assert new["Secret"].room_right == "none"
    given = DocumentGrant.objects.filter(document=new["Secret"]).values_list("user__username", "right")
    assert list(given) == ([("bo", "comment")] if members else [])


def test_pictures_come_along_and_belong_to_the_document(journey: Journey) -> None:
    new = journey.arrive()["Picture"]
    attrs = tree_of(new.pk)["content"][0]["attrs"]
    assert attrs["file"] != journey.file and attrs["file"] in attrs["src"] and attrs["alt"] == "the sun"
    row = File.objects.get(pk=attrs["file"])
    with read(blob(row.pk)) as content:
        assert content.read() == PICTURE
    assert row.room_id == new.room_id and FileUse.objects.filter(file=row, document=new.pk).exists()


def changed(data: bytes, **entries: bytes | None) -> bytes:
    """The zip with other entries; None leaves one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"not json",
        b"[]",
        b'{"type": 3}',
        b'{"type": "doc", "content": [{"type": "text"}]}',
        b'{"type": "doc", "content": {"a": 1}}',
        b'{"type":"doc","content":[' * 3000 + b"]}" * 3000,
        None,
    ],
)
def test_a_content_that_is_none_leaves_the_words(journey: Journey, content: bytes | None) -> None:
    data = journey.zip()
    plan = Document.objects.get(room=journey.room, title="Plan")
    Document.objects.filter(pk=plan.pk).update(text="the words")
    data = changed(journey.zip(), **{f"documents/{plan.pk}.json": content})
    new = journey.arrive(data)["Plan"]
    assert "the words" in json.dumps(tree_of(new.pk))


def test_nothing_of_a_content_is_believed(journey: Journey) -> None:
    plan = Document.objects.get(room=journey.room, title="Plan")
    bad = {
        "type": "doc",
        "content": [
            {"type": "script", "attrs": {"onload": "x"}, "content": [{"type": "text", "text": "ours"}]},
            {"type": "image", "attrs": {"src": "javascript:alert(1)", "onerror": "x"}},
            {
                "type": "paragraph",
                "content": [
                    {
                        "type": "text",
                        "text": "a",
                        "marks": [{"type": "link", "attrs": {"href": "javascript:1"}}],
                    }
                ],
            },
        ],
    }
    new = journey.arrive(changed(journey.zip(), **{f"documents/{plan.pk}.json": json.dumps(bad).encode()}))
    written = json.dumps(tree_of(new["Plan"].pk))
    assert "script" not in written and "onload" not in written and "onerror" not in written


def test_the_shape_of_a_tree() -> None:
    assert check_tree({"type": "doc"}) == {"type": "doc"}
    deep: dict[str, Any] = {"type": "doc"}
    for _ in range(70):
        deep = {"type": "blockquote", "content": [deep]}
    bad: list[Any] = [None, [], {"type": 1}, {"type": "a", "attrs": []}, {"type": "a", "marks": [1]}, deep]
    for wrong in bad:
        assert check_tree(wrong) is None


def test_an_earlier_export_still_comes_in(journey: Journey) -> None:
    line = {
        "title": "Old", "created_by": "ann", "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z", "text": "from before",
    }  # fmt: skip
    new = journey.arrive(changed(journey.zip(), **{"documents.jsonl": json.dumps(line).encode()}))
    assert set(new) == {"Old"} and "from before" in json.dumps(tree_of(new["Old"].pk))
