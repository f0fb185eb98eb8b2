"""`manage.py serve`: one node of Collab."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from realtime.server.run import serve


class Command(BaseCommand):
    help = "Serve Collab on one process until SIGTERM (uvicorn, with direct frame writes and a drain)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
        parser.add_argument("--fd", type=int, default=None, help="an inherited listening socket instead")

    def handle(self, *args: Any, **options: Any) -> None:
        serve(options["host"], options["port"], fd=options["fd"])
