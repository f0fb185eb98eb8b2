"""A room taken along and brought in again: whole, streamed, with new numbers; and nothing of a bad one."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import AsyncClient, Client
from django.utils import timezone

from accounts.models import User
from administration.transfer.export import export_room, manifest_of
from administration.transfer.load import import_room
from audit.models import AuditEntry
from chat.actions import DeleteMessage, EditMessage, SendMessage
from chat.events import Poll, PollOption
from chat.models import Edit, Message
from chat.selectors import message_page
from collab.actions.documents import CreateDocument
from collab.models import Document
from files.models import File
from files.storage import blob, read
from files.upload import store
from realtime.commit import append
from realtime.errors import Refused
from rooms.models import Membership, Room
from tests.api import Api
from tests.harness import Client as Browser
from tests.harness import agree
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = b"Soup is ready.\n" * 100


def zipped(room_id: int) -> bytes:
    place = Room.objects.get(pk=room_id)
    return b"".join(export_room(place, manifest_of(place)))


def full_room(ann: User, bo: User) -> int:
    """A room with some of everything."""
    hall = room(ann, bo, name="Hall")
    first, second, third = say(ann, hall.id, "hello **you**", "gone soon", "edited soon")
    return _fill(hall.id, ann, bo, first.id, second.id, third.id)


def _fill(hall: int, ann: User, bo: User, first: int, second: int, third: int) -> int:
    info = store(ann.pk, hall, ContentFile(TEXT, name="soup.txt"), "soup.txt")
    append(EditMessage(ann.pk, hall, third, "edited now"))
    append(DeleteMessage(ann.pk, hall, second))
    poll = Poll(
        question="Soup?",
        options=[PollOption(id=1, text="yes", users=[]), PollOption(id=2, text="no", users=[])],
        multiple=False,
        closed_at=None,
    )
    append(SendMessage(bo.pk, "bo", hall, "an answer", "r1", thread=first))
    append(SendMessage(ann.pk, "ann", hall, "with @bo and a file", "f1", files=[info.id], quote=first))
    append(SendMessage(bo.pk, "bo", hall, "", "p1", poll=poll))
    append(CreateDocument(ann.pk, hall, "Recipe", "# Soup\n\nWater and *salt*."))
    Message.objects.filter(pk=first).update(
        created_at=timezone.now() - timedelta(days=400),
        reactions=[{"emoji": "🍲", "users": ["bo", "stranger"]}],
    )
    return hall


def shown(room_id: int) -> list[dict[str, Any]]:
    """The history without numbers: what must be the same after the journey."""
    rows = Message.objects.filter(room=room_id).select_related("author").order_by("created_seq")
    numbers = {row.pk: index for index, row in enumerate(rows)}
    return [
        {
            "author": row.author.username,
            "body": row.body,
            "html": row.html,
            "at": row.created_at,
            "edited": row.edited_at,
            "deleted": row.deleted_at,
            "thread": numbers.get(row.root_id) if row.root_id else None,
            "replies": row.replies and (row.replies["count"], row.replies["people"]),
            "reactions": row.reactions,
            "mentions": row.mentions,
            "poll": row.extra and row.extra.get("poll"),
            "quote": row.extra and row.extra.get("quote") and row.extra["quote"]["body"],
            "files": row.extra and [each["name"] for each in row.extra["files"]],
            "edits": list(Edit.objects.filter(message=row).order_by("pk").values_list("body", flat=True)),
        }
        for row in rows
    ]


def test_a_room_comes_back_as_it_was() -> None:
    ann, bo, root = person("ann"), person("bo"), person("root", is_staff=True)
    hall = full_room(ann, bo)
    *_, done = import_room(root.pk, io.BytesIO(zipped(hall)))
    assert done.room is not None and done.room != hall
    before, after = shown(hall), shown(done.room)
    assert after == before and len(before) == 6
    assert before[0]["replies"][0] == 1 and before[1]["deleted"] is not None and before[2]["edits"]
    new = Message.objects.filter(room=done.room)
    reply = new.get(root__isnull=False)
    root_row: Any = new.get(replies__isnull=False)
    assert root_row.replies["last_seq"] == reply.created_seq
    quoting: Any = new.exclude(extra=None).exclude(extra__quote=None).get()
    assert quoting.extra["quote"]["message"] == new.order_by("created_seq")[0].pk
    file = File.objects.get(room=done.room)
    assert str(file.pk) == quoting.extra["files"][0]["id"] and file.claimed_at is not None
    with read(blob(file.pk)) as content:
        assert content.read() == TEXT
    assert Document.objects.get(room=done.room).title == "Recipe"
    stranger = User.objects.get(username="stranger")
    assert not stranger.is_active and not stranger.has_usable_password() and done.made == 1
    entry = AuditEntry.objects.get(action="room.imported")
    assert (entry.actor_id, entry.room, entry.details["messages"]) == (root.pk, done.room, 6)


def test_who_is_in_it_afterwards() -> None:
    ann, bo, root = person("ann"), person("bo"), person("root", is_staff=True)
    data = zipped(full_room(ann, bo))
    User.objects.filter(pk=bo.pk).update(is_active=False)

    def members(room_id: int | None) -> dict[str, str]:
        found = Membership.objects.filter(room=room_id, removed_at=None)
        return dict(found.values_list("user__username", "role"))

    *_, alone = import_room(root.pk, io.BytesIO(data))
    assert members(alone.room) == {"root": "owner"}
    *_, together = import_room(root.pk, io.BytesIO(data), members=True)
    assert members(together.room) == {"root": "owner", "ann": "owner"}
    assert alone.room is not None and together.room is not None
    page = message_page(root.pk, alone.room, limit=50)
    assert [each.thread for each in page.messages] == [None] * len(page.messages)
    browser = Browser(root)
    assert browser.rooms[alone.room]["unread"] == 0, "an import is not 100,000 unread messages"
    say(root, alone.room, "welcome")
    assert Message.objects.filter(room=alone.room).count() == 7
    agree(Browser(root))


def rewritten(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()) if entry == name else content)
    return out.getvalue()


def test_html_and_addresses_of_an_export_are_not_believed() -> None:
    ann, root = person("ann"), person("root", is_staff=True)
    hall = room(ann)
    say(ann, hall.id, "plain")

    def poison(lines: str) -> str:
        line = json.loads(lines)
        line["message"]["html"] = "<img src=x onerror=alert(1)>"
        line["message"]["body"] = "<script>alert(2)</script> a\u0000b"
        preview = {"url": "javascript:1", "title": "", "description": "", "image": None, "site": ""}
        line["message"]["extra"] = {"files": [], "poll": None, "quote": None, "previews": [preview]}
        return json.dumps(line) + "\n"

    *_, done = import_room(root.pk, io.BytesIO(rewritten(zipped(hall.id), "messages.jsonl", poison)))
    row = Message.objects.get(room=done.room)
    assert "onerror" not in row.html and "<script" not in row.html and "\x00" not in row.body
    assert row.extra is None


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"not a zip",
        lambda data: data[: len(data) // 2],
        lambda data: rewritten(data, "room.json", lambda text: "{}"),
        lambda data: rewritten(data, "room.json", lambda text: text.replace('"version": 1', '"version": 9')),
        lambda data: rewritten(data, "messages.jsonl", lambda text: text + "{broken\n"),
        lambda data: rewritten(data, "messages.jsonl", lambda text: text + text),
        lambda data: rewritten(
            data, "messages.jsonl", lambda text: text.replace('"kind":"text"', '"kind":"rot"')
        ),
    ],
)
def test_a_bad_export_leaves_nothing(change: Callable[[bytes], bytes]) -> None:
    ann, bo, root = person("ann"), person("bo"), person("root", is_staff=True)
    data = change(zipped(full_room(ann, bo)))
    rooms, files = Room.objects.count(), File.objects.count()
    with pytest.raises(Refused) as caught:
        list(import_room(root.pk, io.BytesIO(data)))
    assert (caught.value.code, caught.value.field) == ("invalid", "file")
    assert (Room.objects.count(), File.objects.count()) == (rooms, files)


def test_an_import_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ann, bo, root = person("ann"), person("bo"), person("root", is_staff=True)
    data = zipped(full_room(ann, bo))
    rooms, messages = Room.objects.count(), Message.objects.count()

    def fail(*_: object, **__: object) -> None:
        raise Refused("unavailable", "the disk is full")

    monkeypatch.setattr("administration.transfer.load.OpenRoom", fail)
    with pytest.raises(Refused, match="disk"):
        list(import_room(root.pk, io.BytesIO(data)))
    assert (Room.objects.count(), Message.objects.count()) == (rooms, messages)


def test_only_staff_imports() -> None:
    ann = person("ann")
    with pytest.raises(Refused, match="staff"):
        list(import_room(ann.pk, io.BytesIO(zipped(room(ann).id))))
    answer = Client()
    answer.force_login(ann)
    sent = {"file": io.BytesIO(zipped(room(ann).id))}
    assert answer.post("/api/v1/administration/import", sent).status_code == 403


def test_who_may_export() -> None:
    ann, bo, staff = person("ann"), person("bo"), person("staff", is_staff=True)
    root = person("root", is_staff=True, is_superuser=True)
    hall = room(ann, bo)
    codes = {
        who.username: Api(who).get(f"/rooms/{hall.id}/export").status_code for who in (ann, bo, staff, root)
    }
    assert codes == {"ann": 200, "bo": 403, "staff": 404, "root": 200}
    assert AuditEntry.objects.filter(action="room.exported").count() == 2


async def test_over_http_piece_by_piece() -> None:
    def prepare() -> tuple[AsyncClient, int]:
        ann, bo = person("ann"), person("bo")
        client = AsyncClient()
        client.force_login(person("root", is_staff=True, is_superuser=True))
        return client, full_room(ann, bo)

    client, hall = await sync_to_async(prepare)()
    answer: Any = await client.get(f"/api/v1/rooms/{hall}/export")
    assert answer.streaming and int(answer["X-About-Bytes"]) > len(TEXT)
    pieces = [piece async for piece in answer.streaming_content]
    assert len(pieces) > 3
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert {"room.json", "messages.jsonl", "documents.jsonl"} <= set(archive.namelist())
    answer = await client.post("/api/v1/administration/import", {"file": io.BytesIO(b"".join(pieces))})
    lines = [json.loads(line) async for piece in answer.streaming_content for line in piece.splitlines()]
    assert [line["done"] for line in lines] == sorted(line["done"] for line in lines)
    assert lines[-1]["room"] and lines[-1]["messages"] == 6 and lines[0]["room"] is None
    wrong = await client.post("/api/v1/administration/import", {"file": io.BytesIO(b"x")})
    assert wrong.status_code == 422 and wrong.json()["error"]["field"] == "file"


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ann, bo = person("ann"), person("bo")
    person("root", is_staff=True)
    hall, path = full_room(ann, bo), tmp_path / "hall.zip"
    call_command("export_room", str(hall), str(path))
    call_command("import_room", str(path), "--as", "root", "--members")
    assert "6 messages, 1 files" in capsys.readouterr().out
    assert Room.objects.count() == 2
    for arguments in (["export_room", str(hall), str(path)], ["export_room", "999", str(tmp_path / "x")]):
        with pytest.raises(CommandError):
            call_command(*arguments)
    with pytest.raises(CommandError, match="staff"):
        call_command("import_room", str(path), "--as", "ann")


def test_many_messages_are_exported_in_few_queries() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ann = person("ann")
    hall = room(ann)
    from realtime.commit import commit

    commit([sending(ann, hall.id, f"message {number}") for number in range(1_200)])
    with CaptureQueriesContext(connection) as queries:
        data = zipped(hall.id)
    assert len(queries) <= 16
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("messages.jsonl").count(b"\n") == 1_200
