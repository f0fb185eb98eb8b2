"""Keeping and naming versions. They publish nothing: a version is a mark in a stream that is there anyway.

All lock the document's stream, so that the head does not move while they look at it.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.text import clean_line
from collab.access import document_for
from collab.events import document_stream
from collab.history import rows
from collab.limits import TITLE_LENGTH
from collab.models import DocumentUpdate, Version
from realtime.append import Append, Tx
from realtime.errors import Refused

QUIET: Final = timedelta(minutes=10)
"""After so much time without an edit there is a version."""
LONG: Final = timedelta(hours=2)
"""And after so much time of editing, however busy."""


def clean_name(name: str, *, required: bool = True) -> str:
    """Raises Refused("invalid", field "name")."""
    return clean_line(name, "name", TITLE_LENGTH, required=required)


def no_such_version() -> Refused:
    return Refused("not_found", _("There is no such version."))


class NameNow(Append[int]):
    """Make a version of what is there now, with a name; its id. Needs the right to edit."""

    def __init__(self, user_id: int, document_id: int, name: str) -> None:
        self.stream = document_stream(document_id)
        self.user_id, self.document_id = user_id, document_id
        self.name = clean_name(name)

    def write(self, tx: Tx) -> int:
        document_for(self.user_id, self.document_id, "edit")
        made, new = Version.objects.get_or_create(
            document_id=self.document_id,
            seq=tx.head(self.stream),
            kind=Version.Kind.NAMED,
            defaults={"name": self.name, "created_by_id": self.user_id},
        )
        if not new and made.name and made.name != self.name:
            raise Refused("conflict", _("This is saved already as “%(name)s”.") % {"name": made.name}, "name")
        if not new:
            Version.objects.filter(pk=made.pk).update(name=self.name)
        return made.pk


class RenameVersion(Append[int]):
    """Give a version another name, or none (""): then it is one among the unnamed. Needs the right to edit."""

    def __init__(self, user_id: int, document_id: int, version_id: int, name: str) -> None:
        self.stream = document_stream(document_id)
        self.user_id, self.document_id, self.version_id = user_id, document_id, version_id
        self.name = clean_name(name, required=False)

    def write(self, tx: Tx) -> int:
        document_for(self.user_id, self.document_id, "edit")
        if not Version.objects.filter(pk=self.version_id, document=self.document_id).update(name=self.name):
            raise no_such_version()
        return self.version_id


class KeepVersion(Append[int]):
    """Make a version at a sequence for the server itself; its id. One of the same kind that is there stays."""

    def __init__(
        self,
        document_id: int,
        seq: int,
        kind: Version.Kind = Version.Kind.AUTO,
        *,
        by: int | None = None,
        source: int | None = None,
    ) -> None:
        self.stream = document_stream(document_id)
        self.document_id, self.seq, self.kind = document_id, seq, kind
        self.by, self.source = by, source

    def write(self, tx: Tx) -> int:
        made, _ = Version.objects.get_or_create(
            document_id=self.document_id,
            seq=min(self.seq, tx.head(self.stream)),
            kind=self.kind,
            defaults={"created_by_id": self.by, "source": self.source},
        )
        return made.pk


class KeepIfDue(Append[bool]):
    """Make a version if one is due at this time (`now`): nobody edited for a while, or somebody did all along."""

    def __init__(self, document_id: int, now: datetime) -> None:
        self.stream = document_stream(document_id)
        self.document_id, self.now = document_id, now

    def write(self, tx: Tx) -> bool:
        head = tx.head(self.stream)
        newest = Version.objects.filter(document=self.document_id).aggregate(seq=Max("seq"))["seq"] or 0
        if head <= newest or not due(self.document_id, newest, head, self.now):
            return False
        Version.objects.create(document_id=self.document_id, seq=head, kind=Version.Kind.AUTO)
        return True


def due(document_id: int, newest: int, head: int, now: datetime) -> bool:
    """Whether the updates after the version at `newest` want a version. Reads two rows."""
    last = DocumentUpdate.objects.filter(document=document_id, seq=head).values_list("created_at", flat=True)
    ended = last.first()
    if ended is None:
        return True  # packed already: long ago
    if now - ended >= QUIET:
        return True
    first = next(iter(rows(document_id, newest, newest + 1)), None)
    return first is not None and ended - first.at >= LONG
