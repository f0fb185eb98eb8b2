"""Reading an export that somebody hands us: nothing of it is believed. Raises Refused("invalid", field "file")."""

import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any, Final, TypeVar

from django.utils.translation import gettext as _
from pydantic import ValidationError

from administration.transfer.form import (
    DOCUMENTS,
    MANIFEST,
    MESSAGES,
    VERSION,
    ExportedDocument,
    ExportedMessage,
    Line,
    Manifest,
    content_path,
)
from realtime.errors import Refused

L = TypeVar("L", bound=Line)
LONGEST_LINE: Final = 4 * 1024 * 1024
MOST_ENTRIES: Final = 200_000
DEEPEST: Final = 64
LARGEST_CONTENT: Final = 32 * 1024 * 1024
LARGEST: Final = 64 * 1024**3
"""Bytes of everything unpacked: a zip of a few megabytes can say that it holds petabytes."""


def wrong(message: str) -> Refused:
    return Refused("invalid", message, "file")


class Reading:
    """An opened export. `room` is its manifest."""

    def __init__(self, content: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(content)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise wrong(_("This is not a zip file.")) from None
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > LARGEST:
            raise wrong(_("This export is too large."))
        if any(count > 1 for count in Counter(each.filename for each in entries).values()):
            raise wrong(_("This zip has two entries of one name."))
        self._files = {each.filename.split("/")[1]: each for each in entries if _is_file(each.filename)}
        self.manifest = self._manifest()

    def _manifest(self) -> Manifest:
        lines = list(self._lines(MANIFEST, whole=True))
        try:
            manifest = Manifest.model_validate_json(lines[0] if lines else b"")
        except ValidationError:
            raise wrong(_("This zip is not an export of a room.")) from None
        if manifest.version > VERSION:
            raise wrong(_("This export was made by a newer version."))
        return manifest

    def messages(self) -> Iterator[ExportedMessage]:
        """In the order of the history."""
        return self._parsed(MESSAGES, ExportedMessage)

    def documents(self) -> Iterator[ExportedDocument]:
        return self._parsed(DOCUMENTS, ExportedDocument)

    def content(self, document_id: int) -> dict[str, Any] | None:
        """A document's content as a tree; None when the export has none, or none that is one."""
        try:
            entry = self._zip.open(content_path(document_id))
        except (KeyError, NotImplementedError, RuntimeError):
            return None
        with entry:
            try:
                data = entry.read(LARGEST_CONTENT + 1)
                found = json.loads(data) if len(data) <= LARGEST_CONTENT else None
            except (zipfile.BadZipFile, EOFError, OSError, zlib.error, ValueError, RecursionError):
                return None
        return check_tree(found)

    def file(self, file_id: str) -> IO[bytes] | None:
        """A file's content; None when the export has none."""
        entry = self._files.get(file_id)
        return self._zip.open(entry) if entry is not None else None

    def _parsed(self, name: str, kind: type[L]) -> Iterator[L]:
        for number, line in enumerate(self._lines(name), 1):
            try:
                yield kind.model_validate_json(line)
            except ValidationError as error:
                place = ".".join(map(str, error.errors()[0]["loc"]))
                raise wrong(f"{name}:{number}: {place}: {error.errors()[0]['msg']}") from None

    def _lines(self, name: str, *, whole: bool = False) -> Iterator[bytes]:
        try:
            entry = self._zip.open(name)
        except (KeyError, NotImplementedError, RuntimeError):
            raise wrong(_("This zip is not an export of a room.")) from None
        with entry:
            try:
                while line := entry.read(LONGEST_LINE) if whole else entry.readline(LONGEST_LINE):
                    if len(line) >= LONGEST_LINE:
                        raise wrong(_("This export has a line that is too long."))
                    yield line
            except (zipfile.BadZipFile, EOFError, OSError, zlib.error):
                raise wrong(_("This zip is broken.")) from None


def _is_file(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 3 and parts[0] == "files" and bool(parts[2])


def check_tree(value: Any, depth: int = 0) -> dict[str, Any] | None:
    """A tree whose shape is one, not deeper than 64; None for everything else. What its nodes are is not looked at."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or depth > DEEPEST:
        return None
    content, attrs, marks = value.get("content", []), value.get("attrs", {}), value.get("marks", [])
    if not (isinstance(content, list) and isinstance(attrs, dict) and isinstance(marks, list)):
        return None
    if value["type"] == "text" and not isinstance(value.get("text"), str):
        return None
    if not all(check_tree(child, depth + 1) for child in content):
        return None
    return (
        value if all(isinstance(each, dict) and isinstance(each.get("type"), str) for each in marks) else None
    )
