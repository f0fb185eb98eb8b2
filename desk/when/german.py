"""Times in German."""

import re
from datetime import date, time, timedelta
from typing import Final

from desk.when.grammar import Language, next_day, next_week

_DAYS: Final = (
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag",
)  # fmt: skip
_UNITS: Final = {
    "sek": "seconds", "min": "minutes", "st": "hours", "t": "days", "w": "weeks",
    "s": "seconds", "m": "minutes", "h": "hours", "d": "days",
}  # fmt: skip
_DATE: Final = r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?"


def _day_of(words: str, today: date) -> date | None:
    if "heute" in words:
        return today
    if "übermorgen" in words:
        return today + timedelta(days=2)
    if re.search(r"nächster?\s+woche", words):
        return next_week(today)
    if found := re.search(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?", words):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or today.year)
        named = date(year, month, day)
        return named if found[3] or named >= today else date(year + 1, month, day)
    return next_day(words, _DAYS, today) or (today + timedelta(days=1) if "morgen" in words else None)


GERMAN: Final = Language(
    number=r"(?:\d{1,4}\s*|eine[rmn]?\s+(?:halben?\s+)?|ein\s+|einem\s+|halben?\s+)",
    units=_UNITS,
    unit=r"(?:sekunden?|sek|minuten?|min|stunden?|std|tage?n?|wochen?|[smhdw])(?![^\W\d_])",
    within="in",
    also=r"\s+und\s+|\s*,\s*|\s*",
    clock=(
        r"(?:(?:um\s+)?(?:\d{1,2}[:.]\d\d(?:\s*uhr)?|\d{1,2}\s*uhr|mittags?|mitternacht)|um\s+\d{1,2})(?!\w|:\d|\.\d)"
    ),
    day=(
        rf"(?:am\s+|den\s+)?(?:heute(?:\s+abend)?|übermorgen|morgen(?:\s+früh)?|(?:nächsten\s+)?"
        rf"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)|nächster?\s+woche|{_DATE})(?!\w)"
    ),
    hours={"mittags?": time(12), "mitternacht": time(0)},
    evening=r"heute\s+abend",
    half="halbe",
    day_of=_day_of,
)
