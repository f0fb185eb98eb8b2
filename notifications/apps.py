"""Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import commands  # noqa: F401  (registers the handlers)
        from notifications.access import Announcements
        from notifications.sources import announcement_changes, inbox_changes
        from realtime.registry import register_source, register_stream

        register_stream(Announcements())
        register_source("announcements", announcement_changes)
        register_source("inbox", inbox_changes)
