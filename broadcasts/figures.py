"""How a broadcast goes: counts, and people with what became of it with them. All of it is read, nothing is kept.

Who was told through `announcements:all` has no entry until they do something with it, so what they have seen and read
follows from their marks. The counts are a handful of statements whatever the number of people.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import person_of
from broadcasts import events
from broadcasts.models import Broadcast
from notifications.models import Audience, Delivery, InboxEntry, InboxMark, Notification, SeenMark
from notifications.selectors import state_of
from realtime.errors import Refused

PEOPLE: Final = 50
MOST_PEOPLE: Final = 200
REASONS: Final = 20
"""Of each kind, the commonest."""
READ_IN_ENTRY: Final = Q(read_at__isnull=False) | Q(changed_seq__lt=F("user__inbox_mark__seq"))


def figures(row: Broadcast) -> events.Figures:
    """Seven statements."""
    notification = row.notification
    if notification is None:
        return _nothing_yet(row)
    seen, read, acknowledged = _attention(notification)
    outcomes = _outcomes(notification)
    return events.Figures(
        state=row.state,
        addressed=row.addressed,
        reached=row.reached,
        delivered=events.Delivered(
            in_app=row.reached,
            push=_total(outcomes, "push", "sent"),
            email=_total(outcomes, "email", "sent"),
        ),
        seen=seen,
        read=read,
        acknowledged=acknowledged,
        waiting=sum(
            _total(outcomes, way, state) for way in ("push", "email") for state in ("waiting", "sending")
        ),
        skipped=_reasons(outcomes, "skipped"),
        failed=_reasons(outcomes, "failed"),
        at=timezone.now(),
    )


def _nothing_yet(row: Broadcast) -> events.Figures:
    return events.Figures(
        state=row.state,
        addressed=0,
        reached=0,
        delivered=events.Delivered(in_app=0, push=0, email=0),
        seen=0,
        read=0,
        acknowledged=0,
        waiting=0,
        skipped=[],
        failed=[],
        at=timezone.now(),
    )


# -- counts


def _attention(notification: Notification) -> tuple[int, int, int]:
    """How many have seen, read and acknowledged it."""
    entries = InboxEntry.objects.filter(notification=notification)
    counted = entries.aggregate(
        read=Count("pk", filter=READ_IN_ENTRY),
        acknowledged=Count("pk", filter=Q(acknowledged_at__isnull=False)),
    )
    if notification.audience != Audience.EVERYONE:
        saw = READ_IN_ENTRY | Q(created_seq__lt=F("user__seen_mark__seq"))
        return entries.filter(saw).count(), counted["read"], counted["acknowledged"]
    reading, seeing = _marks(InboxMark, notification), _marks(SeenMark, notification)
    mine = InboxEntry.objects.filter(notification=notification, user=OuterRef("user"))
    read_by_mark = reading.filter(~Exists(mine)).count()
    whoever = (
        entries.order_by().values_list("user").union(reading.values_list("user"), seeing.values_list("user"))
    )
    return whoever.count(), counted["read"] + read_by_mark, counted["acknowledged"]


def _marks(kind: type[InboxMark] | type[SeenMark], notification: Notification) -> QuerySet[Any]:
    """Marks that cover an announcement, of people who were there when it was made."""
    found: QuerySet[Any] = kind.objects.filter(
        announcements_seq__gte=notification.seq, user__date_joined__lte=notification.created_at
    )
    return found.order_by()


Outcomes = list[tuple[str, str, str, int]]
"""(way, state, fault, how many)."""


def _outcomes(notification: Notification) -> Outcomes:
    found = Delivery.objects.filter(notification=notification).order_by()
    return list(found.values_list("way", "state", "fault").annotate(n=Count("pk")))


def _total(outcomes: Outcomes, way: str, state: str) -> int:
    return sum(n for its_way, its_state, _fault, n in outcomes if (its_way, its_state) == (way, state))


def _reasons(outcomes: Outcomes, state: str) -> list[events.Reason]:
    found = sorted(
        (each for each in outcomes if each[1] == state), key=lambda each: (-each[3], each[0], each[2])
    )
    return [
        events.Reason.model_validate({"way": way, "reason": fault, "count": n})
        for way, _state, fault, n in found[:REASONS]
    ]


# -- people


def addressed_people(row: Broadcast) -> QuerySet[User]:
    """Whom it reached, by username."""
    notification = row.notification
    if notification is None:
        return User.objects.none()
    if notification.audience == Audience.EVERYONE:
        some = User.objects.filter(is_active=True, date_joined__lte=notification.created_at)
    else:
        some = User.objects.filter(Exists(_entry_of(notification)))
    return some.order_by("username")


def people_page(
    row: Broadcast, state: str = "addressed", after: str = "", limit: int = PEOPLE
) -> events.RecipientPage:
    """`limit` people in this state whose usernames come after `after`. Five statements."""
    if "\x00" in after:
        raise Refused("invalid", _("This is not the `next` of a page."), "after")
    limit = max(1, min(limit, MOST_PEOPLE))
    found = addressed_people(row).filter(username__gt=after)
    if row.notification is not None:
        found = found.filter(_in_state(row.notification, state))
    users = list(found.select_related("inbox_mark", "seen_mark")[: limit + 1])
    more = len(users) > limit
    shown = recipients(row, users[:limit])
    return events.RecipientPage(people=shown, next=users[limit - 1].username if more else None)


def _entry_of(notification: Notification) -> QuerySet[InboxEntry]:
    return InboxEntry.objects.filter(notification=notification, user=OuterRef("pk"))


def _in_state(notification: Notification, state: str) -> Q:
    """Of users."""
    failed = Delivery.objects.filter(
        notification=notification, user=OuterRef("pk"), state=Delivery.State.FAILED
    )
    acknowledged = _entry_of(notification).filter(acknowledged_at__isnull=False)
    conditions: dict[str, Callable[[], Q]] = {
        "seen": lambda: _saw(notification),
        "unseen": lambda: ~_saw(notification),
        "read": lambda: _has_read(notification),
        "unread": lambda: ~_has_read(notification),
        "acknowledged": lambda: Q(Exists(acknowledged)),
        "failed": lambda: Q(Exists(failed)),
    }
    return conditions.get(state, Q)()


def _has_read(notification: Notification) -> Q:
    read = Q(Exists(_entry_of(notification).filter(READ_IN_ENTRY)))
    if notification.audience == Audience.EVERYONE:
        covered = Q(inbox_mark__announcements_seq__gte=notification.seq)
        read |= covered & ~Q(Exists(_entry_of(notification)))
    return read


def _saw(notification: Notification) -> Q:
    if notification.audience == Audience.EVERYONE:
        covered = Q(inbox_mark__announcements_seq__gte=notification.seq)
        covered |= Q(seen_mark__announcements_seq__gte=notification.seq)
        return Q(Exists(_entry_of(notification))) | covered
    saw = READ_IN_ENTRY | Q(created_seq__lt=F("user__seen_mark__seq"))
    return Q(Exists(_entry_of(notification).filter(saw)))


def recipients(row: Broadcast, users: Sequence[User]) -> list[events.Recipient]:
    """What became of it with these people, who were read with their marks. Two statements."""
    notification = row.notification
    if notification is None:
        return []
    entries = {
        entry.user_id: entry for entry in InboxEntry.objects.filter(notification=notification, user__in=users)
    }
    sent: dict[int, dict[str, Delivery]] = {}
    for delivery in Delivery.objects.filter(notification=notification, user__in=users):
        sent.setdefault(delivery.user_id, {})[delivery.way] = delivery
    return [_recipient(notification, user, entries.get(user.pk), sent.get(user.pk, {})) for user in users]


def _recipient(
    notification: Notification, user: User, entry: InboxEntry | None, sent: dict[str, Delivery]
) -> events.Recipient:
    read, seen = _by_marks(notification, user, entry)
    faults = [each.fault for each in sent.values() if each.state == Delivery.State.FAILED]
    return events.Recipient(
        person=person_of(user),
        seen=seen,
        read=read,
        acknowledged_at=entry.acknowledged_at if entry else None,
        push=_outcome(sent.get("push")),
        email=_outcome(sent.get("email")),
        fault=", ".join(faults),
    )


def _by_marks(notification: Notification, user: User, entry: InboxEntry | None) -> tuple[bool, bool]:
    """Whether they have read and seen it."""
    state = state_of(user)
    if entry is None:
        return state.announcement_read(notification), state.announcement_seen(notification)
    # With an entry of its own for an announcement, they did something with it.
    return state.entry_read(entry), entry.created_seq == 0 or state.entry_seen(entry)


def _outcome(delivery: Delivery | None) -> Any:
    if delivery is None:
        return ""
    return "waiting" if delivery.state == "sending" else delivery.state
