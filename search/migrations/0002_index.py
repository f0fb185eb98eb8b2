"""What finds words fast, in the way of the database in use.

A later migration that alters search_entry on SQLite makes the table anew and loses its triggers: it has to run
`drop` before and `make` behind.
"""

from django.db import migrations

from search.backends import postgres, sqlite

STATEMENTS = {"postgresql": (postgres.INDEX, postgres.NO_INDEX), "sqlite": (sqlite.INDEX, sqlite.NO_INDEX)}


def make(apps, editor):
    for statement in STATEMENTS[editor.connection.vendor][0]:
        editor.execute(statement)


def drop(apps, editor):
    for statement in STATEMENTS[editor.connection.vendor][1]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
