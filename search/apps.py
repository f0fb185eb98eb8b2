"""Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from search import jobs  # noqa: F401  (importing it registers the indexer)
