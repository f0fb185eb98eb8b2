"""Taking in an upload: limits, what it really is, its picture, its place in the storage."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.utils.translation import gettext as _

from accounts.text import UNFIT_LINE
from files.events import FileInfo
from files.limits import check_room_left, spend_upload
from files.models import NAME_LENGTH, File
from files.pictures import Picture, look_at
from files.selectors import file_info
from files.sniff import HEAD, PICTURES, UNKNOWN, sniff
from files.storage import blob, put, thumb_blob
from realtime.errors import Refused
from rooms.access import standing_for


def take_in(user_id: int, room_id: int, content: Content[Any]) -> FileInfo:
    """Store an upload of somebody who may upload in the room; it is theirs alone until a message claims it.

    Raises Refused: "not_found" or "forbidden" for the room; "too_large", "invalid" or "too_fast" with field "file".
    """
    standing_for(user_id, room_id, "upload")
    return take_in_for(user_id, room_id, content)


def take_in_for(user_id: int, room_id: int, content: Content[Any]) -> FileInfo:
    """The same for somebody whose right was asked elsewhere (they may edit a document there)."""
    spend_upload(user_id)
    size = content.size or 0
    check_room_left(user_id, size)
    return store(user_id, room_id, content, clean_name(content.name or ""))


def store(user_id: int, room_id: int, content: Content[Any], name: str) -> FileInfo:
    """Store a content without asking for rights and limits (an import has done so)."""
    kind, picture = examine(content)
    row = File(id=uuid4(), room_id=room_id, uploader_id=user_id, name=name, size=content.size, type=kind)
    if picture is not None:
        row.width, row.height, row.thumb = picture.width, picture.height, picture.thumb is not None
    row.save(force_insert=True)
    try:
        if picture is not None and picture.thumb is not None:
            put(thumb_blob(row.pk), ContentFile(picture.thumb))
        content.seek(0)
        put(blob(row.pk), content)
    except OSError as error:
        # The row stays, not ready: the sweep clears away whatever was written.
        raise Refused("unavailable", _("The server could not store this file. Please try again.")) from error
    row.ready = True
    row.save(update_fields=["ready"])
    return file_info(row)


def examine(content: Content[Any]) -> tuple[str, Picture | None]:
    """The media type, and the picture if it is one that a decoder understands."""
    content.seek(0)
    kind = sniff(content.read(HEAD))
    if kind not in PICTURES:
        return kind, None
    assert content.file is not None
    picture = look_at(content.file, content.size)
    return (kind if picture is not None else UNKNOWN), picture


def clean_name(name: str) -> str:
    """A name of one line without folders. A long one is cut before its ending."""
    name = UNFIT_LINE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip().lstrip(".").strip()
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        ending = dot + ending if 0 < len(ending) <= 10 and stem else ""
        name = name[: NAME_LENGTH - len(ending)] + ending
    return name or "file"
