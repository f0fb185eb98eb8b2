"""The wire types of the audit log."""

from datetime import datetime
from typing import Any

from realtime.wire import Result, Wire


class AuditLine(Wire):
    """One act. `actor` "" is the system. `room_name` is what the room is called now, "" if there is none. `words` and
    `more` say the act and its details in the reader's language."""

    id: int
    at: datetime
    actor: str
    action: str
    room: int | None
    room_name: str
    target: str
    details: dict[str, Any]
    words: str
    more: str


class AuditPage(Result):
    """Newest first. `next`: the `before` of the next page, None when there is none."""

    entries: list[AuditLine]
    next: int | None
