"""What a test with commits of its own leaves behind is deleted, from the tables that it left it in.

Django empties every table there is and makes all content types and permissions anew, after every such test: a third of
the suite's time. Those stay here, and of the others only what has rows is emptied.
"""

from functools import cache
from typing import Any, Final

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

KEPT: Final = {"django_content_type", "auth_permission"}


def empty_databases(case: Any) -> None:
    """In the place of `django.test.TransactionTestCase._fixture_teardown`."""
    for alias in case._databases_names(include_mirrors=False):
        empty(connections[alias])


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete all rows but those of KEPT."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Whatever refers to a row goes as well: nobody has to look for it. (As a superuser, which the tests are.)
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_with_rows(connection.alias))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


@cache
def _with_rows(alias: str) -> str:
    connection = connections[alias]
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    quote = connection.ops.quote_name
    asked = (
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in sorted(set(names) - KEPT)
    )
    return " UNION ALL ".join(asked)
