"""What a backend has to do."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from search.terms import Term


class Condition(NamedTuple):
    """A piece of a WHERE clause about `search_entry`, with its parameters."""

    sql: str
    parameters: tuple[object, ...]


class Backend(Protocol):
    """Finds entries by words, exactly as `Term.found_in` would one by one. It sees a row as soon as it is committed:
    what it needs is kept by the database itself (a generated column, or triggers)."""

    def conditions(self, terms: Sequence[Term]) -> list[Condition]:
        """All of them together are true for the entries that have all terms. None for no terms."""

    def bounded(self) -> AbstractContextManager[None]:
        """Around a search: one that takes too long is given up. Raises Refused("unavailable")."""

    def filling(self) -> AbstractContextManager[None]:
        """Around making the whole index anew: searches may be slow meanwhile, so that it is done soon."""


def escaped(part: str) -> str:
    """For LIKE with a backslash as its escape."""
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
