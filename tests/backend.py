"""What servers under test stand on: a copy of a migrated database each, on SQLite or on the services that
TEST_BACKEND=postgres asked for. Migrations are run once; running them for every server was a fifth of the suite's time.
"""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Final

from tests.services import Postgres, Redis

FILE: Final = "collab.sqlite3"
_numbers = count(1)
_services: list[tuple[Postgres, Redis]] = []
_template: list[dict[str, str]] = []

Migrate = Callable[[dict[str, str]], None]
"""Runs the migrations in this environment."""


def use(postgres: Postgres, redis: Redis) -> None:
    """Servers that tests start from now on get a database and names of their own in these."""
    _services.append((postgres, redis))


def migrated_environment(directory: Path, scratch: Path, migrate: Migrate) -> dict[str, str]:
    """DATABASE_URL and the like for one more server, whose database is migrated and empty.

    On SQLite it is a file in `directory`, the server's DATA_DIR. `scratch` is a folder that outlives the test.
    """
    if not _template:
        _template.append(_make_template(scratch, migrate))
    if not _services:
        shutil.copyfile(Path(_template[0]["DATA_DIR"]) / FILE, directory / FILE)
        return {}
    postgres, redis = _services[-1]
    name = f"server_{next(_numbers)}"
    url = postgres.create_database(name, template="server_template")
    return {"DATABASE_URL": url, "REDIS_URL": redis.url, "REDIS_PREFIX": name}


def _make_template(scratch: Path, migrate: Migrate) -> dict[str, str]:
    scratch.mkdir(parents=True, exist_ok=True)
    environment = {"DATA_DIR": str(scratch)}
    if _services:
        environment["DATABASE_URL"] = _services[-1][0].create_database("server_template")
    migrate(environment)
    return environment
