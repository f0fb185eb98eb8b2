"""`manage.py import_room hall.zip --as admin`: a new room of an export."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from administration.transfer.load import Imported, import_room
from realtime.errors import Refused


class Command(BaseCommand):
    help = "Makes a new room of a zip that export_room wrote. Authors are found by username, or made (deactivated)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--as", dest="actor", required=True, help="username of the staff who will own it")
        parser.add_argument("--members", action="store_true", help="let its members in again, by username")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = User.objects.filter(username=options["actor"].lower(), is_active=True, is_staff=True).first()
        if actor is None:
            raise CommandError(f"{options['actor']} is not one of the staff.")
        last: Imported | None = None
        try:
            with Path(options["file"]).open("rb") as content:
                for last in import_room(actor.pk, content, members=options["members"]):
                    if options["verbosity"] > 1:
                        self.stdout.write(f"{last.done}/{last.total}")
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from None
        assert last is not None
        self.stdout.write(
            f"Room {last.room}, {last.name}: {last.messages} messages, {last.files} files, {last.made} people made"
        )
