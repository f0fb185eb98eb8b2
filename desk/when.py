"""Times as people write them: "in 10 minutes", "at 15:00", "tomorrow 9:00", "on friday at noon". Pure.

English words, digits everywhere; the clock and the person's time zone come in as arguments.
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MORNING: Final = time(9)
EVENING: Final = time(20)

_NUMBER = r"(?:\d{1,4}\s*|an?\s+|half\s+an\s+)"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|[smhdw])(?![a-z])"  # the first letter says which
_SPAN = rf"(?:in\s+)?{_NUMBER}{_UNIT}(?:(?:\s+and\s+|\s*,\s*|\s*){_NUMBER}{_UNIT})*"
_CLOCK = (
    r"(?:(?:at\s+)?(?:\d{1,2}[:.]\d\d(?:\s*[ap]m)?|\d{1,2}\s*[ap]m|noon|midnight)|at\s+\d{1,2})(?!\w|:\d)"
)
_DAY = (
    r"(?:on\s+)?(?:today|tonight|tomorrow|(?:next\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|next\s+week"
    r"|\d{4}-\d\d-\d\d)(?!\w)"
)
_WHEN = rf"(?:{_DAY}(?:[\s,]+{_CLOCK})?|{_CLOCK}(?:[\s,]+{_DAY})?|{_SPAN})"
_FIRST = re.compile(rf"\s*({_WHEN})(?:[\s,:]+(.*))?\Z", re.I | re.S | re.A)
_LAST = re.compile(rf"(?:\A|\s)({_WHEN})\s*\Z", re.I | re.A)
LONGEST: Final = 600
"""Characters that are looked at; a time in more is none."""


def split_when(text: str, now: datetime, zone: tzinfo) -> tuple[datetime, str] | None:
    """The moment that a text begins or ends with, and the rest of the text; None when there is none, or it is no
    such time (25:00, 31 February).

    A time without a day is the next such time; a day without a time is 9:00 in the morning.
    """
    if len(text) > LONGEST:
        return None
    if found := _FIRST.match(text):
        words, rest = found[1], found[2] or ""
    elif last := _LAST.search(text):
        words, rest = last[1], text[: last.start()]
    else:
        return None
    moment = _moment(words.lower(), now.astimezone(zone), zone)
    return None if moment is None else (moment, rest.strip())


def span_of(text: str) -> timedelta | None:
    """A length of time, such as "90m", "2 hours" or "1 day and 12h"; None when it is none."""
    return _span(text.strip().lower()) if re.fullmatch(_SPAN, text.strip(), re.I | re.A) else None


def _moment(words: str, here: datetime, zone: tzinfo) -> datetime | None:
    try:
        if re.fullmatch(_SPAN, words, re.A):
            return here + _span(words)
        at = _clock(words)
        day = _day(words, here.date())
        if day is None:
            assert at is not None  # one of them was found
            moment = datetime.combine(here.date(), at, zone)
            return moment if moment > here else datetime.combine(here.date() + timedelta(days=1), at, zone)
        return datetime.combine(day, at or (EVENING if "tonight" in words else MORNING), zone)
    except (ValueError, OverflowError):
        return None


def _span(words: str) -> timedelta:
    total = timedelta()
    for number, unit in re.findall(rf"({_NUMBER})({_UNIT})", words, re.A):
        amount = float(number) if number[0].isdigit() else 0.5 if number.startswith("half") else 1.0
        total += timedelta(**{_UNITS[unit[0]]: amount})
    return total


def _clock(words: str) -> time | None:
    if "noon" in words:
        return time(12)
    if "midnight" in words:
        return time(0)
    found = re.search(r"(?<![\d-])(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?(?![\d-])", words)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(words)
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute)


def _day(words: str, today: date) -> date | None:
    if "today" in words or "tonight" in words:
        return today
    if "tomorrow" in words:
        return today + timedelta(days=1)
    if "next week" in re.sub(r"\s+", " ", words):
        return today + timedelta(days=7 - today.weekday())
    if found := re.search(r"\d{4}-\d\d-\d\d", words):
        return date.fromisoformat(found[0])
    for number, name in enumerate(_DAYS):
        if name in words:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None
