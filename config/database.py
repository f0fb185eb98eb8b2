"""Database, channel layer and mail settings from their URLs. Pure: values in, settings out."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")


def database(url: str, *, data_dir: Path, synchronous: str, conn_max_age: int) -> dict[str, Any]:
    """Django's DATABASES["default"]. An empty URL means SQLite in `data_dir`."""
    parsed: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{data_dir / 'collab.sqlite3'}"))
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return parsed | _sqlite(parsed, synchronous)
    if parsed["ENGINE"] == "django.db.backends.postgresql":
        return parsed | {"CONN_MAX_AGE": conn_max_age, "CONN_HEALTH_CHECKS": True}
    raise ImproperlyConfigured("DATABASE_URL must name SQLite or PostgreSQL.")


def _sqlite(parsed: dict[str, Any], synchronous: str) -> dict[str, Any]:
    if synchronous.upper() not in SYNCHRONOUS:
        raise ImproperlyConfigured(f"SQLITE_SYNCHRONOUS must be one of {', '.join(SYNCHRONOUS)}.")
    pragmas = (
        "journal_mode=WAL",
        f"synchronous={synchronous.upper()}",
        "temp_store=MEMORY",
        "cache_size=-16000",
    )
    return {
        # Readers never block the writer in WAL. IMMEDIATE takes the write lock at BEGIN, so a transaction never
        # fails half way because another one wrote in between.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
        "CONN_MAX_AGE": None,
        # Tests use a file as well: threads of a shared in-memory database lock each other out.
        "TEST": {"NAME": f"{parsed['NAME']}.test"},
    }


def channel_layer(redis_url: str, *, max_connections: int, prefix: str = "collab") -> dict[str, Any]:
    """Django Channels' CHANNEL_LAYERS["default"]: Redis pub/sub, or in memory for a single process."""
    if not redis_url:
        return {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    hosts = [
        {
            "address": address.strip(),
            # redis-py reads with a 5 s timeout unless told otherwise, which kills an idle subscription.
            "socket_timeout": None,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            # redis-py's pool raises when it is full (100 by default) instead of waiting.
            "max_connections": max_connections,
        }
        for address in redis_url.split(",")
    ]
    return {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": hosts, "prefix": prefix},
    }


def email(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Django's EMAIL_* settings from `smtp://…`, `console:` or `file:` (one file per mail in DATA_DIR/mail)."""
    parts = urlsplit(url or "file:")
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        folder = parts.path or str(data_dir / "mail")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    if parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured("EMAIL_URL must start with smtp://, smtps://, console: or file:.")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if secure else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and parse_qs(parts.query).get("tls", ["0"])[0] == "1",
        "EMAIL_TIMEOUT": 10,
    }
