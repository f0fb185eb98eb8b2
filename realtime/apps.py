"""Django app."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"

    def ready(self) -> None:
        from realtime.presence import commands  # noqa: F401  (importing it registers the command)
