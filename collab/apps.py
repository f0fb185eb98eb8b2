"""Django app."""

from django.apps import AppConfig


class CollabConfig(AppConfig):
    name = "collab"

    def ready(self) -> None:
        import collab.history.keeping
        import collab.jobs
        import collab.versioning  # noqa: F401  (all three register due work)
        from collab import streams
        from collab.access import DocumentStream, readable_documents
        from files.access import register_documents
        from realtime.registry import register_source, register_stream

        register_stream(DocumentStream())
        register_documents(readable_documents)
        register_source("room", streams.document_changes)
        register_source("room", streams.departure_changes)
        register_source("inbox", streams.favourite_changes)
        register_source("document", streams.update_changes)
