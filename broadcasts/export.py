"""The people of a broadcast as a file: CSV, piece by piece."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from audit.export import harmless
from broadcasts.events import Recipient
from broadcasts.figures import MOST_PEOPLE, people_page
from broadcasts.models import Broadcast

COLUMNS: Final = ("username", "name", "seen", "read", "acknowledged_at", "push", "email", "fault")


def as_csv(row: Broadcast, state: str = "addressed") -> Iterator[bytes]:
    """RFC 4180 with a header line, UTF-8; a page of people for each step."""
    yield _lines([COLUMNS])
    after: str | None = ""
    while after is not None:
        page = people_page(row, state, after, MOST_PEOPLE)
        yield _lines(_cells(one) for one in page.people)
        after = page.next


def _cells(one: Recipient) -> Sequence[str]:
    return (
        one.person.username,
        harmless(one.person.name),
        "yes" if one.seen else "no",
        "yes" if one.read else "no",
        one.acknowledged_at.isoformat() if one.acknowledged_at else "",
        one.push,
        one.email,
        harmless(one.fault),
    )


def _lines(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
