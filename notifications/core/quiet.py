"""Do not disturb: whether it is quiet now, and until when. Pure; the clock and the zone are arguments.

A schedule is read off the wall clock of its zone: it is quiet while that clock shows a time within a span. An hour
that the clock shows twice is quiet twice, one that it leaps over is not missed. The browser's twin of this is
`static/src/notifications/rules.ts`; the table in tests/data is for both.
"""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from notifications.core.preferences import Quiet, QuietSpan

DAY: Final = 24 * 60
WEEK: Final = 7 * DAY
FURTHEST: Final = timedelta(days=8)
"""A schedule that is never over is looked at again after that long."""


def zone_named(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone of this name, or the other one if there is none."""
    try:
        return ZoneInfo(name) if name else otherwise
    except (KeyError, ValueError, OSError):
        return otherwise


def quiet_until(quiet: Quiet, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet of `now` (aware) is over; None: it is not quiet. `zone` is the person's own."""
    end = moment = _aware(now)
    until = _aware(quiet.until) if quiet.until else end
    if until - moment > FURTHEST:
        return until
    end = max(end, until)
    if quiet.scheduled and quiet.spans:
        end = _end_of_spans(quiet.spans, end, zone_named(quiet.timezone, zone), moment + FURTHEST)
    return end if end > moment else None


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _end_of_spans(spans: list[QuietSpan], moment: datetime, zone: ZoneInfo, limit: datetime) -> datetime:
    """The first moment from this one on at which the wall clock shows no time of a span."""
    while moment < limit:
        left = _minutes_left(spans, moment.astimezone(zone))
        if left == 0:
            return moment
        moment = _later(moment, left, zone)
    return limit


def _minutes_left(spans: list[QuietSpan], wall: datetime) -> int:
    """Minutes on the wall clock until the longest span that this time is in ends; 0: it is in none."""
    at = wall.weekday() * DAY + wall.hour * 60 + wall.minute
    longest = 0
    for span in spans:
        start = span.day * DAY + _minutes(span.start)
        length = (_minutes(span.end) - _minutes(span.start) - 1) % DAY + 1
        passed = (at - start) % WEEK
        if passed < length:
            longest = max(longest, length - passed)
    return longest


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _later(moment: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """When the wall clock has gone on by so many minutes (from the full one); or, if it is set meanwhile, the moment
    it is set at."""
    wall = moment.astimezone(zone)
    start = moment - timedelta(seconds=wall.second, microseconds=wall.microsecond)
    end = start + timedelta(minutes=minutes)
    if end.astimezone(zone).utcoffset() == wall.utcoffset():
        return end
    before, after = 0, minutes
    while after - before > 1:
        middle = (before + after) // 2
        if (start + timedelta(minutes=middle)).astimezone(zone).utcoffset() == wall.utcoffset():
            before = middle
        else:
            after = middle
    return start + timedelta(minutes=after)
