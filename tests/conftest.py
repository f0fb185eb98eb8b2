"""Fixtures for all tests, and the environment that Django's settings are loaded in.

TEST_BACKEND=sqlite (default) runs on SQLite and the in-memory layer, TEST_BACKEND=postgres on a PostgreSQL and a
Redis that are started here. Tests with the marker `postgres` need the real services whatever the backend is.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import backend
from tests.browsers import launched_browser
from tests.services import Postgres, Redis, chromium_path

BACKEND = os.environ.get("TEST_BACKEND", "sqlite")
_running: list[Redis | Postgres] = []
_scratch = tempfile.TemporaryDirectory(prefix="collab-tests-", ignore_cleanup_errors=True)


def _directory(name: str) -> Path:
    path = Path(_scratch.name) / name
    path.mkdir()
    return path


def _start_services() -> dict[str, str]:
    """Starts what the chosen backend needs; its settings."""
    if BACKEND == "sqlite":
        return {"DATABASE_URL": "", "REDIS_URL": ""}
    if BACKEND != "postgres":
        raise pytest.UsageError(f"TEST_BACKEND must be sqlite or postgres, not {BACKEND}")
    # Every test empties a hundred tables, and nobody here crashes the database itself.
    postgres = Postgres(_directory("backend-postgres"), durable=False).start()
    _running.append(postgres)
    redis = Redis(_directory("backend-redis")).start()
    _running.append(redis)
    backend.use(postgres, redis)
    return {"DATABASE_URL": postgres.create_database("collab"), "REDIS_URL": redis.url}


def _prepare_environment() -> None:
    """Settings for this process, and loading them: pytest-django takes over what is configured by then."""
    os.chmod(_scratch.name, 0o755)  # PostgreSQL's own user has to get in
    os.environ.update({"ENV_FILE": "", "DEMO": "1", "DEBUG": "0", "HTTPS": "0"})
    os.environ["SECRET_KEY"] = "a-secret-that-only-the-tests-use-0123456789-abcdefghij"
    os.environ["DATA_DIR"] = str(_directory("data"))
    os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
    os.environ.update(_start_services())
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    from django.conf import settings

    assert settings.DATABASES
    from django.test import TransactionTestCase

    from tests.emptying import empty_databases

    TransactionTestCase._fixture_teardown = empty_databases  # type: ignore[attr-defined]


_prepare_environment()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that no process is left alone with it at the end. What asks for nothing that
    could stand on a database says the same on each: it is left to the run on SQLite."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/system/"))
    if BACKEND == "postgres":
        pure = {item: None for item in items if _is_pure(item)}
        config.hook.pytest_deselected(items=list(pure))
        items[:] = [item for item in items if item not in pure]


EVERYBODYS = {"django_db_blocker", "django_test_environment", "event_loop_policy", "monkeypatch", "request"}


def _is_pure(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function) or item.get_closest_marker("django_db"):
        return False
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return all(name in EVERYBODYS or name in given or name.startswith("_") for name in item.fixturenames)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """What is done behind a send (chat.actions.told) ends before the test's database is emptied."""
    if told := sys.modules.get("chat.actions.told"):
        told.teller.settle()


def pytest_unconfigure() -> None:
    for service in reversed(_running):
        service.stop()
    _scratch.cleanup()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """A Redis of the tests' own that may be stopped, paused and restarted (leave it running afterwards)."""
    server = Redis(_directory("redis")).start()
    yield server
    server.stop(kill=True)


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    return redis_server.url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    server = Postgres(_directory("postgres")).start()
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server: Postgres, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database that is migrated and empty, dropped after the test."""
    from tests.server import migrate  # when there are settings

    name = f"test_{abs(hash(request.node.nodeid)):x}"[:60]
    yield backend.migrated_database(postgres_server, name, migrate)
    postgres_server.drop_database(name)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium's program."""
    return chromium_path()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for the tests of one module (mark them `browser`; keep asyncio tests in other modules)."""
    with launched_browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """pytest-django's database; before it is dropped, the kernel's threads let go of it."""
    yield
    from realtime.commit import writer
    from realtime.db import close_connections

    writer.flush()
    close_connections()


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """Every batch (`realtime.streams.Batch`) that is told from now on, in order."""
    from realtime.commit import writer  # when Django is there

    batches: list[Any] = []

    def listen(told: list[Any], outcomes: list[tuple[Any, Any]]) -> None:
        batches.extend(told)
        for done, outcome in outcomes:
            done(outcome)

    writer.listen(listen)
    yield batches
    writer.listen(None)
