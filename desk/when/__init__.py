"""Times as people write them: "in 10 minutes", "tomorrow 9:00", "am Freitag um 8 Uhr". Pure.

Every language is understood, whatever the page speaks: nobody's times mean something else in another's. The clock and
the person's time zone come in as arguments.
"""

import re
from datetime import datetime, timedelta, tzinfo
from typing import Final

from desk.when.english import ENGLISH
from desk.when.german import GERMAN
from desk.when.grammar import Language

LANGUAGES: Final = (ENGLISH, GERMAN)
LONGEST: Final = 600
"""Characters that are looked at; a time in more is none."""
_FIRST: Final = [(each, re.compile(rf"\s*({each.when})(?:[\s,:]+(.*))?\Z", re.S)) for each in LANGUAGES]
_LAST: Final = [(each, re.compile(rf"(?:\A|\s)({each.when})\s*\Z")) for each in LANGUAGES]


def split_when(text: str, now: datetime, zone: tzinfo) -> tuple[datetime, str] | None:
    """The moment that a text begins or ends with, and the rest of the text; None when there is none, or it is no
    such time (25:00, 31 February).

    A time without a day is the next such time; a day without a time is 9:00 in the morning.
    """
    found = _find(text)
    if found is None:
        return None
    language, begin, end = found
    moment = language.moment(_lower(text[begin:end]).strip(), now.astimezone(zone), zone)
    rest = text[:begin] or text[end:].lstrip(" \t\n,:")
    return None if moment is None else (moment, rest.strip())


def _find(text: str) -> tuple[Language, int, int] | None:
    """Which language the time is in, and where it begins and ends: at the beginning before at the end. In two it is
    the longer one: of "24.12. 18:00" English knows half."""
    if len(text) > LONGEST:
        return None
    lower = _lower(text)
    if firsts := [(each, 0, found.end(1)) for each, first in _FIRST if (found := first.match(lower))]:
        return max(firsts, key=lambda it: it[2])
    lasts = [(each, *found.span(1)) for each, last in _LAST if (found := last.search(lower))]
    return min(lasts, key=lambda it: it[1], default=None)


def span_of(text: str) -> timedelta | None:
    """A length of time, such as "90m", "2 hours" or "1 Tag und 12 h"; None when it is none."""
    words = _lower(text.strip())
    for language in LANGUAGES:
        if re.fullmatch(language.span, words):
            return language.length(words)
    return None


def _lower(text: str) -> str:
    """In small letters, each where it was (some would become two)."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
