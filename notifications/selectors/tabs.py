"""What each tab of the inbox holds, as conditions on rows.

An announcement without an entry is in the tabs "all" and "unread" only: whoever saved or finished it has an entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import GreaterThan
from django.utils.timezone import now

from notifications.events import EntryChange, Tab
from notifications.kinds import MENTIONS, Kind
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors.state import InboxState

OPEN: Final = Q(done_at=None, snoozed_until=None, removed_at=None)
"""Of entries: in the tab "all", but for announcements that were taken back (see `THERE`)."""
_OWN_GROUP: Final = ("announcement:", "one:")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the inbox: a tab, and of it one kind, or some groups."""

    tab: Tab = "all"
    kind: Kind | None = None
    groups: tuple[str, ...] = ()


def there() -> Q:
    """Of entries: not of an announcement that was taken back: its entries are not written, or later, in portions."""
    recalled = Notification.objects.filter(pk=OuterRef("notification"), recalled_at__isnull=False)
    return ~Q(kind=Kind.ANNOUNCEMENT) | Q(~Exists(recalled))


def all_entries(user_id: int) -> QuerySet[InboxEntry]:
    """Everything of a person's, what was taken away included."""
    return InboxEntry.objects.filter(user=user_id).select_related("notification__sender")


def entries_of(user_id: int) -> QuerySet[InboxEntry]:
    """What a person has, done and snoozed included."""
    return all_entries(user_id).filter(there(), removed_at=None)


def unread(state: InboxState) -> Q:
    """Of entries."""
    return Q(read_at=None, changed_seq__gt=state.read.seq)


def unread_on_the_way(state: InboxState) -> Q:
    """The same, but a sum: so that the database comes by in another order and looks at each entry whether it is
    unread, instead of gathering everything that is."""
    return Q(GreaterThan(F("changed_seq") + 0, state.read.seq), read_at=None)


def unseen(state: InboxState) -> Q:
    """Of unread entries."""
    appeared = Notification.objects.filter(
        pk=OuterRef("notification"), seq__gt=state.seen.announcements, created_at__gte=state.joined_at
    )
    return Q(created_seq__gt=state.seen.seq) | Q(Exists(appeared), created_seq=0)


def entries_in(state: InboxState, wanted: Filter, *, many: bool = False) -> QuerySet[InboxEntry]:
    """The entries of a part of the inbox, in no order. `many`: so much is unread that the newest of it are found sooner
    by going down from the newest of all."""
    rows = all_entries(state.user_id).filter(there())
    match wanted.tab:
        case "all":
            rows = rows.filter(OPEN)
        case "unread":
            rows = rows.filter(OPEN, unread_on_the_way(state) if many else unread(state))
        case "mentions":
            rows = rows.filter(OPEN, kind__in=MENTIONS)
        case "saved":
            rows = rows.filter(removed_at=None, saved_at__isnull=False)
        case "done":
            rows = rows.filter(removed_at=None, done_at__isnull=False)
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind)
    return rows.filter(in_groups(wanted.groups, "notification")) if wanted.groups else rows


def announcements() -> QuerySet[Notification]:
    """All that were ever made, those that were taken back included."""
    return Notification.objects.filter(audience=Audience.EVERYONE).select_related("sender")


def untouched(state: InboxState) -> QuerySet[Notification]:
    """Announcements that this person has no entry for."""
    entry = InboxEntry.objects.filter(user=state.user_id, notification=OuterRef("pk"))
    return announcements().filter(~Exists(entry), recalled_at=None)


def unread_announcements(state: InboxState) -> QuerySet[Notification]:
    return untouched(state).filter(seq__gt=state.read.announcements, created_at__gte=state.joined_at)


def announcements_in(state: InboxState, wanted: Filter) -> QuerySet[Notification]:
    """The announcements without an entry that belong to a part of the inbox, in no order."""
    rows = unread_announcements(state) if wanted.tab == "unread" else untouched(state)
    if wanted.tab not in ("all", "unread") or wanted.kind not in (None, Kind.ANNOUNCEMENT):
        return rows.none()
    return rows.filter(in_groups(wanted.groups, "pk")) if wanted.groups else rows


def in_groups(groups: Iterable[str], key: str) -> Q:
    """Rows of these groups, among them the rows that are a group of their own. `key` leads to the notification."""
    groups = list(groups)
    alone = [int(number) for group in groups if (number := _alone(group))]
    return Q(group__in=groups) | (Q(group="") & Q(**{f"{key}__in": alone}))


def _alone(group: str) -> str:
    prefix = next((each for each in _OWN_GROUP if group.startswith(each)), "")
    number = group.removeprefix(prefix) if prefix else ""
    return number if number.isascii() and number.isdigit() and len(number) <= 18 else ""


def newest_of_groups(state: InboxState, wanted: Filter, *, many: bool = False) -> QuerySet[InboxEntry]:
    """The newest entry of each group, with one look at an index for each entry that is passed. `many`: as above."""
    newer = entries_in(state, Filter(wanted.tab, wanted.kind), many=True).filter(
        group=OuterRef("group"), rank__gt=OuterRef("rank")
    )
    return entries_in(state, wanted, many=many).filter(Q(group="") | ~Exists(newer.order_by()))


def newest(rows: QuerySet[InboxEntry], limit: int) -> list[InboxEntry]:
    """The newest of these entries, with their notifications. Two queries: of one that joins, a database may think that
    walking through all notifications gives it the order."""
    found = rows.select_related(None).order_by("-rank").values_list("pk", flat=True)[:limit]
    with_words = InboxEntry.objects.filter(pk__in=list(found)).select_related("notification__sender")
    return sorted(with_words, key=lambda entry: entry.rank, reverse=True)


def changeable(
    state: InboxState, wanted: Filter, change: EntryChange, limit: int
) -> tuple[list[InboxEntry], list[Notification], bool]:
    """The newest of a part of the inbox that a change would change, at most `limit`; and whether there are more."""
    entries = newest(entries_in(state, wanted).filter(_differs(state, change)), limit + 1)
    open_ones = list(_differing(state, wanted, change).order_by("-pk")[: limit + 1])
    both = sorted([entry.rank for entry in entries] + [row.pk for row in open_ones], reverse=True)
    kept = set(both[:limit])
    return (
        [entry for entry in entries if entry.rank in kept],
        [row for row in open_ones if row.pk in kept],
        len(both) > limit,
    )


def _differs(state: InboxState, change: EntryChange) -> Q:
    """Of entries: this change is one for them."""
    ways = Q(pk__in=())
    reads = change.read if change.read is not None else (True if change.done else None)
    if reads is not None:
        ways |= unread(state) if reads else ~unread(state)
    if change.done is not None:
        ways |= Q(done_at__isnull=change.done)
    if change.saved is not None:
        ways |= Q(saved_at__isnull=change.saved)
    if change.snoozed_until is not None:
        asleep = Q(snoozed_until__isnull=False)
        ways |= ~asleep | ~Q(snoozed_until=change.snoozed_until) if change.snoozed_until > now() else asleep
    return ways


def _differing(state: InboxState, wanted: Filter, change: EntryChange) -> QuerySet[Notification]:
    """Announcements without an entry that a change would change: they are neither done, saved nor snoozed."""
    rows = announcements_in(state, wanted)
    if change.done or change.saved or (change.snoozed_until is not None and change.snoozed_until > now()):
        return rows
    if change.read:
        return rows.filter(seq__gt=state.read.announcements, created_at__gte=state.joined_at)
    if change.read is False:
        return rows.filter(Q(seq__lte=state.read.announcements) | Q(created_at__lt=state.joined_at))
    return rows.none()
