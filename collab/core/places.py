"""Where items hang, and each client's history as runs of items that hang in the same place."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Node:
    """A shared type: what it is, how deep it lies, and the places in it."""

    __slots__ = ("_keys", "content", "depth", "inside", "type")

    def __init__(self, type_: int, depth: int, content: bool) -> None:
        self.type = type_
        self.depth = depth
        self.content = content  # lies in the editor's fragment
        self.inside = Place(self, None)
        self._keys: dict[str, Place] | None = None

    def place(self, key: str | None) -> Place:
        """Among the children (None), or under a key. The same place is always the same object."""
        if key is None:
            return self.inside
        if self._keys is None:
            self._keys = {}
        if (place := self._keys.get(key)) is None:
            place = self._keys[key] = Place(self, key)
        return place


class Place:
    """Where an item hangs: in a type, among its children or under a key."""

    __slots__ = ("key", "node")

    def __init__(self, node: Node, key: str | None) -> None:
        self.node = node
        self.key = key


class Track:
    """One client's structs from `base` up to `next`, as runs that share a place (None: collected).

    `halves` are the clocks of second halves of characters: a history must not be split before them.
    """

    __slots__ = ("base", "halves", "next", "places", "starts")

    def __init__(self, base: int = 0) -> None:
        self.base = base
        self.next = base
        self.starts: list[int] = []
        self.places: list[Place | None] = []
        self.halves: array[int] | None = None

    def add(self, length: int, place: Place | None) -> None:
        places = self.places
        if not places or places[-1] is not place:
            self.starts.append(self.next)
            places.append(place)
        self.next += length

    def add_halves(self, clocks: Iterable[int]) -> None:
        if self.halves is None:
            self.halves = array("I")
        self.halves.extend(clocks)

    def at(self, clock: int) -> Place | None:
        return self.places[bisect_right(self.starts, clock) - 1]

    def splits(self, clock: int) -> bool:
        """Whether a cut before this clock goes through a character."""
        halves = self.halves
        if halves is None:
            return False
        at = bisect_left(halves, clock)
        return at < len(halves) and halves[at] == clock
