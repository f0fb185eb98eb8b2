"""URLs become settings: databases, channel layer, mail."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.database import channel_layer, database, email

DATA = Path("/data")


def test_sqlite_is_durable_and_never_upgrades_a_lock() -> None:
    settings = database("", data_dir=DATA, synchronous="full", conn_max_age=60)
    assert settings["NAME"] == "/data/collab.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["OPTIONS"]["timeout"] == 20
    assert "PRAGMA synchronous=FULL" in settings["OPTIONS"]["init_command"]


def test_synchronous_is_checked() -> None:
    with pytest.raises(ImproperlyConfigured, match="SQLITE_SYNCHRONOUS"):
        database("", data_dir=DATA, synchronous="off; drop table", conn_max_age=60)


def test_postgres_connections_are_kept_and_checked() -> None:
    settings = database("postgres://u:p@h:5433/d", data_dir=DATA, synchronous="FULL", conn_max_age=60)
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("h", 5433, "d")
    assert (settings["CONN_MAX_AGE"], settings["CONN_HEALTH_CHECKS"]) == (60, True)


@pytest.mark.django_db
def test_the_pragmas_reach_the_connection() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has pragmas")
    with connection.cursor() as cursor:
        values = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert values == ["wal", 2]


def test_an_idle_redis_subscription_never_times_out() -> None:
    layer = channel_layer("redis://a:1/0, redis://b:2/0", max_connections=77)
    assert layer["BACKEND"] == "channels_redis.pubsub.RedisPubSubChannelLayer"
    hosts = layer["CONFIG"]["hosts"]
    assert [host["address"] for host in hosts] == ["redis://a:1/0", "redis://b:2/0"]
    assert all(host["socket_timeout"] is None and host["max_connections"] == 77 for host in hosts)


def test_without_redis_the_layer_is_in_memory() -> None:
    assert channel_layer("", max_connections=1) == {"BACKEND": "channels.layers.InMemoryChannelLayer"}


def test_mail_goes_into_files_unless_a_server_is_named() -> None:
    assert email("", data_dir=DATA)["EMAIL_FILE_PATH"] == "/data/mail"
    smtp = email("smtp://me%40x:pa%2Fss@mail.example:587?tls=1", data_dir=DATA)
    assert (smtp["EMAIL_HOST"], smtp["EMAIL_PORT"], smtp["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
    assert (smtp["EMAIL_HOST_USER"], smtp["EMAIL_HOST_PASSWORD"]) == ("me@x", "pa/ss")


def test_an_unknown_mail_url_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        email("imap://host", data_dir=DATA)
