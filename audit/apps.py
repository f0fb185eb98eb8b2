"""Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        from accounts.hooks import use_recorder
        from audit import record_for_accounts

        use_recorder(record_for_accounts)
