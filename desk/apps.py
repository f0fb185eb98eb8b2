"""Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from django.conf import settings

        from chat import hooks
        from collab import hooks as documents
        from desk import commands, jobs, streams  # noqa: F401  (importing the first two registers)
        from desk.notices import documents as of_documents
        from desk.notices import messages, reactions, rooms
        from desk.places import document_readers, documents_seen, threads_seen
        from notifications import watching
        from notifications.places import register_places, register_readers
        from realtime.registry import register_source
        from rooms import hooks as places

        register_source("inbox", streams.draft_changes)
        register_source("inbox", streams.saved_changes)
        register_source("inbox", streams.scheduled_changes)
        register_source("inbox", streams.reminder_changes)
        register_places("thread", threads_seen)
        register_places("document", documents_seen)
        register_readers("document", document_readers)
        hooks.use_watch(watching.concerns)
        hooks.on_said(messages.notify)
        hooks.on_read(messages.was_read)
        hooks.on_removed(messages.removed)
        hooks.on_reacted(reactions.reacted)
        hooks.on_reported(rooms.reported)
        hooks.on_resolved(rooms.resolved)
        documents.on_mentioned(of_documents.note)
        documents.on_shared(of_documents.shared)
        places.on_added(rooms.added)
        places.on_asked(rooms.asked)
        places.on_answered(rooms.answered)
        if settings.LINK_PREVIEWS:
            from desk.previews import work

            hooks.on_linked(work.hear)
