"""Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "files"

    def ready(self) -> None:
        from files import jobs  # noqa: F401  (importing it registers the jobs)
