"""`manage.py search_index`: bring the index up to date, or make it anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from search.backends import backend
from search.follow import catch_up
from search.models import Entry, Position


class Command(BaseCommand):
    help = "Brings the search index up to date and ends. The running server does the same all the time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="forget the index first; searches are slow meanwhile"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["anew"]:
            self._catch_up()
            return
        with transaction.atomic():
            Position.objects.all().delete()
            Entry.objects.all().delete()
        with backend().filling():
            self._catch_up()

    def _catch_up(self) -> None:
        while not catch_up(seconds=5.0):
            self.stdout.write(f"{Entry.objects.count():,} entries …")
        self.stdout.write(f"{Entry.objects.count():,} entries, up to date")
