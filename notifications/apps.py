"""Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import commands, jobs, listeners, watching  # noqa: F401  (importing the first two registers)
        from notifications.access import Announcements
        from notifications.places import register_places, register_readers, room_readers, rooms_seen
        from notifications.sources import announcement_changes, inbox_changes
        from notifications.ways import start as ways
        from realtime.registry import register_source, register_stream
        from realtime.services import register_service

        register_stream(Announcements())
        register_source("announcements", announcement_changes)
        register_source("inbox", inbox_changes)
        listeners.on_wishes(watching.refresh)
        register_service(watching.Watching)
        register_places("room", rooms_seen)
        register_readers("room", room_readers)
        ways.connect()
