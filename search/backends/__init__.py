"""How words are looked up: one interface, one implementation for each database, one contract test for both."""

from django.db import connection

from search.backends.contract import Backend
from search.backends.postgres import Postgres
from search.backends.sqlite import Sqlite

__all__ = ["Backend", "backend"]

_BACKENDS: dict[str, Backend] = {"postgresql": Postgres(), "sqlite": Sqlite()}


def backend() -> Backend:
    """The one of the database in use."""
    return _BACKENDS[connection.vendor]
