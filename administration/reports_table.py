"""The table of reports."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.events import Person
from accounts.selectors import person_of
from administration.tables import Query, Table, slice_of
from chat.models import Report
from realtime.wire import Wire

STATES: Final = ("open", "resolved", "all")


class ReportRow(Wire):
    """A message that somebody found wrong. `body`: what it said when it was reported."""

    id: int
    room: int
    room_name: str
    message: int
    author: Person
    reporter: Person
    reason: str
    body: str
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: str


def reports_table(given: QueryDict) -> Table[ReportRow]:
    """The page that the address asks for, newest first, in two queries."""
    query = Query.of(given, {"state": STATES}, ("created",))
    found: QuerySet[Report] = Report.objects.all()
    if query.filters["state"] != "all":
        found = found.filter(resolved_at__isnull=query.filters["state"] == "open")
    rows = found.select_related("room", "message__author", "reporter", "resolved_by").order_by("-pk")
    return Table([_row(row) for row in slice_of(rows, query)], found.count(), query, {})


def _row(row: Report) -> ReportRow:
    return ReportRow(
        id=row.pk,
        room=row.room_id,
        room_name=row.room.name,
        message=row.message_id,
        author=person_of(row.message.author),
        reporter=person_of(row.reporter),
        reason=row.reason,
        body=row.body,
        created_at=row.created_at,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by.username if row.resolved_by is not None else "",
    )
