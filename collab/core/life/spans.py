"""Which row each clock of a client belongs to: disjoint, sorted ranges, each with a row."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator

NONE = -1
"""The row of what no row is known for."""


class Spans:
    """Ranges [start, end) with a row each. What is covered keeps its row: the first one wins."""

    __slots__ = ("_ends", "_rows", "_starts")

    def __init__(self) -> None:
        self._starts = array("I")
        self._ends = array("I")
        self._rows = array("i")

    def add(self, start: int, end: int, row: int) -> None:
        """Give the row to whatever of [start, end) has none yet."""
        ends = self._ends
        if not ends or start >= ends[-1]:
            self._append(start, end, row)
            return
        for begin, stop, known in list(self.pieces(start, end)):
            if known == NONE:
                at = bisect_right(self._starts, begin)
                self._starts.insert(at, begin)
                self._ends.insert(at, stop)
                self._rows.insert(at, row)

    def _append(self, start: int, end: int, row: int) -> None:
        if self._ends and self._ends[-1] == start and self._rows[-1] == row:
            self._ends[-1] = end
            return
        self._starts.append(start)
        self._ends.append(end)
        self._rows.append(row)

    @property
    def end(self) -> int:
        """Behind the last range."""
        return self._ends[-1] if self._ends else 0

    def row(self, clock: int) -> int:
        """The row of one clock."""
        at = bisect_right(self._starts, clock) - 1
        return self._rows[at] if at >= 0 and clock < self._ends[at] else NONE

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The whole of [start, end) as (start, end, row), with NONE in the gaps."""
        starts, ends, rows = self._starts, self._ends, self._rows
        at = bisect_right(starts, start) - 1
        if at < 0 or ends[at] <= start:
            at += 1
        while start < end:
            if at >= len(starts) or starts[at] >= end:
                yield start, end, NONE
                return
            if starts[at] > start:
                yield start, starts[at], NONE
                start = starts[at]
            stop = min(ends[at], end)
            yield start, stop, rows[at]
            start = stop
            at += 1

    def __len__(self) -> int:
        return len(self._starts)
