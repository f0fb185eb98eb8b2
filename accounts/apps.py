"""Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import jobs, revocation  # noqa: F401  (importing jobs registers them)
        from accounts.access import DjangoAuthenticator
        from accounts.streams import Inbox, access_changes
        from realtime.identity import use_authenticator
        from realtime.registry import register_source, register_stream

        use_authenticator(DjangoAuthenticator())
        register_stream(Inbox())
        register_source("inbox", access_changes)
        revocation.connect()
