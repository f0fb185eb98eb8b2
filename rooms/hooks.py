"""What apps above rooms hang into it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Marker(NamedTuple):
    """Up to where a person has read a room, and up to where messages are to be counted."""

    room: int
    read_seq: int
    head: int


UnreadCounter = Callable[[int, Sequence[Marker]], dict[int, int]]
"""`count(user_id, markers)`: unread messages per room, in one query; rooms without any may be missing."""


def _nothing_unread(user_id: int, markers: Sequence[Marker]) -> dict[int, int]:
    return {}


_counter: UnreadCounter = _nothing_unread


def use_unread_counter(counter: UnreadCounter) -> None:
    """Chat knows the messages and says how to count them."""
    global _counter  # noqa: PLW0603  (set once, at start-up)
    _counter = counter


def unread_counts(user_id: int, markers: Sequence[Marker]) -> dict[int, int]:
    return _counter(user_id, markers) if markers else {}
