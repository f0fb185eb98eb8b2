"""Reads of files."""

from typing import Final
from urllib.parse import quote

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from files.events import FileInfo
from files.models import File, FileUse

THUMB: Final = "thumb"
"""The last part of a small picture's address; a file of this name is called otherwise in its own."""


def file_info(row: File) -> FileInfo:
    shown = quote(row.name, safe="") if row.name != THUMB else "file"
    return FileInfo(
        id=str(row.pk),
        name=row.name,
        size=row.size,
        type=row.type,
        width=row.width,
        height=row.height,
        thumb=row.thumb,
        url=f"/files/{row.pk}/{shown}",
        thumb_url=f"/files/{row.pk}/{THUMB}",
    )


def files_of_room(room_id: int) -> QuerySet[File]:
    """The files of a room's messages and documents, oldest first (exports and the admin)."""
    used = Exists(FileUse.objects.filter(file=OuterRef("pk")))
    held = Q(claimed_at__isnull=False) | used
    return File.objects.filter(held, room=room_id, removed_at=None).order_by("created_at")


def storage_of_person(user_id: int) -> int:
    """Bytes of everything that a person has uploaded and that is still there."""
    total = File.objects.filter(uploader=user_id, removed_at=None).aggregate(Sum("size"))["size__sum"]
    return total or 0
