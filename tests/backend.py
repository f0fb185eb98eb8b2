"""The services that TEST_BACKEND=postgres runs on, and an environment of its own for each server under test."""

from itertools import count

from tests.services import Postgres, Redis

_numbers = count(1)
_services: list[tuple[Postgres, Redis]] = []


def use(postgres: Postgres, redis: Redis) -> None:
    """Servers that tests start from now on get a fresh database and names of their own in this Redis."""
    _services.append((postgres, redis))


def fresh_environment() -> dict[str, str]:
    """DATABASE_URL and the like for one more server; empty on SQLite."""
    if not _services:
        return {}
    postgres, redis = _services[-1]
    name = f"server_{next(_numbers)}"
    return {"DATABASE_URL": postgres.create_database(name), "REDIS_URL": redis.url, "REDIS_PREFIX": name}
