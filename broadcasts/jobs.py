"""Due work: what is scheduled begins, what goes out to many goes on, what is over is taken away.

Rows are the truth: whatever was interrupted goes on where its mark says, on any node.
"""

import logging
import time
from collections.abc import Callable
from typing import Final

from django.utils import timezone

from broadcasts.access import RUNNING
from broadcasts.actions import DecideWays, Expire, FailBroadcast, SendPortion, TellRound, send_due
from broadcasts.actions.after import entries_after
from broadcasts.audience import resolve
from broadcasts.keeping import wish_of
from broadcasts.models import Broadcast, Round, State
from broadcasts.ways import candidates
from jobs.registry import every
from notifications.actions.telling import tell
from notifications.happenings import failure
from realtime.commit import append
from realtime.errors import Refused

log = logging.getLogger(__name__)

PORTION: Final = 200
"""Broadcasts looked at in one call."""
SECONDS: Final = 4.0
"""How long one call works on one broadcast: a node that is stopped waits for no longer, and others get a turn."""
PEOPLE: Final = 200
"""In one commit: writers of messages wait for no more than that."""
PASSING: Final = frozenset({"unavailable", "internal", "conflict"})
"""Refusals that may be over the next time."""


@every(1, "send broadcasts")
def send_broadcasts() -> None:
    """Begin what is due, and go on with what is under way."""
    due = Broadcast.objects.filter(state=State.SCHEDULED, send_at__lte=timezone.now(), deleted_at=None)
    for row in list(due.select_related("sender").order_by("send_at", "pk")[:PORTION]):
        begin(row)
    for broadcast_id in list(Broadcast.objects.filter(busy=True).values_list("pk", flat=True)[:PORTION]):
        work(broadcast_id, SECONDS)


@every(2, "take away broadcasts that are over")
def expire_broadcasts() -> None:
    over = Broadcast.objects.filter(state__in=RUNNING, expires_at__lte=timezone.now())
    for broadcast_id in list(over.order_by("expires_at").values_list("pk", flat=True)[:PORTION]):
        append(Expire(broadcast_id))


def begin(row: Broadcast) -> None:
    """Send what is due; what cannot be sent fails with words for its sender."""
    try:
        send_due(row)
    except Refused as refusal:
        if refusal.code in PASSING:
            log.warning("broadcast %d: %s", row.pk, refusal)
        elif append(FailBroadcast(row.pk, row.changed_seq, refusal.message)):
            _tell_sender(row, refusal.message)


def _tell_sender(row: Broadcast, reason: str) -> None:
    if row.sender_id is None:
        return
    happening = failure(
        f"broadcast:{row.pk}:{row.changed_seq}", "broadcast", reason, f"/broadcasts/{row.pk}/"
    )
    tell(happening, [row.sender_id], set)


def work(broadcast_id: int, seconds: float) -> None:
    """Go on with one broadcast for about so many seconds, or to its end."""
    until = time.monotonic() + seconds
    for part in (_rounds, _inboxes, _ways):
        part(broadcast_id, until)


def finish(broadcast_id: int) -> None:
    """Work to the end (`manage.py notify`, tests)."""
    while Broadcast.objects.filter(pk=broadcast_id, busy=True).exists():
        work(broadcast_id, SECONDS)


def _inboxes(broadcast_id: int, until: float) -> None:
    row = Broadcast.objects.get(pk=broadcast_id)
    if row.state != State.SENDING:
        return
    rest = resolve(wish_of(row).audience).after(row.people_after)
    after = row.people_after
    for start in range(0, max(len(rest), 1), PEOPLE):
        portion = rest[start : start + PEOPLE]
        last = start + PEOPLE >= len(rest)
        if not append(SendPortion(broadcast_id, after, portion, last=last)) or time.monotonic() > until:
            return
        after = portion[-1] if portion else after


def _ways(broadcast_id: int, until: float) -> None:
    def step(row: Broadcast) -> bool:
        if row.ways_done or row.state == State.SENDING or row.notification is None:
            return False
        found = candidates(row.notification, row.ways_after).values_list("pk", flat=True)
        portion = list(found[: PEOPLE + 1])
        people = portion[:PEOPLE]
        return append(DecideWays(row.pk, row.ways_after, people, last=len(portion) <= PEOPLE))

    _steps(broadcast_id, until, step)


def _rounds(broadcast_id: int, until: float) -> None:
    def step(row: Broadcast) -> bool:
        if row.round == Round.NONE:
            return False
        portion = list(entries_after(row).values_list("pk", "user")[: PEOPLE + 1])
        entries, last = portion[:PEOPLE], len(portion) <= PEOPLE
        return append(TellRound(row.pk, row.round, row.round_after, entries, last=last))

    _steps(broadcast_id, until, step)


def _steps(broadcast_id: int, until: float, step: Callable[[Broadcast], bool]) -> None:
    found = Broadcast.objects.filter(pk=broadcast_id).select_related("notification")
    while time.monotonic() < until:
        row = found.first()
        if row is None or not step(row):
            return
