"""Taking a room along, and bringing one in, over HTTP. Both are streams."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Annotated

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from accounts.auth import who
from accounts.models import User
from administration.access import staff
from administration.transfer.export import about, export_room, manifest_of, record_export
from administration.transfer.load import Imported, import_room
from realtime.db import steps
from realtime.errors import Refused
from rooms.access import no_such_room, room_for
from rooms.models import Room

router = Router(tags=["administration"])


@router.get("/rooms/{int:room_id}/export", summary="A room as a zip of JSON and files")
def get_export(request: HttpRequest, room_id: int) -> HttpResponse:
    """For who may `export` in the room, and for administrators. It is sent while it is written; the header
    `X-About-Bytes` says about how much will come. The format stands in docs/transfer.md."""
    actor = who(request).user_id
    room = _room_to_export(actor, room_id)
    manifest = manifest_of(room)
    record_export(actor, room)
    response = StreamingHttpResponse(steps(export_room(room, manifest)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{file_name(room)}"'
    response["X-About-Bytes"] = str(about(manifest))
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]  # ninja passes any Django response through


def _room_to_export(actor: int, room_id: int) -> Room:
    if User.objects.filter(pk=actor, is_active=True, is_superuser=True, is_staff=True).exists():
        room = Room.objects.filter(pk=room_id).first()
        if room is None:
            raise no_such_room()
        return room
    return room_for(actor, room_id, "export")


def file_name(room: Room) -> str:
    """A name for the zip that every system can have."""
    name = re.sub(r"[^a-z0-9]+", "-", room.name.lower()).strip("-")[:40]
    return f"{name or 'room'}-{room.pk}.zip"


@router.post("/administration/import", summary="Make a room of an export (staff)")
def post_import(
    request: HttpRequest, file: Annotated[UploadedFile, File()], members: Annotated[bool, Form()] = False
) -> HttpResponse:
    """`multipart/form-data` with the zip as `file`; `members` lets those in who are here under the same username.
    The answer is a line of JSON for each step, `{done, total, …}`; the last one has `room`, or `error`."""
    assert file.file is not None
    progress = import_room(staff(request).user_id, file.file, members=members)
    first = next(progress)  # what is no export at all is refused before the stream begins
    response = StreamingHttpResponse(
        steps(_lines(chain([first], progress))), content_type="application/x-ndjson"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response  # type: ignore[return-value]


def _lines(progress: Iterator[Imported]) -> Iterator[bytes]:
    try:
        for each in progress:
            yield each.model_dump_json().encode() + b"\n"
    except Refused as refused:
        yield json.dumps({"error": refused.as_error()}).encode() + b"\n"
