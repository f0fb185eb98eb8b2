"""The roof as a Django app: it has no models, only checks and template tags."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "config"
    label = "roof"
    verbose_name = "Collab"

    def ready(self) -> None:
        from config import checks  # noqa: F401  (registering is a side effect of the import)
        from config.saved import saved_messages
        from search.hooks import use_saved_messages

        use_saved_messages(saved_messages)
