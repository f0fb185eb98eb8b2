"""Which names a text mentions. Pure; the database then says who of them is somebody."""

import re
from typing import Final, NamedTuple

from accounts.text import stands_at
from chat.events import EveryoneName
from chat.models import USERNAME_LENGTH

MOST: Final = 50
"""Names in one message; the rest is text."""

# Code is shown, not said. A fence that is never closed goes to the end.
CODE: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)", re.M | re.S
)
NAME: Final = re.compile(r"(?<![\w@.+/\\-])@([a-z0-9][a-z0-9_.-]*)", re.I | re.A)
EVERYONE: Final[tuple[EveryoneName, ...]] = ("room", "here")


class Named(NamedTuple):
    """`people`: for each mention the names that may be meant, the longest first: in "@ann.thanks" somebody called
    `ann.thanks`, or else `ann`. `everyone`: "room", "here" or ""."""

    people: tuple[tuple[str, ...], ...] = ()
    everyone: EveryoneName = ""


NOBODY: Final = Named()


def named(text: str) -> Named:
    """What a text mentions outside of code."""
    if not stands_at(NAME, "@", text):  # nearly always: code is looked for only behind these
        return NOBODY
    people: dict[tuple[str, ...], None] = {}
    called = set()
    for match in NAME.finditer(CODE.sub(" ", text)):
        candidates = _candidates(match[1].lower())
        if candidates[-1] in EVERYONE:
            called.add(candidates[-1])
        elif len(people) < MOST:
            people[candidates] = None
    return Named(tuple(people), next((each for each in EVERYONE if each in called), ""))


def _candidates(word: str) -> tuple[str, ...]:
    """The word without what may be punctuation behind it, the longest first."""
    word = word.rstrip(".")
    cuts = [match.start() for match in re.finditer(r"[._-]", word)][-6:]
    found = [word, *(word[:end].rstrip(".") for end in reversed(cuts))]
    return tuple(dict.fromkeys(each[:USERNAME_LENGTH] for each in found if each))
