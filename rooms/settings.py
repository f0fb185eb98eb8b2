"""What can be set of a room, and what fits. Pure but for the words of its refusals."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.text import clean_line, clean_text
from realtime.errors import Refused
from rooms.models import (
    DESCRIPTION_LENGTH,
    EMOJI_LENGTH,
    NAME_LENGTH,
    TOPIC_LENGTH,
    Posting,
    Visibility,
)

SLOWEST: Final = 6 * 60 * 60  # seconds between two messages
LONGEST_KEPT: Final = 10 * 365  # days

Cleaner = Callable[[Any, str], Any]
"""`clean(value, field)`: the value as it is kept. Raises Refused("invalid") naming the field."""


def _name(value: str, field: str) -> str:
    return clean_line(value, field, NAME_LENGTH)


def _topic(value: str, field: str) -> str:
    return clean_line(value, field, TOPIC_LENGTH, required=False)


def _description(value: str, field: str) -> str:
    return clean_text(value.strip(), field, DESCRIPTION_LENGTH) if value.strip() else ""


def _emoji(value: str, field: str) -> str:
    emoji = clean_line(value, field, EMOJI_LENGTH, required=False)
    if any(sign.isspace() or sign in "<>&\"'" for sign in emoji) or (emoji.isalnum() and emoji.isascii()):
        raise Refused("invalid", _("One emoji fits here."), field)
    return emoji


def _one_of(values: list[str], message: str) -> Cleaner:
    def clean(value: str, field: str) -> str:
        if value not in values:
            raise Refused("invalid", _(message), field)
        return value

    return clean


def _flag(value: bool, field: str) -> bool:
    return value


def _slow_mode(value: int, field: str) -> int:
    if not 0 <= value <= SLOWEST:
        raise Refused("invalid", _("Slow mode is from 0 (off) to 21,600 seconds."), field)
    return value


def _retention(value: int | None, field: str) -> int | None:
    if value is not None and not 1 <= value <= LONGEST_KEPT:
        raise Refused("invalid", _("Messages are kept from 1 to 3,650 days, or for ever."), field)
    return value


CLEANERS: Final[dict[str, Cleaner]] = {
    "name": _name,
    "topic": _topic,
    "description": _description,
    "emoji": _emoji,
    "visibility": _one_of(Visibility.values, "A room is public or private."),
    "findable": _flag,
    "posting": _one_of(Posting.values, "Everyone may write, or admins."),
    "slow_mode": _slow_mode,
    "retention_days": _retention,
}

NULLABLE: Final = frozenset({"retention_days"})


def clean_settings(wishes: Mapping[str, Any]) -> dict[str, Any]:
    """The wishes as they are kept. None is no wish, but for `retention_days`, where it means: for ever.

    Raises Refused("invalid") naming the field.
    """
    return {
        field: CLEANERS[field](value, field)
        for field, value in wishes.items()
        if value is not None or field in NULLABLE
    }
