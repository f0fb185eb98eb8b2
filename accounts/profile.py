"""What people may say of themselves: checked here, before anything is written. Pure but for the catalogues."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import PersonStatus
from accounts.models import ABOUT_LENGTH, COLOURS, EMOJI_LENGTH, NAME_LENGTH, STATUS_LENGTH, Density
from accounts.text import clean_line
from realtime.errors import Refused

SHOWN: Final = frozenset({"name", "colour", "status_emoji", "status_text", "status_until"})
"""The fields that others see live; the rest concerns nobody else, or is read when a card is opened."""
LONGEST_STATUS: Final = timedelta(days=366)


@cache
def zones() -> frozenset[str]:
    """Names of time zones that this machine knows."""
    return frozenset(available_timezones())


def _name(value: str) -> dict[str, Any]:
    return {"name": clean_line(value, "name", NAME_LENGTH, required=False)}


def _about(value: str) -> dict[str, Any]:
    return {"about": clean_line(value, "about", ABOUT_LENGTH, required=False)}


def _colour(value: int) -> dict[str, Any]:
    if not 1 <= value <= COLOURS:
        raise Refused("invalid", _("Colours are numbered from 1 to {most}.").format(most=COLOURS), "colour")
    return {"colour": value}


def _timezone(value: str) -> dict[str, Any]:
    if value and value not in zones():
        raise Refused("invalid", _("There is no such time zone."), "timezone")
    return {"timezone": value}


def _language(value: str) -> dict[str, Any]:
    if value and value not in dict(settings.LANGUAGES):
        raise Refused("invalid", _("The page does not speak this language."), "language")
    return {"language": value}


def _density(value: str) -> dict[str, Any]:
    if value not in Density.values:
        raise Refused("invalid", _("The density is comfortable or compact."), "density")
    return {"density": value}


def _status(value: PersonStatus) -> dict[str, Any]:
    text = clean_line(value.text, "status", STATUS_LENGTH, required=False)
    emoji = clean_line(value.emoji, "status", EMOJI_LENGTH, required=False)
    if " " in emoji:
        raise Refused("invalid", _("This is not an emoji."), "status")
    until = value.until if text or emoji else None
    return {"status_emoji": emoji, "status_text": text, "status_until": _ending(until)}


def _ending(until: datetime | None) -> datetime | None:
    if until is None:
        return None
    if timezone.is_naive(until):
        raise Refused("invalid", _("The end of a status needs a time zone."), "status")
    if until > timezone.now() + LONGEST_STATUS:
        raise Refused("invalid", _("A status lasts a year at most."), "status")
    return until


CLEANERS: Final[Mapping[str, Callable[[Any], dict[str, Any]]]] = {
    "name": _name,
    "about": _about,
    "colour": _colour,
    "timezone": _timezone,
    "language": _language,
    "density": _density,
    "status": _status,
}


def clean_profile(wishes: Mapping[str, Any]) -> dict[str, Any]:
    """Columns and their new values. A wish of None is no wish; a `PersonStatus` with neither emoji nor text empties it.

    Raises Refused("invalid") naming the field; KeyError for a field that is none.
    """
    columns: dict[str, Any] = {}
    for field, value in wishes.items():
        if value is not None:
            columns |= CLEANERS[field](value)
    return columns
