"""The table of slash commands, and the way from a typed line to what it does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext as _

from chat.markdown import render
from desk.events import SlashDone, SlashHelp
from realtime.errors import Refused
from realtime.identity import Identity
from rooms.abilities import Ability
from rooms.access import standing_for


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a command: who, where, and what follows the name. `client_id` makes a repeat harmless."""

    who: Identity
    room_id: int
    rest: str
    client_id: str
    thread: int | None = None


Run = Callable[[Call], SlashDone]
NeededAbility = Ability | Literal[""]


@dataclass(frozen=True, slots=True)
class Command:
    """`usage` and `help` are English and translated when shown; `ability` is what it takes in the room."""

    name: str
    usage: str
    help: str
    ability: NeededAbility
    run: Run
    aliases: tuple[str, ...]


commands: Final[dict[str, Command]] = {}
_by_word: Final[dict[str, Command]] = {}
LINE: Final = re.compile(r"/([A-Za-z_]+)(?:\s+(.*))?\Z", re.S)


def command(
    name: str, usage: str, help_: str, *, ability: NeededAbility = "", aliases: tuple[str, ...] = ()
) -> Callable[[Run], Run]:
    """Register a command. It runs on a thread, may read the database and append; it raises Refused."""

    def register(run: Run) -> Run:
        made = Command(name, usage, help_, ability, run, aliases)
        for word in (name, *aliases):
            if word in _by_word:
                raise TypeError(f"two commands are called /{word}")
            _by_word[word] = made
        commands[name] = made
        return run

    return register


def find(word: str) -> Command | None:
    return _by_word.get(word.lower().removeprefix("/"))


def menu() -> list[SlashHelp]:
    """All commands by name, in the language of the moment."""
    return [
        SlashHelp(
            name=each.name,
            aliases=list(each.aliases),
            usage=_(each.usage) if each.usage else "",
            help=_(each.help),
            ability=each.ability,
        )
        for each in sorted(commands.values(), key=lambda each: each.name)
    ]


def run(who: Identity, room_id: int, text: str, client_id: str, thread: int | None = None) -> SlashDone:
    """Do what the line says. Raises Refused, and then nothing was done."""
    standing = standing_for(who.user_id, room_id, "read")
    line = LINE.match(text.strip())
    found = find(line[1]) if line else None
    if line is None or found is None:
        word = text.strip().split(maxsplit=1)[0][:40] if text.strip() else "/"
        raise Refused(
            "invalid",
            _("There is no command %(word)s. Begin with // to send a slash as text.") % {"word": word},
            "text",
        )
    if found.ability and (refusal := standing.refusal(found.ability)):
        raise refusal
    return found.run(Call(who, room_id, (line[2] or "").strip(), client_id, thread))


def sent() -> SlashDone:
    return SlashDone(did="sent")


def changed(text: str, url: str = "") -> SlashDone:
    return SlashDone(did="changed", text=text, html=render(text) if text else "", url=url)


def told(text: str) -> SlashDone:
    return SlashDone(did="told", text=text, html=render(text))


def misused(name: str) -> Refused:
    """The arguments make no sense: shows how it is meant."""
    made = commands[name]
    return Refused(
        "invalid",
        _("This is how it goes: /%(name)s %(usage)s") % {"name": name, "usage": _(made.usage)},
        "text",
    )
