"""Whether what is due is still to be sent: everything is asked again, as it stands now.

A delivery was decided when something happened. Meanwhile it may have been read, taken back, run out; its person may be
here, want quiet, have changed their wishes, left the room, lost their right in the document, or lost their account.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accounts.models import User
from notifications.core.quiet import quiet_until
from notifications.core.rules import Occasion
from notifications.hearers import Hearer, hearers, rules_at
from notifications.kinds import Kind, Level, Way, room_place
from notifications.models import Audience, Delivery, InboxEntry, Notification
from notifications.places import hidden
from notifications.selectors import InboxState, state_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """Send it (neither field), leave it (`skip` says why), or look again at `later`; `digest`: it goes with others."""

    skip: str = ""
    later: datetime | None = None
    digest: bool = False


SEND: Final = Verdict()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a verdict is made of. `hearer` None: the account is not active."""

    hearer: Hearer | None
    state: InboxState | None
    entry: InboxEntry | None
    may_read: bool


def verdicts(rows: Sequence[Delivery], now: datetime) -> dict[int, Verdict]:
    """By the delivery's id. Rows have `notification` at hand. A constant number of queries."""
    known = _standings(rows)
    return {row.pk: verdict(row, known[row.pk], now) for row in rows}


def verdict(row: Delivery, known: Standing, now: datetime) -> Verdict:
    """Pure: the row, what is known of its person, and the clock."""
    if known.hearer is None or known.state is None:
        return Verdict(skip="account")
    if reason := _over(row, known, known.state, now):
        return Verdict(skip=reason)
    occasion = Occasion(Kind(row.notification.kind), Level(row.notification.level))
    decision = known.hearer.decide(occasion, now)
    here = known.hearer.presence == "active"
    if row.way == Way.PUSH:
        wanted = Way.PUSH in decision.ways
        return Verdict(skip="here" if here else "") if wanted else Verdict(skip=decision.silenced_by or "off")
    if decision.email == "off":
        return Verdict(skip=decision.silenced_by if decision.silenced_by == "muted" else "off")
    if row.digest or decision.email == "digest":
        return SEND if row.digest else Verdict(later=decision.email_at, digest=True)
    return Verdict(skip="here") if here else _after_quiet(occasion, known.hearer, now)


def _after_quiet(occasion: Occasion, hearer: Hearer, now: datetime) -> Verdict:
    through = occasion.level == Level.URGENT and hearer.wishes.urgent_breaks_through
    end = None if through else quiet_until(hearer.wishes.quiet, now, hearer.zone)
    return Verdict(later=end) if end else SEND


def _over(row: Delivery, known: Standing, state: InboxState, now: datetime) -> str:
    """Why nobody needs it any more, as one word; "" if it is as it was."""
    told, entry = row.notification, known.entry
    immediate = row.way == Way.EMAIL and not row.digest
    if entry is None:
        gone = told.audience != Audience.EVERYONE
        read, seen = state.announcement_read(told), state.announcement_seen(told)
        done = snoozed = False
    else:
        gone, done = entry.removed_at is not None, entry.done_at is not None
        read, seen = state.entry_read(entry), state.entry_seen(entry)
        snoozed = entry.snoozed_until is not None
    reasons = {
        "recalled": gone or told.recalled_at is not None,
        "expired": told.expires_at is not None and told.expires_at <= now,
        "access": not known.may_read,
        "read": read,
        "done": done,
        "snoozed": snoozed,
        "seen": seen and immediate,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _standings(rows: Sequence[Delivery]) -> dict[int, Standing]:
    users = {row.user_id for row in rows}
    people = User.objects.filter(pk__in=users).select_related("inbox_mark", "seen_mark")
    states = {user.pk: state_of(user) for user in people}
    told = {row.notification_id: row.notification for row in rows}
    entries = {
        (entry.user_id, entry.notification_id): entry
        for entry in InboxEntry.objects.filter(user__in=users, notification__in=told).select_related(
            "notification"
        )
    }
    heard = hearers(users)
    rules = rules_at(users, {place for each in told.values() for place in each.places})
    out_of_sight = hidden((row.user_id, place) for row in rows for place in _quoted(row.notification))
    return {
        row.pk: Standing(
            heard[row.user_id].at(row.notification.places, rules) if row.user_id in heard else None,
            states.get(row.user_id),
            entries.get((row.user_id, row.notification_id)),
            not any((row.user_id, place) in out_of_sight for place in _quoted(row.notification)),
        )
        for row in rows
    }


def _quoted(told: Notification) -> set[str]:
    """Where it was said: nobody is sent that who may not see all of these any more."""
    return set(told.places) | ({room_place(told.room_id)} if told.room_id is not None else set())
