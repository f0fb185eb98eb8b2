"""May they have it? Asked at every fetch: a file follows what holds it, its room's message or a document."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.utils.translation import gettext as _

from files.models import File, FileUse
from realtime.errors import Refused
from rooms.access import standing_for

Readable = Callable[[int, Collection[int]], set[int]]
"""(user id, documents) → those of the documents that the person may read now."""

_readers: list[Readable] = []


def register_documents(readable: Readable) -> None:
    """Who knows documents says who may read them; files do not know what a document is."""
    _readers.append(readable)


def no_such_file() -> Refused:
    return Refused("not_found", _("There is no such file, or it is not yours to see."))


def file_for(user_id: int, file_id: UUID) -> File:
    """A file that the person may read now: in a message of a room they may read, in a document that they may read, or
    their own unsent upload.

    Raises Refused("not_found"), whatever the reason.
    """
    row = File.objects.filter(pk=file_id, ready=True, removed_at=None).first()
    if row is None or not may_read(user_id, row):
        raise no_such_file()
    return row


def may_read(user_id: int, row: File) -> bool:
    """Whether the person may have a file that is there."""
    if row.claimed_at is None:
        return row.uploader_id == user_id or _in_document(user_id, row)
    try:
        standing_for(user_id, row.room_id, "read")
    except Refused:
        return _in_document(user_id, row)
    return True


def _in_document(user_id: int, row: File) -> bool:
    documents = list(FileUse.objects.filter(file=row).values_list("document", flat=True))
    return bool(documents) and any(readable(user_id, documents) for readable in _readers)


def file_of_document(document_id: int, file_id: UUID) -> File:
    """A file of a document whose right to be read was asked already (a shared link). Raises Refused("not_found")."""
    used = File.objects.filter(pk=file_id, ready=True, removed_at=None, uses__document=document_id).first()
    if used is None:
        raise no_such_file()
    return used
