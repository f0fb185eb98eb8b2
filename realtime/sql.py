"""Statements of the hot path, on the thread's connection but past Django's cursor wrappers.

A wrapper builds a cursor, looks at settings and rewrites placeholders at every call; with five statements in
a commit that is a third of the writer's time. Parameters are not converted, so pass only ints, strings and
bytes (times through `connection.ops.adapt_datetimefield_value`). Where queries are logged (DEBUG, tests that
count them) the statements go through the wrappers and are seen.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections


class _Thread(threading.local):
    """What a thread would look up for every statement; Django keeps one wrapper per thread for good."""

    def __init__(self) -> None:
        wrapper = cast("Any", connections[DEFAULT_DB_ALIAS])
        self.wrapper = wrapper
        self.sqlite: bool = wrapper.vendor == "sqlite"
        self.error: type[Exception] = wrapper.Database.Error
        self.debug: bool = settings.DEBUG


_thread: Final = _Thread()


@lru_cache(4096)
def _question_marks(sql: str) -> str:
    """SQLite's own placeholders. The statements have no other percent signs."""
    return sql.replace("%s", "?")


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement with `%s` placeholders; what it returns. Raises `django.db.Error`s."""
    here = _thread
    wrapper = here.wrapper
    if here.debug or wrapper.force_debug_cursor:
        return _logged(wrapper, sql, parameters)
    if wrapper.connection is None:
        wrapper.ensure_connection()
    try:
        if here.sqlite:
            return wrapper.connection.execute(_question_marks(sql), parameters).fetchall()  # type: ignore[no-any-return]
        cursor = wrapper.connection.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
    except here.error:
        with wrapper.wrap_database_errors:  # as Django's own
            raise


def _logged(wrapper: Any, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with wrapper.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def many(sql: str, parameters: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each set of parameters."""
    wrapper = _thread.wrapper
    wrapper.ensure_connection()
    with wrapper.wrap_database_errors:
        if _thread.sqlite:
            wrapper.connection.executemany(_question_marks(sql), parameters)
            return
        with wrapper.connection.cursor() as cursor:
            cursor.executemany(sql, parameters)


CHUNKS: Final = (64, 32, 16, 8, 4, 2, 1)
"""Rows in one INSERT: few different statements, so that the database knows each again."""


def insert(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows, many with each statement. One statement for each row gives up and takes back the GIL for each,
    and beside a busy event loop every taking back is a wait."""
    at = 0
    while at < len(values):
        count = next(size for size in CHUNKS if size <= len(values) - at)
        rows(
            _insert(table, tuple(columns), count), [value for row in values[at : at + count] for value in row]
        )
        at += count


@lru_cache(256)
def _insert(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({','.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({','.join(columns)}) VALUES {','.join([row] * count)}"  # noqa: S608 - names of ours
