"""The background tasks that send: a portion of deliveries each. What fails in a portion is that delivery's matter."""

from collections.abc import Sequence
from itertools import groupby

from django.utils import timezone

from jobs.background import background
from notifications.kinds import Way
from notifications.models import Delivery
from notifications.ways import outcome
from notifications.ways.letters import send_letters
from notifications.ways.pushes import send_pushes
from notifications.ways.recheck import verdicts


@background(tries=5, what=lambda given: f"A portion of {len(given.get('deliveries', []))} pushes")
def deliver_pushes(deliveries: list[int]) -> None:
    """Send these, as far as they are still to be sent: to every browser of their people, several at once."""
    send_pushes(still_wanted(deliveries, Way.PUSH))


@background(tries=5, what=lambda given: f"A portion of {len(given.get('deliveries', []))} e-mails")
def deliver_mails(deliveries: list[int]) -> None:
    """Send these, as far as they are still to be sent: one letter a person."""
    rows = sorted(still_wanted(deliveries, Way.EMAIL), key=lambda row: row.user_id)
    send_letters([list(group) for _, group in groupby(rows, key=lambda row: row.user_id)])


@background(tries=5)
def deliver_again(delivery: int) -> None:
    """What staff do about a dead letter: as if it had just become due."""
    failed = Delivery.objects.filter(pk=delivery, state=Delivery.State.FAILED)
    failed.update(state=Delivery.State.WAITING, due_at=timezone.now(), attempts=0, fault="", done_at=None)


def still_wanted(ids: Sequence[int], way: Way) -> list[Delivery]:
    """Those that are to be sent now; the others are put off or ended."""
    waiting = Delivery.objects.filter(pk__in=ids, way=way, state=Delivery.State.WAITING)
    rows = list(waiting.select_related("user", "notification__sender").order_by("pk"))
    found = verdicts(rows, timezone.now())
    wanted = []
    skipped: dict[str, list[Delivery]] = {}
    for row in rows:
        verdict = found[row.pk]
        if verdict.skip:
            skipped.setdefault(verdict.skip, []).append(row)
        elif verdict.later is not None:
            outcome.later(row, verdict.later, digest=verdict.digest or row.digest)
        else:
            wanted.append(row)
    for reason, group in skipped.items():
        outcome.skip(group, reason)
    return wanted
