"""What reaches a person, by which ways, and when: one decision, pure.

The same for toast and sound stands in `static/src/notifications/rules.ts`, because only the browser knows its screen;
`tests/data/notification_rules.json` is the table that both are held to, docs/notifications.md says it in words.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from notifications.core.preferences import Digest, EmailWish, KindWishes, Wishes
from notifications.core.quiet import quiet_until
from notifications.kinds import Kind, Level, Volume, Way

Presence = Literal["active", "idle", "away"]
Silence = Literal["", "muted", "off", "quiet", "here"]

CHATTER: Final = frozenset({Kind.REPLY, Kind.MESSAGE, Kind.REACTION, Kind.COMMENT})
"""What no longer comes from a place that is turned down to mentions. All else names or concerns the person."""

PUSH_WAIT: Final = timedelta(seconds=60)
"""Who is at a screen of ours gets this long to see it there."""
MAIL_WAIT: Final = timedelta(minutes=2)
"""What is read within that needs no mail."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What of a notification the rules look at. `on_screen`: its place is visible in a focused window right now, which
    only the browser knows."""

    kind: Kind
    level: Level = Level.NORMAL
    on_screen: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`ways` without IN_APP: it is not even kept. `email` is "off" unless EMAIL is among the ways. The moments are
    those before which nothing is sent; None where the way is not taken. `silenced_by`: why something was left out."""

    ways: frozenset[Way]
    email: EmailWish
    silenced_by: Silence
    push_at: datetime | None = None
    email_at: datetime | None = None


def decide(  # noqa: PLR0917  (what a decision hangs on)
    occasion: Occasion,
    wishes: Wishes,
    volume: Volume | None,
    presence: Presence,
    now: datetime,
    zone: ZoneInfo,
) -> Decision:
    """`volume` is that of the nearest place that has a rule, `zone` the person's own; `now` is aware."""
    wish = wishes.of(occasion.kind)
    through = occasion.level == Level.URGENT and wishes.urgent_breaks_through
    if not through:
        if is_muted(occasion.kind, volume):
            return Decision(frozenset(), "off", "muted")
        if not wish.in_app:
            return Decision(frozenset(), "off", "off")
    quiet_end = None if through else quiet_until(wishes.quiet, now, zone)
    silence: Silence = "quiet" if quiet_end else "here" if occasion.on_screen else ""
    ways = {Way.IN_APP} if silence else _loud_ways(wish, occasion.level, through)
    email_at = _email_at(wish.email, wishes, now, zone, through=through)
    if email_at is not None:
        ways.add(Way.EMAIL)
    return Decision(
        ways=frozenset(ways),
        email=wish.email if email_at is not None else "off",
        silenced_by=silence,
        push_at=_push_at(presence, now) if Way.PUSH in ways else None,
        email_at=email_at,
    )


def is_muted(kind: Kind, volume: Volume | None) -> bool:
    """Whether the place's rule keeps this kind away. Any message at all is only for those who want all."""
    if kind == Kind.MESSAGE:
        return volume != Volume.ALL
    return volume == Volume.NOTHING or (volume == Volume.MENTIONS and kind in CHATTER)


def _loud_ways(wish: KindWishes, level: Level, through: bool) -> set[Way]:
    """A banner is its own toast; what is urgent and let through is seen and heard."""
    ways = {Way.IN_APP}
    if through or (wish.toast and level != Level.BANNER):
        ways.add(Way.TOAST)
    if through or (wish.sound and level != Level.BANNER):
        ways.add(Way.SOUND)
    if wish.push:
        ways.add(Way.PUSH)
    return ways


def _push_at(presence: Presence, now: datetime) -> datetime:
    return now + PUSH_WAIT if presence == "active" else now


def _email_at(
    wish: EmailWish, wishes: Wishes, now: datetime, zone: ZoneInfo, *, through: bool
) -> datetime | None:
    if wish == "off":
        return None
    if wish == "digest":
        return next_digest(wishes.digest, now, zone)
    soon = now + MAIL_WAIT
    return soon if through else quiet_until(wishes.quiet, soon, zone) or soon


def next_digest(digest: Digest, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the next mail that gathers goes out, later than `now`; None: on no day."""
    hours, minutes = map(int, digest.at.split(":"))
    wall = now.astimezone(zone)
    for days in range(9):
        day = wall + timedelta(days=days)
        at = day.replace(hour=hours, minute=minutes, second=0, microsecond=0, fold=0).astimezone(UTC)
        if day.weekday() in digest.days and at > now:
            return at
    return None
