"""`manage.py create_token ann`: an API token for a script."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import create_token
from accounts.models import User
from realtime.errors import Refused


class Command(BaseCommand):
    help = "Makes an API token for a person and prints it as the last line. It is not shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--name", default="command line", help="what the person sees in their list of tokens"
        )
        parser.add_argument(
            "--days", type=int, default=None, help="how long it lives; without: until revoked"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"].lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active person called {options['username']!r}.")
        try:
            made = create_token(user.pk, options["name"], options["days"])
        except Refused as refused:
            raise CommandError(refused.message) from None
        self.stdout.write(made.token)
