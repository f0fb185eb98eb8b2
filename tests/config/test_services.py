"""The tests' own Redis and PostgreSQL are real, and can be made to fail."""

import psycopg
import pytest
import redis

from tests.services import Postgres, Redis


def test_redis_forgets_when_it_is_killed(redis_server: Redis) -> None:
    client = redis.Redis.from_url(redis_server.url)
    client.set("word", "kept")
    redis_server.restart(kill=True)
    client = redis.Redis.from_url(redis_server.url)
    assert client.get("word") is None


def test_a_paused_redis_does_not_answer(redis_server: Redis) -> None:
    client = redis.Redis.from_url(redis_server.url, socket_timeout=0.3, retry=None)
    redis_server.pause()
    try:
        with pytest.raises(redis.TimeoutError):
            client.ping()
    finally:
        redis_server.resume()
    assert redis.Redis.from_url(redis_server.url).ping()


@pytest.mark.postgres
def test_postgres_commits_durably(postgres_url: str, postgres_server: Postgres) -> None:
    with psycopg.connect(postgres_url) as connection:
        values = [connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit")]
    assert values == [("on",), ("on",)]
