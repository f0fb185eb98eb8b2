"""A set of whole numbers kept as ranges: which clocks of a client are deleted."""

from array import array
from bisect import bisect_left, bisect_right


class Ranges:
    """Disjoint, sorted ranges [start, end). Adding and asking cost one binary search."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts = array("I")  # eight bytes a range, however many
        self._ends = array("I")

    def covers(self, start: int, end: int) -> bool:
        """Whether the whole of [start, end) is in the set."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

    def add(self, start: int, end: int) -> None:
        """Put [start, end) in; ranges that touch become one."""
        starts, ends = self._starts, self._ends
        if not starts or start > ends[-1]:
            starts.append(start)
            ends.append(end)
            return
        first = bisect_left(ends, start)
        last = bisect_right(starts, end)
        if first < last:
            start, end = min(start, starts[first]), max(end, ends[last - 1])
        starts[first:last] = array("I", (start,))
        ends[first:last] = array("I", (end,))

    def __len__(self) -> int:
        return len(self._starts)
