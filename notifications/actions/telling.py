"""Telling: what happened comes into the inboxes of those it concerns, and out by the ways they wish.

Everything but announcements goes through here. Whoever tells again (after a crash, in another portion, for another
reason) changes nothing: a person is told of one key once.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone

from accounts.actions import inbox
from notifications import events
from notifications.actions.leaving import deliveries_of
from notifications.actions.piles import Pile, carry_on, piles_of, take_out
from notifications.core.rules import Decision, Occasion
from notifications.drafts import TITLE_CHARS
from notifications.happenings import Happening
from notifications.hearers import hearers
from notifications.kinds import Level, Way
from notifications.models import Audience, Delivery, InboxEntry, Notification
from notifications.selectors import told
from notifications.sentences import title_of
from realtime.append import Append, Tx
from realtime.commit import append, writer
from realtime.errors import Refused

log = logging.getLogger(__name__)

May = Callable[[Sequence[int]], set[int]]
"""Who of these may know of it. Asked within the transaction that tells them."""

Read = Callable[[Sequence[int]], set[int]]
"""Who of these has read it already, where it happened. Asked in the same place."""

AT_ONCE: Final = 200
"""People told in one commit: writers of messages wait for no more than that."""


def tell(happening: Happening, people: Sequence[int], may: May, read: Read | None = None) -> int:
    """Tell these people and wait until it is committed; how many of them are new to it. After the commit of what
    happened, and off the writer's thread. Raises `Refused`."""
    return sum(append(each) for each in portions(happening, people, may, read))


def tell_later(happening: Happening, people: Sequence[int], may: May) -> None:
    """The same without waiting, from any thread: for what is told from within a callback after a commit."""
    for each in portions(happening, people, may):
        writer.submit(each, _log_refusal)


def portions(happening: Happening, people: Sequence[int], may: May, read: Read | None = None) -> list["Tell"]:
    """The appends that tell all of them."""
    wanted = list(dict.fromkeys(people))
    return [Tell(happening, wanted[at : at + AT_ONCE], may, read) for at in range(0, len(wanted), AT_ONCE)]


def _log_refusal(result: object) -> None:
    if isinstance(result, Refused):
        log.warning("a happening was not told: %s", result)


@dataclass(frozen=True, slots=True)
class _Reached:
    """A person who gets it, and the unread pile of theirs that it is put on top of."""

    user_id: int
    decision: Decision
    pile: Pile | None


class Tell(Append[int]):
    """Tell at most some hundred people; how many of them are new to it. A dozen statements at most, whatever their
    number; three where nobody is new."""

    def __init__(
        self, happening: Happening, people: Sequence[int], may: May, read: Read | None = None
    ) -> None:
        self.happening, self.people, self.may = happening, tuple(dict.fromkeys(people)), may
        self.read = read
        self.stream = ""

    def streams(self) -> Sequence[str]:
        return sorted(inbox(user_id) for user_id in self.people)

    def write(self, tx: Tx) -> int:
        now = timezone.now()
        reached = self._reached(now)
        if reached:
            row = _row_of(self.happening, len(self.people))
            take_out(tx, [each.pile for each in reached if each.pile is not None], now)
            # Whoever has the place on the screen may have read it before this is told.
            read = self.read([each.user_id for each in reached]) if self.read is not None else set()
            _put_in(tx, row, reached, self.happening.count, read)
            _send_out(row, reached)
        return len(reached)

    def _reached(self, now: datetime) -> list[_Reached]:
        fresh = self._fresh()
        allowed = self.may(fresh) if fresh else set()
        known = hearers((user for user in fresh if user in allowed), self.happening.places)
        occasion = Occasion(self.happening.kind, Level.URGENT if self.happening.urgent else Level.NORMAL)
        decisions = {user: hearer.decide(occasion, now) for user, hearer in known.items()}
        kept = [user for user in fresh if user in decisions and Way.IN_APP in decisions[user].ways]
        piles = (
            piles_of(kept, self.happening.group, self.happening.kind)
            if self.happening.merges and kept
            else {}
        )
        return [_Reached(user, decisions[user], piles.get(user)) for user in kept]

    def _fresh(self) -> list[int]:
        entries = InboxEntry.objects.filter(user__in=self.people, key=self.happening.key)
        told_before = set(entries.values_list("user", flat=True))
        return [user for user in self.people if user not in told_before]


def _row_of(happening: Happening, people: int) -> Notification:
    """The row of this key and kind that says the same, which other portions may have made already."""
    known = Notification.objects.filter(key=happening.key, kind=happening.kind).select_related("sender")
    row = next((row for row in known if row.data == dict(happening.data)), None)
    if row is None:
        row = Notification(
            sender_id=happening.sender_id,
            audience=Audience.USER if people == 1 else Audience.PEOPLE,
            kind=happening.kind,
            key=happening.key,
            group=happening.group,
            places=list(happening.places),
            place_seq=happening.place_seq,
            room_id=happening.room_id,
            title=title_of(happening.kind, happening.data, settings.LANGUAGE_CODE)[:TITLE_CHARS],
            body=happening.body,
            url=happening.url,
            data=dict(happening.data),
            level=Level.URGENT if happening.urgent else Level.NORMAL,
        )
        row.save()
    return row


def _put_in(tx: Tx, row: Notification, reached: Sequence[_Reached], own: int, read: set[int]) -> None:
    """One statement however many they are. `own`: as `Happening.count`. `read`: who has read it where it happened."""
    entries, now = [], timezone.now()
    for each in reached:
        stream = inbox(each.user_id)
        seq = tx.stamp(stream)
        entry = InboxEntry(
            user_id=each.user_id,
            notification=row,
            kind=row.kind,
            key=row.key,
            group=row.group,
            count=own or 1 + (each.pile.count if each.pile is not None else 0),
            rank=row.pk,
            created_seq=seq,
            changed_seq=seq,
            read_at=now if each.user_id in read else None,
        )
        entries.append(entry)
        event = told(row, seq=seq, read=each.user_id in read, entry=entry)
        tx.publish(events.NotificationCreated(stream=stream, seq=seq, notification=event))
    InboxEntry.objects.bulk_create(entries)


def _send_out(row: Notification, reached: Sequence[_Reached]) -> None:
    """What leaves the house, as rows that are looked at again when they are due."""
    piles = [each.pile for each in reached if each.pile is not None]
    carried = carry_on(row, piles) if piles else set()
    due = [made for each in reached for made in deliveries_of(row, each.user_id, each.decision)]
    fresh = [each for each in due if (each.user_id, each.way) not in carried]
    if fresh:
        Delivery.objects.bulk_create(fresh)
