"""`manage.py export_room 3 hall.zip`: a room as a zip of JSON and files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from administration.transfer.export import export_room, manifest_of, record_export
from rooms.models import Room


class Command(BaseCommand):
    help = "Writes a room with its messages, people, documents and files into a zip (docs/transfer.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("room", type=int, help="the room's number")
        parser.add_argument("file", help="the zip to be written; it must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        room = Room.objects.filter(pk=options["room"]).first()
        if room is None:
            raise CommandError(f"There is no room {options['room']}.")
        manifest = manifest_of(room)
        try:
            with Path(options["file"]).open("xb") as out:
                for piece in export_room(room, manifest):
                    out.write(piece)
        except FileExistsError:
            raise CommandError(f"{options['file']} exists already.") from None
        record_export(None, room)
        self.stdout.write(f"{room}: {manifest.messages} messages, {manifest.files} files")
