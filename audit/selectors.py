"""Reads of the audit log: filtered, newest first, by keyset."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from audit.events import AuditLine, AuditPage
from audit.hooks import room_names
from audit.models import AuditEntry
from audit.names import in_words, name_of

PAGE: Final = 50
LARGEST_PAGE: Final = 200
EXPORT_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty fields ask for everything. `action` "member." means all acts on members;
    `since` is the first moment, `until` the first one that is too late."""

    actor: str = ""
    action: str = ""
    room: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def entries(self) -> QuerySet[AuditEntry]:
        """The entries asked for, in no order."""
        found = AuditEntry.objects.all()
        if actor := self.actor.replace("\x00", "").strip().lower():
            found = found.filter(actor=None) if actor == "system" else found.filter(actor__username=actor)
        if action := self.action.replace("\x00", ""):
            is_prefix = action.endswith(".")
            found = found.filter(**{"action__startswith" if is_prefix else "action": action})
        if self.room is not None:
            found = found.filter(room=self.room)
        if self.since is not None:
            found = found.filter(at__gte=self.since)
        if self.until is not None:
            found = found.filter(at__lt=self.until)
        return found


def audit_page(wanted: Wanted, before: int | None = None, limit: int = PAGE) -> AuditPage:
    """A page of entries, in two queries. `before` is the `next` of the page before."""
    limit = max(1, min(limit, LARGEST_PAGE))
    rows = _rows(wanted, before, limit + 1)
    more = len(rows) > limit
    return AuditPage(entries=_lines(rows[:limit]), next=rows[limit - 1].pk if more else None)


def audit_lines(wanted: Wanted, portion: int = EXPORT_PAGE) -> Iterator[list[AuditLine]]:
    """Everything asked for, newest first, in portions. Each step is two queries of their own, so the steps may run
    on different connections."""
    before: int | None = None
    while rows := _rows(wanted, before, portion):
        yield _lines(rows)
        if len(rows) < portion:
            return
        before = rows[-1].pk


def _rows(wanted: Wanted, before: int | None, limit: int) -> list[AuditEntry]:
    found = wanted.entries().select_related("actor").order_by("-pk")
    return list((found if before is None else found.filter(pk__lt=before))[:limit])


def _lines(rows: list[AuditEntry]) -> list[AuditLine]:
    names = room_names(row.room for row in rows if row.room is not None)
    return [
        AuditLine(
            id=row.pk,
            at=row.at,
            actor=row.actor.username if row.actor is not None else "",
            action=row.action,
            room=row.room,
            room_name=names.get(row.room, "") if row.room is not None else "",
            target=row.target,
            details=row.details,
            words=name_of(row.action),
            more=in_words(row.details),
        )
        for row in rows
    ]
