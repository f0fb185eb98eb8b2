"""Django app."""

from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "broadcasts"

    def ready(self) -> None:
        from broadcasts import jobs  # noqa: F401  (importing it registers the due work)
        from broadcasts.streams import Broadcasts, broadcast_changes
        from realtime.registry import register_source, register_stream

        register_stream(Broadcasts())
        register_source("broadcasts", broadcast_changes)
