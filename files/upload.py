"""Taking in an upload: limits, what it really is, its picture, its place in the storage."""

from __future__ import annotations

from typing import Any, Final, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.translation import gettext as _

from accounts.text import UNFIT_LINE
from files.events import FileInfo
from files.limits import check_room_left, spend_upload
from files.metadata import without_metadata
from files.models import NAME_LENGTH, File
from files.pictures import Picture, look_at
from files.selectors import file_info
from files.sniff import HEAD, PICTURES, UNKNOWN, sniff
from files.storage import blob, put, thumb_blob
from realtime.errors import Refused
from rooms.access import standing_for

PORTION: Final = 128 * 1024
"""Bytes of a content that are in memory at once."""


class Examined(NamedTuple):
    """What an upload is: its media type, the picture if it is one, and what is stored of it."""

    kind: str
    picture: Picture | None
    kept: Content[Any]


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
    try:
        found = examine(content)
    except OSError as error:
        raise _not_stored() from error
    try:
        return _stored(user_id, room_id, found, name)
    finally:
        if found.kept is not content:
            found.kept.close()


def _stored(user_id: int, room_id: int, found: Examined, name: str) -> FileInfo:
    kind, picture, kept = found
    row = File(id=uuid4(), room_id=room_id, uploader_id=user_id, name=name, size=kept.size, type=kind)
    if picture is not None:
        row.width, row.height, row.thumb = picture.width, picture.height, picture.thumb is not None
    row.save(force_insert=True)
    try:
        if picture is not None and picture.thumb is not None:
            put(thumb_blob(row.pk), ContentFile(picture.thumb))
        kept.seek(0)
        put(blob(row.pk), kept)
    except OSError as error:
        # The row stays, not ready: the sweep clears away whatever was written.
        raise _not_stored() from error
    row.ready = True
    row.save(update_fields=["ready"])
    return file_info(row)


def _not_stored() -> Refused:
    return Refused("unavailable", _("The server could not store this file. Please try again."))


def examine(content: Content[Any]) -> Examined:
    """What a content is, and what of it is stored: a picture that a decoder understands without its metadata,
    everything else as it came."""
    content.seek(0)
    kind = sniff(content.read(HEAD))
    if kind not in PICTURES:
        return Examined(kind, None, content)
    try:
        kept = plain(content, kind)
    except ValueError:
        return Examined(UNKNOWN, None, content)
    assert kept.file is not None
    if picture := look_at(kept.file, kept.size):
        return Examined(kind, picture, kept)
    if kept is not content:
        kept.close()
    return Examined(UNKNOWN, None, content)


def plain(content: Content[Any], kind: str) -> Content[Any]:
    """A picture without what a camera wrote beside it: a temporary file that has to be closed, or the very same
    content when there is nothing to leave out.

    Raises ValueError for what no program makes, OSError when there is no room for it.
    """
    assert content.file is not None
    pieces = without_metadata(content.file, kind) if settings.COLLAB["STRIP_METADATA"] else None
    if pieces is None:
        return content
    kept = TemporaryUploadedFile("plain", kind, 0, None)
    for piece in pieces:
        if isinstance(piece, bytes):
            kept.write(piece)
        else:
            _copy(content, kept, *piece)
    kept.size = kept.tell()
    return kept


def _copy(content: Content[Any], to: Content[Any], start: int, stop: int) -> None:
    content.seek(start)
    while start < stop and (portion := content.read(min(PORTION, stop - start))):
        to.write(portion)
        start += len(portion)


def clean_name(name: str) -> str:
    """A name of one line without folders. A long one is cut before its ending."""
    name = UNFIT_LINE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip().lstrip(".").strip()
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        ending = dot + ending if 0 < len(ending) <= 10 and stem else ""
        name = name[: NAME_LENGTH - len(ending)] + ending
    return name or "file"
