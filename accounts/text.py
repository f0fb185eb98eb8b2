"""What people type, made fit to be kept. Pure. Used by every app above accounts."""

import re
from typing import Final

from django.utils.translation import gettext as _

from realtime.errors import Refused

# Controls but tab and newline; NUL breaks PostgreSQL, the rest breaks terminals and logs.
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UNFIT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Lone surrogates cannot be encoded; bidi overrides in a name can pass one person off as another.
UNFIT_LINE: Final = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean_line(value: str, field: str, limit: int, *, required: bool = True) -> str:
    """One line without control characters and outer blanks, at most `limit` characters.

    Raises Refused("invalid") naming the field.
    """
    line = value.strip()
    if UNFIT_LINE.search(line):
        raise Refused("invalid", _("Only one line of plain text fits here."), field)
    if required and not line:
        raise Refused("invalid", _("This may not be empty."), field)
    return _within(line, field, limit)


def clean_text(value: str, field: str, limit: int) -> str:
    """Text of several lines: line ends become \\n, control characters are refused, blank text too."""
    text = value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if UNFIT_TEXT.search(text):
        raise Refused("invalid", _("The text has characters that cannot be shown."), field)
    if not text or text.isspace():
        raise Refused("invalid", _("This may not be empty."), field)
    return _within(text, field, limit)


def stands_at(pattern: re.Pattern[str], sign: str, text: str) -> bool:
    """Whether `pattern`, which begins with `sign` (but for what it looks back at), is anywhere in the text.

    A search tries every character; this one only the signs, which are few.
    """
    at = text.find(sign)
    while at >= 0:
        if pattern.match(text, at):
            return True
        at = text.find(sign, at + 1)
    return False


def _within(text: str, field: str, limit: int) -> str:
    if len(text) > limit:
        raise Refused(
            "invalid",
            _("At most {limit} characters fit here, these are {count}.").format(
                limit=f"{limit:,}", count=f"{len(text):,}"
            ),
            field,
        )
    return text
