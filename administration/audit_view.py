"""The audit page: filters of its form, and entries in words."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from audit.models import AuditEntry
from audit.names import NAMES, name_of
from audit.selectors import Wanted, audit_page

FIELDS = ("actor", "action", "room", "since", "until")


def audit_context(given: QueryDict) -> dict[str, Any]:
    """What the template shows. A day in `until` counts as a whole."""
    form = {name: given.get(name, "").strip()[:80].replace("\x00", "") for name in FIELDS}
    before = _number(given.get("before", ""))
    wanted = _wanted(form)
    page = audit_page(wanted, before)
    filters = {name: value for name, value in form.items() if value}
    older = urlencode(filters | {"before": str(page.next)}) if page.next is not None else ""
    return {
        "form": form,
        "lines": page.entries,
        "older": older,
        "newest": urlencode(filters) if before is not None else "",
        "export": urlencode(_for_export(wanted)),
        "actions": _actions(),
    }


def _wanted(form: dict[str, str]) -> Wanted:
    until = _day(form["until"])
    return Wanted(
        actor=form["actor"].removeprefix("@"),
        action=form["action"],
        room=_number(form["room"].removeprefix("#")),
        since=_start(_day(form["since"])),
        until=_start(until + timedelta(days=1)) if until is not None else None,
    )


def _for_export(wanted: Wanted) -> dict[str, str]:
    values = {"actor": wanted.actor, "action": wanted.action, "room": wanted.room}
    times = {"since": wanted.since, "until": wanted.until}
    shown = {name: str(value) for name, value in values.items() if value not in ("", None)}
    return shown | {name: at.isoformat() for name, at in times.items() if at is not None}


def _actions() -> list[tuple[str, str]]:
    """Acts to choose from: those with words and those that occurred."""
    occurred = set(AuditEntry.objects.order_by().values_list("action", flat=True).distinct())
    return sorted(((action, name_of(action)) for action in NAMES.keys() | occurred), key=lambda each: each[0])


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _start(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
