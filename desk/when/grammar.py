"""What the times of every language have in common: patterns put together, digits read, days counted. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

MORNING: Final = time(9)
EVENING: Final = time(20)
_HOUR: Final = re.compile(r"(?<![\d.-])(\d{1,2})(?:[:.](\d\d))?(?![\d-])\s*([ap]m)?", re.A)


@dataclass(frozen=True, slots=True)
class Language:
    """How a language says times. All patterns are for lower case and have no groups of their own."""

    number: str
    """How many of a unit, the blank behind it included."""
    units: Mapping[str, str]
    """What a unit begins with, the longer first → the argument of `timedelta`."""
    unit: str
    within: str
    """What may stand before a span, such as "in"."""
    also: str
    """What may stand between the parts of a span."""
    clock: str
    day: str
    hours: Mapping[str, time]
    """Words for a time of the day."""
    evening: str
    """A word for today's evening."""
    half: str
    """What is in a `number` of half a unit; the other words for one say one."""
    day_of: Callable[[str, date], date | None]
    """Which day these words name, seen from today; None when they name none."""

    @property
    def span(self) -> str:
        one = rf"{self.number}{self.unit}"
        return rf"(?:{self.within}\s+)?{one}(?:(?:{self.also}){one})*"

    @property
    def when(self) -> str:
        day, clock = self.day, self.clock
        return rf"(?:{day}(?:[\s,]+{clock})?|{clock}(?:[\s,]+{day})?|{self.span})"

    def moment(self, words: str, here: datetime, zone: tzinfo) -> datetime | None:
        """The moment that such words name, seen from `here`; None for a time that there is not."""
        try:
            if re.fullmatch(self.span, words):
                return here + self.length(words)
            at, day = self._clock(re.sub(self.day, " ", words)), self.day_of(words, here.date())
            if day is not None:
                evening = re.search(self.evening, words) is not None
                return datetime.combine(day, at or (EVENING if evening else MORNING), zone)
            assert at is not None  # one of them was found
            moment = datetime.combine(here.date(), at, zone)
            return moment if moment > here else datetime.combine(here.date() + timedelta(days=1), at, zone)
        except (ValueError, OverflowError):
            return None

    def length(self, words: str) -> timedelta:
        """How long a span is."""
        total = timedelta()
        for number, unit in re.findall(rf"({self.number})({self.unit})", words):
            name = next(name for begin, name in self.units.items() if unit.startswith(begin))
            total += timedelta(**{name: self._amount(number)})
        return total

    def _amount(self, number: str) -> float:
        return float(number) if number[0].isdigit() else 0.5 if self.half in number else 1.0

    def _clock(self, words: str) -> time | None:
        for word, at in self.hours.items():
            if re.search(rf"\b{word}\b", words):
                return at
        found = next(filter(None, map(_HOUR.search, re.findall(self.clock, words))), None)
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            if not 1 <= hour <= 12:
                raise ValueError(words)
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        return time(hour, minute)


def next_day(words: str, names: Sequence[str], today: date) -> date | None:
    """The next day of the week that is named, Monday first; never today."""
    for number, name in enumerate(names):
        if re.search(name, words):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def next_week(today: date) -> date:
    """Its Monday."""
    return today + timedelta(days=7 - today.weekday())
