"""Writing a room into a zip that is sent while it is written. Nothing of it is held but the piece under way."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Count, Q, Sum
from django.utils import timezone

import audit
from accounts.models import User
from administration.transfer.documents import exported
from administration.transfer.form import (
    DOCUMENTS,
    MANIFEST,
    MESSAGES,
    ExportedMember,
    ExportedMessage,
    ExportedPerson,
    ExportedRoom,
    Manifest,
    content_path,
    file_path,
)
from chat.events import Version
from chat.models import Edit, Message
from chat.selectors import message_of
from files.models import File
from files.selectors import files_of_room
from files.storage import blob, read
from rooms.models import Membership, Room

PORTION: Final = 500
CHUNK: Final = 256 * 1024
MESSAGE_BYTES: Final = 500
"""About what a message takes in JSON; only for telling how far an export is."""


class _Pipe(io.RawIOBase):
    """What zipfile writes into; `take` gives what has come since."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def manifest_of(room: Room) -> Manifest:
    """What stands first. Four queries."""
    members = list(Membership.objects.filter(room=room, removed_at=None).select_related("user"))
    authors = User.objects.filter(pk__in=Message.objects.filter(room=room).values("author"))
    people = {user.username: user for user in (*authors, *(each.user for each in members))}
    stored = files_of_room(room.pk).order_by().aggregate(n=Count("pk"), size=Sum("size"))
    return Manifest(
        exported_at=timezone.now(),
        room=ExportedRoom(
            **{name: getattr(room, "pk" if name == "id" else name) for name in ExportedRoom.model_fields}
        ),
        members=[
            ExportedMember(username=each.user.username, role=each.role, joined_at=each.joined_at)
            for each in members
        ],
        people={
            name: ExportedPerson(name=user.display_name, colour=user.colour) for name, user in people.items()
        },
        messages=_messages(room.pk).count(),
        files=stored["n"],
        bytes=stored["size"] or 0,
    )


def about(manifest: Manifest) -> int:
    """About how many bytes the zip will have."""
    return manifest.bytes + manifest.messages * MESSAGE_BYTES // 4 + 2_000


def export_room(room: Room, manifest: Manifest) -> Iterator[bytes]:
    """The zip, piece by piece. Every step makes whole queries of its own, so steps may run on different threads."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        yield pipe.take()
        yield from _lines(archive, pipe, MESSAGES, _message_lines(room.pk))
        yield from _documents(archive, pipe, room.pk)
        for row in _files(room.pk):
            yield from _file(archive, pipe, row)
    yield pipe.take()


def record_export(actor_id: int | None, room: Room) -> None:
    """That a room was taken away is written down before the first byte is."""
    audit.record(None, actor_id, "room.exported", room=room.pk, target=room.name)


def _lines(archive: zipfile.ZipFile, pipe: _Pipe, name: str, portions: Iterable[bytes]) -> Iterator[bytes]:
    with archive.open(name, "w", force_zip64=True) as entry:
        for portion in portions:
            entry.write(portion)
            yield pipe.take()
    yield pipe.take()


def _documents(archive: zipfile.ZipFile, pipe: _Pipe, room_id: int) -> Iterator[bytes]:
    """The contents one by one, as each may be megabytes, and their lines after them."""
    lines = []
    for line, content in exported(room_id):
        lines.append(line.model_dump_json().encode() + b"\n")
        if content:
            archive.writestr(content_path(line.id), content)
        yield pipe.take()
    yield from _lines(archive, pipe, DOCUMENTS, lines)


def _messages(room_id: int) -> Any:
    return Message.objects.filter(Q(expired=False), room=room_id)


def _message_lines(room_id: int) -> Iterator[bytes]:
    after = 0
    while True:
        found = _messages(room_id).filter(created_seq__gt=after).select_related("author")
        rows = list(found.order_by("created_seq")[:PORTION])
        if not rows:
            return
        edits: dict[int, list[Version]] = {}
        for edit in Edit.objects.filter(message__in=[row.pk for row in rows if row.edited_at]).order_by("pk"):
            edits.setdefault(edit.message_id, []).append(Version(body=edit.body, html="", at=edit.at))
        yield b"".join(
            ExportedMessage(message=message_of(row), edits=edits.get(row.pk, [])).model_dump_json().encode()
            + b"\n"
            for row in rows
        )
        after = rows[-1].created_seq


def _files(room_id: int) -> Iterator[File]:
    keys = list(files_of_room(room_id).values_list("pk", flat=True))
    for start in range(0, len(keys), PORTION):
        yield from files_of_room(room_id).filter(pk__in=keys[start : start + PORTION])


def _file(archive: zipfile.ZipFile, pipe: _Pipe, row: File) -> Iterator[bytes]:
    try:
        content = read(blob(row.pk))
    except OSError:
        return  # the storage has lost it; the export shows the message without it
    info = zipfile.ZipInfo(file_path(str(row.pk), row.name))
    info.compress_type = zipfile.ZIP_STORED  # pictures and films do not become smaller
    with content, archive.open(info, "w", force_zip64=True) as entry:
        while chunk := content.read(CHUNK):
            entry.write(chunk)
            yield pipe.take()
    yield pipe.take()
