"""What was told to the moderators."""

from typing import Final

from chat import models
from chat.events import ReportInfo, ReportList
from chat.selectors.messages import message_of, people_in
from rooms.access import standing_for

MOST_REPORTS: Final = 200


def report_of(row: models.Report) -> ReportInfo:
    """Wants message, its author, reporter and resolved_by loaded."""
    return ReportInfo(
        id=row.pk,
        message=message_of(row.message),
        reporter=row.reporter.username,
        reason=row.reason,
        body=row.body,
        created_at=row.created_at,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by.username if row.resolved_by else None,
    )


def reports_of(user_id: int, room_id: int, *, open_only: bool = True) -> ReportList:
    """For moderators: the newest 200 reports of a room, newest first. Raises Refused."""
    standing_for(user_id, room_id, "moderate")
    found = models.Report.objects.filter(room=room_id).order_by("-pk")
    if open_only:
        found = found.filter(resolved_at=None)
    rows = list(found.select_related("message__author", "reporter", "resolved_by")[:MOST_REPORTS])
    return ReportList(
        reports=[report_of(row) for row in rows], people=people_in([row.message for row in rows])
    )
