"""What leaves the house, as rows: they are looked at again when they are due (`notifications.ways`)."""

from collections.abc import Sequence

from django.utils import timezone

from notifications.core.rules import Decision, Occasion
from notifications.hearers import hearers, rules_at
from notifications.kinds import Kind, Level, Way
from notifications.models import Delivery, Notification


def deliveries_of(notification: Notification, user_id: int, decision: Decision) -> list[Delivery]:
    """What is to be sent to a person by a decision about them; not saved."""
    ways = ((Way.PUSH, decision.push_at, False), (Way.EMAIL, decision.email_at, decision.email == "digest"))
    return [
        Delivery(user_id=user_id, notification=notification, way=way, due_at=at, digest=digest)
        for way, at, digest in ways
        if at is not None
    ]


def deliver_again(user_id: int, notifications: Sequence[Notification]) -> None:
    """Within an append: let the rules decide anew what leaves the house, as if these had come just now (a snooze is
    over). New rows take the place of old ones: a letter with the old one's Message-ID would be taken for that one, and
    a browser that took the old push is pushed to again. Six statements."""
    hearer = hearers([user_id]).get(user_id)
    if hearer is None:
        return
    now = timezone.now()
    rules = rules_at([user_id], {place for each in notifications for place in each.places})
    fresh: list[Delivery] = []
    for each in notifications:
        occasion = Occasion(Kind(each.kind), Level(each.level))
        fresh += deliveries_of(each, user_id, hearer.at(each.places, rules).decide(occasion, now))
    for way in (Way.PUSH, Way.EMAIL):
        again = [row.notification_id for row in fresh if row.way == way]
        Delivery.objects.filter(user=user_id, way=way, notification__in=again).delete()
    Delivery.objects.bulk_create(fresh)
