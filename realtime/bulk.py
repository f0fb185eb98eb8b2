"""Many rows of one table that differ in a few columns, past the ORM, whose models and compiler take far longer for a
row than the database does."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import Model

from realtime.sql import rows

AT_ONCE: Final = 50
"""Rows in one statement: its text is always the same, so that the driver compiles it once."""


def insert_like(first: Model, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> list[int]:
    """Insert a row for each of `values`, which fill these columns (in this order) as the database takes them; all
    others are those of `first`, which is not saved. Returns the ids, in order."""
    fields = [field for field in first._meta.concrete_fields if not field.primary_key]
    model: list[Any] = [field.get_db_prep_save(field.pre_save(first, True), connection) for field in fields]
    names = [str(field.column) for field in fields]
    at = [names.index(column) for column in columns]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    head = f"INSERT INTO {first._meta.db_table} ({quoted}) VALUES "  # noqa: S608 - names of our own models
    marks = f"({','.join(['%s'] * len(fields))})"
    ids: list[int] = []
    for start in range(0, len(values), AT_ONCE):
        part = values[start : start + AT_ONCE]
        sql = f"{head}{','.join([marks] * len(part))} RETURNING id"
        ids += [pk for (pk,) in rows(sql, list(chain.from_iterable(_filled(model, at, part))))]
    return ids


def _filled(model: list[Any], at: Sequence[int], values: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    for each in values:
        row = model.copy()
        for index, value in zip(at, each, strict=True):
            row[index] = value
        yield row
