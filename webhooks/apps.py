"""Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"

    def ready(self) -> None:
        from webhooks import jobs  # noqa: F401  (importing it registers the due work)
