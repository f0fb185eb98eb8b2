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
TEMPLATE: Final = "migrated"
_numbers = count(1)
_services: list[tuple[Postgres, Redis]] = []
_migrated: set[Path | int] = set()

Migrate = Callable[[dict[str, str]], None]
"""Runs the migrations with these settings."""


def use(postgres: Postgres, redis: Redis) -> None:
    """Servers that tests start from now on get a database and names of their own in these."""
    _services.append((postgres, redis))


def migrated_environment(directory: Path, scratch: Path, migrate: Migrate) -> dict[str, str]:
    """DATABASE_URL and the like for one more server, whose database is migrated and empty.

    On SQLite it is a file in `directory`, the server's DATA_DIR. `scratch` is a folder that outlives the test.
    """
    if not _services:
        if scratch not in _migrated:
            scratch.mkdir(parents=True, exist_ok=True)
            migrate({"DATA_DIR": str(scratch)})
            _migrated.add(scratch)
        shutil.copyfile(scratch / FILE, directory / FILE)
        return {}
    postgres, redis = _services[-1]
    name = f"server_{next(_numbers)}"
    url = migrated_database(postgres, name, migrate)
    return {"DATABASE_URL": url, "REDIS_URL": redis.url, "REDIS_PREFIX": name}


def migrated_database(postgres: Postgres, name: str, migrate: Migrate) -> str:
    """A new database of this cluster, migrated and empty; its URL."""
    if postgres.port not in _migrated:
        migrate({"DATABASE_URL": postgres.create_database(TEMPLATE)})
        _migrated.add(postgres.port)
    return postgres.create_database(name, template=TEMPLATE)
