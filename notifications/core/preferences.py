"""What a person wishes, as a value with a default for everything. Pure."""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from notifications.kinds import Kind
from realtime.wire import Wire

KEYWORDS: Final = 50
KEYWORD_CHARS: Final = 60
SPANS: Final = 21

EmailWish = Literal["off", "now", "digest"]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""Wall-clock time, HH:MM."""


class KindWishes(Wire):
    """By which ways one kind reaches a person. Without `in_app` nothing of it is kept or sent."""

    in_app: bool = True
    toast: bool = True
    sound: bool = False
    push: bool = True
    email: EmailWish = "off"


class QuietSpan(Wire):
    """Quiet from `start` on this weekday (0 is Monday) until `end`; an `end` not after `start` is on the next day."""

    day: Annotated[int, Field(ge=0, le=6)]
    start: Clock
    end: Clock


class Quiet(Wire):
    """Do not disturb: until a moment, and by a weekly schedule in `timezone` ("": the person's own)."""

    until: datetime | None = None
    scheduled: bool = False
    spans: Annotated[list[QuietSpan], Field(max_length=SPANS)] = []
    timezone: Annotated[str, Field(max_length=64)] = ""


class Digest(Wire):
    """When the mail that gathers goes out: at this time of these weekdays, by the clock of the person."""

    at: Clock = "08:00"
    days: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] = [0, 1, 2, 3, 4]


class Wishes(Wire):
    """All of it. `kinds` holds only what differs from `DEFAULTS`; read it with `of`."""

    kinds: dict[Kind, KindWishes] = {}
    keywords: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=KEYWORD_CHARS)]], Field(max_length=KEYWORDS)
    ] = []
    quiet: Quiet = Quiet()
    urgent_breaks_through: bool = True
    digest: Digest = Digest()

    def of(self, kind: Kind) -> KindWishes:
        return self.kinds.get(kind, DEFAULTS[kind])


_LOUD = KindWishes(sound=True, email="now")
_PLAIN = KindWishes()
_SOFT = KindWishes(toast=False, push=False)

DEFAULTS: Final[dict[Kind, KindWishes]] = {
    Kind.MENTION: _LOUD,
    Kind.DIRECT: _LOUD,
    Kind.EVERYONE: _PLAIN,
    Kind.KEYWORD: _PLAIN,
    Kind.REPLY: _PLAIN,
    Kind.MESSAGE: _PLAIN,
    Kind.REACTION: _SOFT,
    Kind.DOCUMENT_MENTION: _LOUD,
    Kind.COMMENT: KindWishes(email="digest"),
    Kind.SHARE: KindWishes(email="now"),
    Kind.INVITATION: KindWishes(email="now"),
    Kind.ROOM: _PLAIN,
    Kind.REMINDER: KindWishes(sound=True),
    Kind.ANNOUNCEMENT: _PLAIN,
    Kind.FAILURE: _PLAIN,
}
"""Sane without anybody touching them: what names me is loud, what concerns me is plain, the rest is soft."""
