"""The language of the search field. Pure.

`deploy "next friday" from:ann in:design has:file before:2026-11-01 is:pinned`: words, phrases and filters in any
order; everything must be true. A word with a colon that is no filter is a word like any other.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from typing import Final

from django.utils.translation import gettext as _

from realtime.errors import Refused
from search.terms import Term

LONGEST_QUERY: Final = 500
MOST_TERMS: Final = 20
HAS: Final = ("link", "file", "image", "poll", "reaction")
IS: Final = ("pinned", "saved", "thread", "mine")
FILTERS: Final = ("from", "in", "has", "is", "before", "after", "on")
PIECE: Final = re.compile(
    r'(?:(?P<name>from|in|has|is|before|after|on):(?P<value>"[^"]*"|\S*))|"(?P<phrase>[^"]*)(?:"|\Z)|(?P<word>\S+)',
    re.IGNORECASE,
)
DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")
AGO: Final = re.compile(r"(\d{1,4})([dwmy])\Z")
DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. Several `people` or `rooms`: any of them; several `has` or `is_`: all of them.

    `since` belongs to what is found, `until` does not any more. `rooms` are names, `#names`, ids or `@usernames`.
    """

    terms: tuple[Term, ...] = ()
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    is_: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None

    @property
    def empty(self) -> bool:
        return self == Query()


def parse(text: str, now: datetime) -> Query:
    """The query of a text; days are those of `now`'s time zone. Raises Refused("invalid", field "q")."""
    if len(text) > LONGEST_QUERY:
        raise refused(_("A search has at most {most} characters.").format(most=LONGEST_QUERY))
    query = Query()
    terms: dict[str, Term] = {}
    for match in PIECE.finditer(text.replace("\x00", " ")):
        if name := match["name"]:
            query = _filtered(query, name.lower(), match["value"].strip('"').strip(), now)
        elif term := Term.of(match["phrase"] if match["phrase"] is not None else match["word"]):
            terms[term.text] = term
    if len(terms) > MOST_TERMS:
        raise refused(_("A search has at most {most} words.").format(most=MOST_TERMS))
    return replace(query, terms=tuple(terms.values()))


def _filtered(query: Query, name: str, value: str, now: datetime) -> Query:
    if not value:
        raise refused(_("Something is missing after {name}:").format(name=name))
    if name == "from":
        return replace(query, people=(*query.people, value.lstrip("@").lower()))
    if name == "in":
        return replace(query, rooms=(*query.rooms, value))
    if name == "has":
        return replace(query, has=query.has | {_one_of(name, value, HAS)})
    if name == "is":
        return replace(query, is_=query.is_ | {_one_of(name, value, IS)})
    return _in_time(query, name, _period(name, value, now))


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value.lower() not in known:
        raise refused(
            _("{name}: knows {known}, not “{value}”.").format(name=name, known=", ".join(known), value=value)
        )
    return value.lower()


def _in_time(query: Query, name: str, period: tuple[datetime, datetime]) -> Query:
    """`after` and `before` exclude the period itself, as people mean it; several of them narrow each other."""
    first, behind = period
    since = {"after": behind, "on": first}.get(name)
    until = {"before": first, "on": behind}.get(name)
    if since and (query.since is None or since > query.since):
        query = replace(query, since=since)
    if until and (query.until is None or until < query.until):
        query = replace(query, until=until)
    return query


def _period(name: str, value: str, now: datetime) -> tuple[datetime, datetime]:
    """The day, month or year that a date names: its first moment and the first one behind it."""
    today = now.date()
    first = behind = None
    if value.lower() in ("today", "yesterday"):
        first = today - timedelta(days=value.lower() == "yesterday")
        behind = first + timedelta(days=1)
    elif match := AGO.match(value.lower()):
        first = today - timedelta(days=min(int(match[1]) * DAYS[match[2]], 36500))
        behind = first + timedelta(days=1)
    elif match := DAY.match(value):
        first, behind = _days(match)
    if first is None or behind is None:
        example = today.isoformat()
        words = _("{name}: wants a date such as {day}, {month}, yesterday or 7d, not “{value}”.")
        raise refused(words.format(name=name, day=example, month=example[:7], value=value))
    return _moment(first, now.tzinfo), _moment(behind, now.tzinfo)


def _days(match: re.Match[str]) -> tuple[date | None, date | None]:
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    try:
        first = date(year, month, day)
        if match[3]:
            return first, first + timedelta(days=1)
        if match[2]:
            return first, date(year + month // 12, month % 12 + 1, 1)
        return first, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None, None


def _moment(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time_of_day.min, zone)


def refused(message: str) -> Refused:
    return Refused("invalid", message, "q")
