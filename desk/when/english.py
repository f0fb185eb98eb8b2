"""Times in English."""

import re
from datetime import date, time, timedelta
from typing import Final

from desk.when.grammar import Language, next_day, next_week

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _day_of(words: str, today: date) -> date | None:
    if "today" in words or "tonight" in words:
        return today
    if "tomorrow" in words:
        return today + timedelta(days=1)
    if re.search(r"next\s+week", words):
        return next_week(today)
    if found := re.search(r"\d{4}-\d\d-\d\d", words):
        return date.fromisoformat(found[0])
    return next_day(words, _DAYS, today)


ENGLISH: Final = Language(
    number=r"(?:\d{1,4}\s*|an?\s+|half\s+an\s+)",
    units={"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"},
    unit=r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|[smhdw])(?![^\W\d_])",
    within="in",
    also=r"\s+and\s+|\s*,\s*|\s*",
    clock=r"(?:(?:at\s+)?(?:\d{1,2}[:.]\d\d(?:\s*[ap]m)?|\d{1,2}\s*[ap]m|noon|midnight)|at\s+\d{1,2})(?!\w|:\d)",
    day=(
        r"(?:on\s+)?(?:today|tonight|tomorrow|(?:next\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|next\s+week"
        r"|\d{4}-\d\d-\d\d)(?!\w)"
    ),
    hours={"noon": time(12), "midnight": time(0)},
    evening="tonight",
    half="half",
    day_of=_day_of,
)
