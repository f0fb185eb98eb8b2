"""What apps beside search hang into it."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet

SavedMessages = Callable[[int], QuerySet[Any, Any] | Collection[int]]
"""`saved(user_id)`: ids of the messages that a person saved."""

_saved: list[SavedMessages] = []


def use_saved_messages(saved: SavedMessages) -> None:
    """The desk keeps them and says which they are (`is:saved`)."""
    _saved[:] = [saved]


def saved_messages(user_id: int) -> QuerySet[Any, Any] | Collection[int]:
    return _saved[0](user_id) if _saved else ()
