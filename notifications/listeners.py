"""Who wants to know at once, on this node, that somebody's wishes or rules for places have changed."""

from collections.abc import Callable
from typing import Final

Listener = Callable[[int], None]
"""`(user_id)`; called after the commit, by the thread that asked for it."""

_listeners: Final[list[Listener]] = []


def on_wishes(listener: Listener) -> None:
    """Be told on this node. Other nodes find out by themselves, by looking again now and then."""
    if listener not in _listeners:
        _listeners.append(listener)


def wishes_changed(user_id: int) -> None:
    for listener in _listeners:
        listener(user_id)
