"""Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Due work"

    def ready(self) -> None:
        from jobs import tending, worker  # noqa: F401  (importing `tending` registers due work)
        from jobs.runner import Runner
        from realtime.services import register_service

        worker.connect()
        register_service(worker.Worker)
        register_service(Runner)
