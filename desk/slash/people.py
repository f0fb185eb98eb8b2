"""Reading people out of what follows a command."""

import re
from typing import Final

from django.utils.translation import gettext as _

from accounts.events import Person
from accounts.selectors import active_person, person_named
from desk.slash.registry import misused
from realtime.errors import Refused

MOST: Final = 20
NAME: Final = re.compile(r"@?([A-Za-z0-9][\w.-]*),?\Z", re.ASCII)


def people_in(text: str, name: str) -> list[Person]:
    """Everybody named in the arguments of `/name`, each once. Raises Refused, naming who is unknown."""
    words = text.split()
    if not words or len(words) > MOST:
        raise misused(name)
    return list({one.id: one for one in (person_in(word, name) for word in words)}.values())


def person_in(word: str, name: str, *, gone: bool = False) -> Person:
    """Who a word like `@ann` means; with `gone` deactivated people too. Raises Refused."""
    match = NAME.match(word)
    if match is None:
        raise misused(name)
    try:
        return person_named(match[1]) if gone else active_person(match[1])
    except Refused:
        raise Refused(
            "invalid", _("There is nobody called %(name)s.") % {"name": match[1][:60]}, "text"
        ) from None


def first_and_rest(text: str) -> tuple[str, str]:
    first, _blank, rest = text.partition(" ")
    return first, rest.strip()
