"""What apps above the audit log hang into it."""

from collections.abc import Callable, Iterable

RoomNames = Callable[[Iterable[int]], dict[int, str]]
"""`names(room_ids)`: what rooms are called, in one query; rooms that are gone are missing."""


def _no_names(room_ids: Iterable[int]) -> dict[int, str]:
    return {}


_names: RoomNames = _no_names


def use_room_names(names: RoomNames) -> None:
    """Rooms know what they are called."""
    global _names  # noqa: PLW0603  (set once, at start-up)
    _names = names


def room_names(room_ids: Iterable[int]) -> dict[int, str]:
    wanted = set(room_ids)
    return _names(wanted) if wanted else {}
