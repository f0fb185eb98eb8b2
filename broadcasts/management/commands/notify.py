"""`manage.py notify --to everyone --title "Tea is ready"`: an announcement from the command line."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from accounts.models import User
from broadcasts.actions import send_new
from broadcasts.events import Audience, BroadcastWish
from broadcasts.jobs import finish
from broadcasts.models import Broadcast
from notifications.kinds import Level
from realtime.errors import Refused

ROLES = ("staff", "admins", "members", "guests")


class Command(BaseCommand):
    help = "Sends an announcement and prints its id as the last line. It comes back when everybody has it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to",
            action="append",
            required=True,
            metavar="WHOM",
            help="everyone, room:3, user:ann, role:staff|admins|members|guests, file:names.txt; may be repeated",
        )
        parser.add_argument("--title", required=True)
        parser.add_argument("--body", default="", help="markdown; - reads it from the standard input")
        parser.add_argument("--url", default="", help="where it leads: /rooms/3/ or https://…")
        parser.add_argument("--level", default="normal", choices=[level.value for level in Level])
        parser.add_argument("--ack", action="store_true", help="ask everybody to acknowledge it")
        parser.add_argument("--at", default="", help="when, like 2027-01-31T09:00; without: now")
        parser.add_argument("--expires", default="", help="when it is over")
        parser.add_argument("--zone", default="", help="the time zone of both, like Europe/Berlin")
        parser.add_argument("--value", action="append", default=[], metavar="NAME=TEXT", help="a variable")
        parser.add_argument(
            "--skip-unknown", action="store_true", help="send although some names are nobody's"
        )
        parser.add_argument("--client-id", default="", help="a name of yours: the same twice is sent once")
        parser.add_argument(
            "--as", dest="sender", default="", help="who sends it; without: the first superuser"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = _sender(options["sender"])
        try:
            sent = send_new(user.pk, _wish(options), options["client_id"])
        except Refused as refused:
            field = f"{refused.field}: " if refused.field else ""
            raise CommandError(field + refused.message) from None
        finish(sent.broadcast.id)
        row = Broadcast.objects.get(pk=sent.broadcast.id)
        self.stderr.write(f"{row.state}, for {row.addressed} people")
        self.stdout.write(str(row.pk))


def _sender(name: str) -> User:
    some = User.objects.filter(is_active=True)
    found = some.filter(username=name.lower()) if name else some.filter(is_superuser=True).order_by("pk")
    user = found.first()
    if user is None:
        raise CommandError(
            f"There is no active person called {name!r}." if name else "Say who sends it: --as."
        )
    return user


def _wish(options: dict[str, Any]) -> BroadcastWish:
    body = sys.stdin.read() if options["body"] == "-" else options["body"]
    return BroadcastWish(
        title=options["title"],
        body=body,
        url=options["url"],
        level=Level(options["level"]),
        wants_ack=options["ack"],
        values=dict(_value(each) for each in options["value"]),
        audience=_audience(options["to"], options["skip_unknown"]),
        send_at=_moment(options["at"], "--at"),
        expires_at=_moment(options["expires"], "--expires"),
        timezone=options["zone"],
    )


def _value(given: str) -> tuple[str, str]:
    name, sign, text = given.partition("=")
    if not sign:
        raise CommandError(f"--value is NAME=TEXT, not {given!r}.")
    return name, text


def _moment(given: str, option: str) -> Any:
    try:
        found = parse_datetime(given) if given else None
    except ValueError:
        found = None
    if given and found is None:
        raise CommandError(f"{option} is a time like 2027-01-31T09:00, not {given!r}.")
    return found


def _audience(whom: list[str], skip_unknown: bool) -> Audience:
    parts: dict[str, Any] = {"rooms": [], "people": [], "roles": [], "names": ""}
    for each in whom:
        kind, _colon, what = each.partition(":")
        if each == "everyone":
            parts["everyone"] = True
        elif kind == "room" and what.isdecimal() and 0 < int(what) < 2**63:
            parts["rooms"].append(int(what))
        elif kind == "user" and what:
            parts["people"].append(what)
        elif kind == "role" and what in ROLES:
            parts["roles"].append(what)
        elif kind == "file" and what:
            parts["names"] += _names(what) + "\n"
        else:
            raise CommandError(
                f"--to is everyone, room:3, user:ann, role:staff or file:names.txt, not {each!r}."
            )
    return Audience(**parts, skip_unknown=skip_unknown)


def _names(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}") from error
