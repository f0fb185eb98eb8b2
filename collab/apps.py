"""Django app."""

from django.apps import AppConfig


class CollabConfig(AppConfig):
    name = "collab"

    def ready(self) -> None:
        from collab import streams
        from collab.access import DocumentStream
        from realtime.registry import register_source, register_stream

        register_stream(DocumentStream())
        register_source("room", streams.document_changes)
        register_source("document", streams.update_changes)
