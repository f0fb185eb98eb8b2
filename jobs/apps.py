"""Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Due work"

    def ready(self) -> None:
        from jobs.runner import Runner
        from realtime.services import register_service

        register_service(Runner)
