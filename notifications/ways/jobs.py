"""Due work: deliveries that are due become background tasks, a portion each; what dead servers left is looked after."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from jobs.registry import every
from notifications.kinds import Way
from notifications.models import Delivery, PushSubscription
from notifications.ways import outcome
from notifications.ways.tasks import deliver_mails, deliver_pushes

LOOK: Final = 2_000
"""Due deliveries looked at in one round."""
PORTION: Final = 50
"""Deliveries in one task; a person's stay together."""
HANDED: Final = timedelta(minutes=15)
"""When one that was handed to a task is handed out again, should that be lost."""
KEPT: Final = timedelta(days=90)
GONE_KEPT: Final = timedelta(days=60)
"""How long a person is told that a browser of theirs ended its subscription."""

TASKS: Final[dict[str, Callable[[list[int]], Any]]] = {
    Way.PUSH.value: lambda ids: deliver_pushes.enqueue(deliveries=ids),
    Way.EMAIL.value: lambda ids: deliver_mails.enqueue(deliveries=ids),
}


@every(1, "notifications.deliver")
def deliver() -> None:
    hand_out(timezone.now())


@every(30, "notifications.interrupted")
def interrupted() -> None:
    recover(timezone.now())


@every(3600, "notifications.forget")
def forget() -> None:
    now = timezone.now()
    Delivery.objects.filter(done_at__lt=now - KEPT).delete()
    PushSubscription.objects.filter(gone_at__lt=now - GONE_KEPT).delete()


def hand_out(now: datetime) -> int:
    """Make tasks of what is due; how many deliveries that was. Tasks and rows change in one commit."""
    due = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now)
    if not due.exists():  # a read: the write lock is for those who have something to write
        return 0
    with transaction.atomic():
        locked = due.select_for_update(skip_locked=True)
        rows = list(locked.order_by("due_at").values_list("pk", "user", "way")[:LOOK])
        for way, hand in TASKS.items():
            for ids in portions([(user, pk) for pk, user, its in rows if its == way]):
                hand(ids)
        Delivery.objects.filter(pk__in=[pk for pk, _, _ in rows]).update(due_at=now + HANDED)
    return len(rows)


def portions(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Ids of (person, id) pairs in portions of about `PORTION`, each person's in one. Pure."""
    of_person: dict[int, list[int]] = {}
    for user, pk in pairs:
        of_person.setdefault(user, []).append(pk)
    found: list[list[int]] = []
    for ids in of_person.values():
        if not found or len(found[-1]) + len(ids) > PORTION:
            found.append([])
        found[-1] += ids
    return found


def recover(now: datetime) -> int:
    """What was being sent when its server died; how many that was. A push is sent again: the browser shows one of an
    id once. A letter is not: it may have arrived, so staff decide."""
    stuck = Delivery.objects.filter(state=Delivery.State.SENDING, due_at__lte=now)
    pushes = stuck.filter(way=Way.PUSH).update(state=Delivery.State.WAITING)
    letters = list(stuck.filter(way=Way.EMAIL).select_related("user", "notification")[:LOOK])
    for row in letters:
        outcome.give_up_interrupted(row)
    return pushes + len(letters)
