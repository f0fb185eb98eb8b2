"""The audit log as a file: CSV or JSON, piece by piece. Pure but for the entries that come in."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from audit.events import AuditLine

COLUMNS: Final = ("id", "at", "actor", "action", "room", "room_name", "target", "details")


def as_csv(portions: Iterable[list[AuditLine]]) -> Iterator[bytes]:
    """RFC 4180 with a header line, UTF-8."""
    yield _csv_lines([COLUMNS])
    for lines in portions:
        yield _csv_lines([_cells(line) for line in lines])


def as_json(portions: Iterable[list[AuditLine]]) -> Iterator[bytes]:
    """One array, an entry a line."""
    lead = b"[\n"
    for lines in portions:
        for line in lines:
            yield lead + line.model_dump_json().encode()
            lead = b",\n"
    yield lead + b"]\n" if lead == b"[\n" else b"\n]\n"


FORMATS: Final[dict[str, tuple[str, Callable[[Iterable[list[AuditLine]]], Iterator[bytes]]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}


def _csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _cells(line: AuditLine) -> list[str]:
    values = (
        line.id,
        line.at.isoformat(),
        line.actor,
        line.action,
        line.room or "",
        line.room_name,
        line.target,
    )
    return [*(harmless(str(value)) for value in values), json.dumps(line.details, ensure_ascii=False)]


def harmless(cell: str) -> str:
    """Spreadsheets run cells that begin like a formula; people choose names and titles."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
