"""Pushes and e-mails of a broadcast: who may get one at all, and who does by their own rules."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from notifications.actions.leaving import deliveries_of
from notifications.core.preferences import DEFAULTS
from notifications.core.rules import Occasion
from notifications.hearers import hearers
from notifications.kinds import Kind, Level, Way
from notifications.models import Audience, Delivery, InboxEntry, Notification, Preferences, PushSubscription
from notifications.ways.reach import mailable, pushable


def anybody_reachable() -> bool:
    """False where not a single person could get a push or an e-mail, which is cheap to know: nobody need be asked."""
    return PushSubscription.objects.filter(gone_at=None).exists() or (
        DEFAULTS[Kind.ANNOUNCEMENT].email != "off" or Preferences.objects.exists()
    )


def candidates(notification: Notification, after: int) -> QuerySet[User]:
    """Those of its people whom a push or an e-mail could reach, by id: nobody else is even looked at."""
    people = User.objects.filter(is_active=True, pk__gt=after)
    if notification.audience != Audience.EVERYONE:
        people = people.filter(
            Exists(InboxEntry.objects.filter(notification=notification, user=OuterRef("pk")))
        )
    mine = {"user": OuterRef("pk")}
    could = Q(Exists(PushSubscription.objects.filter(gone_at=None, **mine)))
    if DEFAULTS[Kind.ANNOUNCEMENT].email == "off":  # whoever wants mail has said so
        could |= Q(Exists(Preferences.objects.filter(**mine)))
        people = people.filter(could)
    return people.order_by("pk")


def deliveries(notification: Notification, user_ids: Sequence[int], now: datetime) -> list[Delivery]:
    """What is to be sent to these people, by their wishes, their quiet hours and their presence; not saved."""
    occasion = Occasion(Kind.ANNOUNCEMENT, Level(notification.level))
    known = hearers(user_ids, notification.places)
    can_take = {Way.PUSH: pushable(user_ids), Way.EMAIL: mailable(user_ids)}
    rows: list[Delivery] = []
    for user_id, hearer in known.items():
        made = deliveries_of(notification, user_id, hearer.decide(occasion, now))
        rows += [row for row in made if user_id in can_take[Way(row.way)]]
    return rows
