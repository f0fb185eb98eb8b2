"""Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from django.conf import settings

        from chat import hooks
        from desk import commands, jobs, streams  # noqa: F401  (importing commands and jobs registers them)
        from desk.actions.notices import mark_notices_read
        from desk.notices import notify
        from realtime.registry import register_source

        register_source("inbox", streams.draft_changes)
        register_source("inbox", streams.saved_changes)
        register_source("inbox", streams.scheduled_changes)
        register_source("inbox", streams.reminder_changes)
        hooks.on_said(notify)
        hooks.on_read(mark_notices_read)
        if settings.LINK_PREVIEWS:
            from desk.previews import work

            hooks.on_linked(work.hear)
