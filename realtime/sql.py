"""Statements of the hot path, on the thread's connection but past Django's cursor wrappers.

A wrapper builds a cursor, looks at settings and rewrites placeholders at every call; with five statements in
a commit that is a third of the writer's time. Parameters are not converted, so pass only ints, strings and
bytes (times through `connection.ops.adapt_datetimefield_value`). Where queries are logged (DEBUG, tests that
count them) the statements go through the wrappers and are seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@lru_cache(4096)
def _question_marks(sql: str) -> str:
    """SQLite's own placeholders. The statements have no other percent signs."""
    return sql.replace("%s", "?")


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement with `%s` placeholders; what it returns. Raises `django.db.Error`s."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    if connection.queries_logged:
        with connection.cursor() as logged:
            logged.execute(sql, parameters)
            return logged.fetchall() if logged.description else []
    raw: Any = connection.connection
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            return list(raw.execute(_question_marks(sql), parameters))
        cursor = raw.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def many(sql: str, parameters: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each set of parameters."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    raw: Any = connection.connection
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            raw.executemany(_question_marks(sql), parameters)
            return
        with raw.cursor() as cursor:
            cursor.executemany(sql, parameters)
