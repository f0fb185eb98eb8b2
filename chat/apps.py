"""Django app."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        # Importing commands registers the handlers, importing jobs the due work.
        from chat import commands, jobs, selectors, streams  # noqa: F401
        from chat.actions import expire_some
        from realtime.registry import register_source
        from rooms.hooks import use_expirer, use_last_messages, use_unread_counter

        register_source("room", streams.message_changes)
        register_source("inbox", streams.marker_changes)
        register_source("inbox", streams.thread_changes)
        use_unread_counter(selectors.unread_counts)
        use_last_messages(selectors.last_messages)
        use_expirer(expire_some)
