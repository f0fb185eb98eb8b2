"""Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from django.conf import settings

        from chat import hooks
        from collab import hooks as documents
        from desk import commands, document_notices, jobs, streams  # noqa: F401  (importing the first and third registers)
        from desk.actions.notices import mark_notices_read
        from desk.notices import notify
        from realtime.registry import register_source

        register_source("inbox", streams.draft_changes)
        register_source("inbox", streams.saved_changes)
        register_source("inbox", streams.scheduled_changes)
        register_source("inbox", streams.reminder_changes)
        hooks.on_said(notify)
        hooks.on_read(mark_notices_read)
        documents.on_mentioned(document_notices.note)
        documents.on_shared(document_notices.shared)
        if settings.LINK_PREVIEWS:
            from desk.previews import work

            hooks.on_linked(work.hear)
