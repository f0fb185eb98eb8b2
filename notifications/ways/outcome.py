"""What became of deliveries, written into their rows. Each is a conditional UPDATE: what another worker did meanwhile
stands."""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jobs import dead
from jobs.backoff import pause
from notifications.kinds import Way
from notifications.models import Delivery
from notifications.models.delivery import FAULT_CHARS
from notifications.ways import metrics

log = logging.getLogger(__name__)

TRIES: Final = {Way.PUSH.value: 7, Way.EMAIL.value: 12}
"""A push is stale after ten minutes; mail is tried for about a day."""
FIRST: Final = 20.0
MOST: Final = 4 * 3600.0
UNDER_WAY: Final = timedelta(minutes=10)
"""How long one that is being sent is left alone; after that whoever sent it has died."""
AGAIN: Final = "notifications.ways.tasks.deliver_again"

INTERRUPTED: Final = "The server stopped while this was being sent. It may have arrived."


def begin(ids: Collection[int]) -> list[Delivery]:
    """Say that these are on their way, and count the try; those that nobody else took. Committed before the first byte
    leaves."""
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update().filter(pk__in=ids, state=Delivery.State.WAITING)
        rows = list(waiting.order_by("pk"))
        for row in rows:
            row.state, row.attempts = Delivery.State.SENDING, row.attempts + 1
            row.due_at = timezone.now() + UNDER_WAY
        Delivery.objects.bulk_update(rows, ["state", "attempts", "due_at"])
    return rows


def sent(rows: Iterable[Delivery]) -> None:
    """They left, and somebody took them."""
    _end(rows, Delivery.State.SENT, "")


def skip(rows: Iterable[Delivery], reason: str) -> None:
    """They are not needed any more; `reason` is one word."""
    _end(rows, Delivery.State.SKIPPED, reason)


def later(row: Delivery, at: datetime, *, digest: bool | None = None) -> None:
    """Look at it again then. This was no try."""
    mine = Delivery.objects.filter(pk=row.pk, state=Delivery.State.WAITING)
    mine.update(due_at=at, digest=row.digest if digest is None else digest)


def failed(row: Delivery, fault: str, *, hopeless: bool = False, wait: float = 0.0) -> None:
    """A try failed: another one later (`wait` seconds at least), or the last one was that."""
    fault = fault[:FAULT_CHARS]
    mine = Delivery.objects.filter(pk=row.pk, state=Delivery.State.SENDING)
    if not hopeless and row.attempts < TRIES[row.way]:
        seconds = max(wait, pause(row.attempts, first=FIRST, most=MOST))
        again = timezone.now() + timedelta(seconds=seconds)
        mine.update(state=Delivery.State.WAITING, due_at=again, fault=fault, reached=row.reached)
        metrics.SENT.labels(row.way, "again").inc()
        return
    _give_up(mine, row, fault)


def give_up_interrupted(row: Delivery) -> None:
    """Of mail that was on its way when its server died: it may have arrived, so it is not sent again by itself."""
    mine = Delivery.objects.filter(pk=row.pk, state=Delivery.State.SENDING, attempts=row.attempts)
    _give_up(mine, row, INTERRUPTED)


def _give_up(mine: QuerySet[Delivery], row: Delivery, fault: str) -> None:
    """The row and its dead letter in one commit; neither where it is not `mine` any more."""
    ended = {"state": Delivery.State.FAILED, "done_at": timezone.now()}
    with transaction.atomic():
        if mine.update(**ended, fault=fault, reached=row.reached):
            metrics.SENT.labels(row.way, "failed").inc()
            kind = "Push" if row.way == Way.PUSH else "E-mail"
            what = f"{kind} to {row.user.username}: {row.notification.title}"
            dead.bury(AGAIN, fault, attempts=row.attempts, kwargs={"delivery": row.pk}, what=what)


def _end(rows: Iterable[Delivery], state: Delivery.State, fault: str) -> None:
    found = list(rows)
    if not found:
        return
    open_ones = Delivery.objects.filter(
        pk__in=[row.pk for row in found], state__in=[Delivery.State.WAITING, Delivery.State.SENDING]
    )
    open_ones.update(state=state, fault=fault, done_at=timezone.now())
    for row in found:
        metrics.SENT.labels(row.way, state.value).inc()
