"""Django app."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from chat import commands, selectors, streams  # noqa: F401  (importing commands registers the handlers)
        from realtime.registry import register_source
        from rooms.hooks import use_unread_counter

        register_source("room", streams.message_changes)
        register_source("inbox", streams.marker_changes)
        use_unread_counter(selectors.unread_counts)
