"""Django app."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"

    def ready(self) -> None:
        from collab.hooks import on_moved_or_hidden
        from comments import jobs  # importing it registers the due work
        from comments.margins import margin_roles
        from rooms.hooks import use_margins

        use_margins(margin_roles)
        on_moved_or_hidden(jobs.withdraw_soon)
