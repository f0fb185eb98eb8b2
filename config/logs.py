"""Logging: every record is one line on stderr, so that a log shipper never sees half of a traceback."""

import logging
from typing import Any


class OneLine(logging.Formatter):
    """Joins a record's lines (a traceback's, a message's) with a visible mark."""

    def format(self, record: logging.LogRecord) -> str:
        lines = (line.rstrip() for line in super().format(record).splitlines())
        return " ⏎ ".join(line for line in lines if line)


def logging_config(level: str) -> dict[str, Any]:
    """Django's LOGGING for a level such as "INFO"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": OneLine, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            # Django gives this logger a handler of its own; propagate to ours only.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},  # 4xx are the client's business, not news
            "daphne": {"level": "WARNING"},
            "uvicorn": {"level": "WARNING"},  # it logs the addresses of sockets, which may hold tokens
            "asyncio": {"level": "WARNING"},
            "django_tasks": {
                "level": "CRITICAL"
            },  # a line for every task; jobs/running.py logs those that fail
        },
    }
