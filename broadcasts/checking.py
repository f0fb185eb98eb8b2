"""What is wrong with a broadcast that somebody wants to send: everything at once, each with its field."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, ParamSpec, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import clean_line
from broadcasts.access import Powers
from broadcasts.audience import People, reachable
from broadcasts.events import BroadcastWish
from broadcasts.models import ZONE_CHARS
from broadcasts.variables import personal_in, texts_of, unknown_in, unknown_message
from notifications.core.variables import fill, used
from notifications.drafts import TITLE_CHARS, Draft, clean_body, clean_url
from realtime.errors import Refused
from rooms.models import Room

P = ParamSpec("P")
T = TypeVar("T")
UTC: Final = ZoneInfo("UTC")
VALUE_CHARS: Final = 1_000
MOST_VALUES: Final = 50
VALUE_NAME: Final = re.compile(r"\A[a-z][a-z0-9_]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be sent as it is. `people` is who it was for at that moment; `send_at` None: at once."""

    wish: BroadcastWish
    draft: Draft
    people: People
    send_at: datetime | None
    room_id: int | None


@dataclass(slots=True)
class Faults:
    """Collects refusals, so that all of them can be shown."""

    found: list[Refused] = field(default_factory=list)

    def add(self, message: str, name: str) -> None:
        self.found.append(Refused("invalid", message, name))

    def attempt(self, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return check(*args, **kwargs)
        except Refused as refusal:
            self.found.append(refusal)
            return None


def check(wish: BroadcastWish, able: Powers, now: datetime, *, due: bool = False) -> Checked:
    """The wish as it can be sent. `due`: its time has come, so that `send_at` may be over. Raises the first Refused."""
    checked, faults = examine(wish, able, now, due=due)
    if checked is None:
        raise faults[0]
    return checked


def examine(
    wish: BroadcastWish, able: Powers, now: datetime, *, due: bool = False
) -> tuple[Checked | None, list[Refused]]:
    """The wish as it can be sent, or everything that is wrong with it."""
    faults = Faults()
    faults.attempt(able.check, wish.audience, wish.level)
    draft = words(wish, able.user_id, faults)
    send_at, expires_at = times(wish, able.user_id, now, faults, due=due)
    people = (
        None
        if faults.found and faults.found[0].code == "forbidden"
        else faults.attempt(reachable, wish.audience)
    )
    if faults.found or draft is None or people is None:
        return None, faults.found
    return Checked(wish, replace(draft, expires_at=expires_at), people, send_at, one_room(wish)), []


def one_room(wish: BroadcastWish) -> int | None:
    """The room, where that is all it is for."""
    audience = wish.audience
    elsewhere = audience.everyone or audience.roles or audience.people or audience.names or audience.query
    return audience.rooms[0] if len(audience.rooms) == 1 and not elsewhere else None


# -- words


def words(wish: BroadcastWish, user_id: int, faults: Faults) -> Draft | None:
    """The texts with everything filled in that is the same for all."""
    texts = texts_of(
        wish.title, wish.body, {code: each.model_dump() for code, each in wish.translations.items()}
    )
    _check_languages(wish, faults)
    values = _values(wish, texts.values(), user_id, faults)
    for name, text in texts.items():
        _check_variables(name, text, values, wish, faults)
    personal = personal_in(texts.values())
    filled = {name: fill(text, values, keep=personal) for name, text in texts.items()}
    clean = {name: _clean(name, text, faults) for name, text in filled.items()}
    url = faults.attempt(clean_url, wish.url)
    if faults.found or url is None:
        return None
    return Draft(
        title=clean["title"],
        body=clean["body"],
        url=url,
        level=wish.level,
        wants_ack=wish.wants_ack,
        translations=_translations(clean),
        variables=tuple(personal),
    )


def _clean(name: str, text: str, faults: Faults) -> str:
    if name.endswith("title"):
        return faults.attempt(clean_line, text, name, TITLE_CHARS) or ""
    return faults.attempt(clean_body, text, name) or ""


def _translations(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, text in texts.items():
        if name.startswith("translations."):
            _head, code, part = name.split(".")
            found.setdefault(code, {})[part] = text
    return found


def _check_languages(wish: BroadcastWish, faults: Faults) -> None:
    for code in wish.translations.keys() - dict(settings.LANGUAGES).keys():
        faults.add(_("There is no language “{code}” here.").format(code=code[:20]), "translations")


def _values(wish: BroadcastWish, texts: Iterable[str], user_id: int, faults: Faults) -> dict[str, str]:
    """What the variables of the texts stand for that are the same for everybody."""
    check_values(wish.values, faults)
    values = {name: value for name, value in wish.values.items() if value.strip()}
    if any("sender" in used(text) for text in texts):
        sender = User.objects.filter(pk=user_id).first()
        values["sender"] = sender.display_name if sender else ""
    if (room_id := one_room(wish)) is not None:
        values["room"] = Room.objects.filter(pk=room_id).values_list("name", flat=True).first() or ""
    return values


def check_values(values: Mapping[str, str], faults: Faults) -> None:
    if len(values) > MOST_VALUES:
        faults.add(_("At most {n} variables fit here.").format(n=MOST_VALUES), "values")
    for name, value in values.items():
        if not VALUE_NAME.match(name):
            faults.add(_("The name of a variable is made of a–z, 0–9 and underscore."), "values")
        elif len(value) > VALUE_CHARS:
            faults.add(_("At most {n} characters fit into a variable.").format(n=VALUE_CHARS), "values")


def _check_variables(
    name: str, text: str, values: Mapping[str, str], wish: BroadcastWish, faults: Faults
) -> None:
    for unknown in unknown_in(text, values):
        faults.add(unknown_message(unknown), name)
    if "room" in used(text) and "room" not in values:
        faults.add(_("{room} stands for a room's name only where it goes to exactly one room."), name)


# -- times


def times(
    wish: BroadcastWish, user_id: int, now: datetime, faults: Faults, *, due: bool = False
) -> tuple[datetime | None, datetime | None]:
    """When it goes out and when it is over, aware; both by the clock of the wish's time zone where it says no other."""
    zone = faults.attempt(zone_for, wish, user_id)
    if zone is None:
        return None, None
    send_at, expires_at = aware(wish.send_at, zone), aware(wish.expires_at, zone)
    if send_at is not None and send_at <= now and not due:
        faults.add(_("That is in the past."), "send_at")
    if expires_at is not None and expires_at <= max(now, send_at or now):
        faults.add(_("It would be over before it is sent."), "expires_at")
    return send_at, expires_at


def zone_for(wish: BroadcastWish, user_id: int) -> ZoneInfo:
    """The zone that the times of a wish are read in; of one that names no time, any. Raises Refused("invalid")."""
    timeless = wish.send_at is None and wish.expires_at is None and wish.audience.query is None
    return UTC if timeless and not wish.timezone else _zone_of(wish.timezone, user_id)


def _zone_of(name: str, user_id: int) -> ZoneInfo:
    """The zone of this name; of "" the person's own, or the installation's. Raises Refused("invalid")."""
    if not name:
        name = User.objects.filter(pk=user_id).values_list("timezone", flat=True).first() or ""
        name = name or timezone.get_default_timezone_name()
    try:
        if len(name) > ZONE_CHARS:
            raise ValueError(name)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused("invalid", _("There is no time zone of this name."), "timezone") from error


def aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone)
