"""Where the bytes are: Django's storage named "files" in STORAGES. Names follow from the id, so a row needs no path."""

from __future__ import annotations

from typing import IO, Any, Final
from uuid import UUID

from django.core.files.base import File as Content
from django.core.files.storage import Storage, storages

ALIAS: Final = "files"


def storage() -> Storage:
    return storages[ALIAS]


def blob(file_id: UUID) -> str:
    """The name of a file's content. Two levels of folders, so that none gets too many entries."""
    name = file_id.hex
    return f"{name[:2]}/{name[2:4]}/{name}"


def thumb_blob(file_id: UUID) -> str:
    return f"{blob(file_id)}.webp"


def put(name: str, content: Content[Any]) -> None:
    """Store a content under exactly this name, in portions. Raises OSError when the storage chose another."""
    stored = storage().save(name, content)
    if stored != name:
        storage().delete(stored)
        raise OSError(f"{name} is there already")


def read(name: str) -> IO[bytes]:
    """The content, opened for reading; it can seek. Raises FileNotFoundError and whatever the storage raises."""
    opened: IO[bytes] = storage().open(name, "rb")
    return opened


def drop(file_id: UUID) -> None:
    """Delete a file's content and its small picture; what is not there is no error."""
    storage().delete(thumb_blob(file_id))
    storage().delete(blob(file_id))
