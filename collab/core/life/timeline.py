"""Row after row: who sent it, when, and which units it brought and took. One unit is one clock of one client."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from collab.core.errors import Bad
from collab.core.life.spans import NONE, Spans
from collab.core.update import SKIP, parse_stored

TOGETHER: Final = 600.0
"""Seconds within which what one person does is told as one."""
_NOTHING: Final = Spans()


class Timeline:
    """The rows of one document up to now, by their place (0, 1, …); `add` in the order of the stream."""

    def __init__(self) -> None:
        self.seqs = array("q")
        self.authors = array("q")
        self.times = array("d")  # seconds since 1970
        self.inserted: dict[int, Spans] = {}
        self.deleted: dict[int, Spans] = {}

    def __len__(self) -> int:
        return len(self.seqs)

    def add(self, seq: int, author: int, at: datetime, update: bytes) -> bool:
        """Take the next row. False if it cannot be read: then it brought nothing to anybody."""
        row = len(self.seqs)
        self.seqs.append(seq)
        self.authors.append(author)
        self.times.append(at.timestamp())
        try:
            parts = parse_stored(update)
        except Bad:
            return False
        for client, clock, length, kind, *_rest in parts.structs:
            if kind != SKIP:
                self._insert(client, clock, clock + length, row)
        for client, clock, length in parts.deletes:
            spans = self.deleted.get(client)
            if spans is None:
                spans = self.deleted[client] = Spans()
            spans.add(clock, clock + length, row)
        return True

    def _insert(self, client: int, start: int, end: int, row: int) -> None:
        spans = self.inserted.get(client)
        if spans is None:
            spans = self.inserted[client] = Spans()
        start = max(start, spans.end)  # what was there came from an earlier row
        if start < end:
            spans.add(start, end, row)

    def row_at(self, seq: int) -> int:
        """The place of the last row up to this sequence; NONE before the first."""
        return bisect_right(self.seqs, seq) - 1

    def at(self, row: int) -> datetime:
        """When the row came."""
        return datetime.fromtimestamp(self.times[row], UTC)

    def author(self, row: int) -> int:
        """Whose a row is; 0 if that is not known."""
        return self.authors[row] if row != NONE else 0

    def alike(self, one: int, other: int) -> bool:
        """Whether two rows are one person's, and of one go."""
        if one == other or NONE in (one, other):
            return one == other
        return (
            self.authors[one] == self.authors[other] and abs(self.times[one] - self.times[other]) <= TOGETHER
        )

    def pieces(self, client: int, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """[start, end) of a client as (start, end, row that brought it, row that took it or NONE)."""
        taken = self.deleted.get(client, _NOTHING)
        for begin, stop, brought in self.inserted.get(client, _NOTHING).pieces(start, end):
            if not len(taken):
                yield begin, stop, brought, NONE
                continue
            for first, last, gone in taken.pieces(begin, stop):
                yield first, last, brought, gone


def visible(brought: int, gone: int, row: int) -> bool:
    """Whether a unit was there after this row."""
    return brought <= row and (gone == NONE or gone > row)
