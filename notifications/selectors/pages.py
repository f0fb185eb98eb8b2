"""Pages of the inbox. Each takes a constant number of queries, however much there is."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.events import Person
from accounts.selectors import people
from notifications import event_ids, events
from notifications.access import ANNOUNCEMENTS
from notifications.kinds import Kind, Level
from notifications.models import InboxEntry, Notification
from notifications.selectors.counts import count
from notifications.selectors.state import InboxState, inbox_state
from notifications.selectors.tabs import (
    Filter,
    announcements_in,
    entries_in,
    entries_of,
    newest,
    newest_of_groups,
    unread,
    untouched,
)
from notifications.selectors.telling import told_announcement, told_entry
from realtime.errors import Refused
from realtime.store import open_streams
from realtime.streams import Cursor, stream_name

PAGE: Final = 30
MAX_PAGE: Final = 100
RECENT: Final = 200
BANNERS: Final = 5
MANY: Final = 1_000
"""Unread notifications that are too many to be sorted for a page of some."""
T = TypeVar("T")


class _Standing(NamedTuple):
    """What every page says beside its rows."""

    counts: events.InboxCount
    cursors: dict[str, Cursor]

    def told(self) -> dict[str, Any]:
        return {
            "unread": self.counts.unread,
            "unseen": self.counts.unseen,
            "streams": [
                events.StreamPosition(stream=name, epoch=at.epoch, head=at.seq)
                for name, at in self.cursors.items()
            ],
            "last_event_id": event_ids.encode(self.cursors),
        }


def _of_one_moment(user_id: int, read: Callable[[InboxState, bool], T]) -> tuple[T, _Standing]:
    """What `read(state, many)` gives (`many`: much is unread), with the counts and the streams' positions of it.

    The positions are read before and after, and everything again if something came in between. When that keeps
    happening the older position is given, from which a reader is told some of it twice and misses nothing.
    """
    streams = [stream_name("inbox", user_id), ANNOUNCEMENTS]
    for _attempt in range(3):
        standing = open_streams(streams)
        state = inbox_state(user_id)
        counts = count(state)
        found = read(state, counts.unread > MANY)
        if open_streams(streams) == standing:
            break
    return found, _Standing(counts, {name: standing[name] for name in streams})


def inbox_page(
    user_id: int, wanted: Filter | None = None, *, before: int | None = None, limit: int = PAGE
) -> events.InboxPage:
    """One page of a part of the inbox, newest first: `limit` notifications that rank below `before`."""
    part = wanted or Filter()

    def read(state: InboxState, many: bool) -> list[events.Notification]:
        entries = entries_in(state, part, many=many)
        return _merged(state, entries, announcements_in(state, part), before, limit + 1)

    found, standing = _of_one_moment(user_id, read)
    return events.InboxPage(notifications=found[:limit], more=len(found) > limit, **standing.told())


def group_page(
    user_id: int, wanted: Filter | None = None, *, before: int | None = None, limit: int = PAGE
) -> events.GroupPage:
    """One page of groups, by the newest notification of each in this part of the inbox."""
    part = wanted or Filter()

    def read(state: InboxState, many: bool) -> list[events.Group]:
        alone = announcements_in(state, part)  # each is a group of its own
        tops = _merged(state, newest_of_groups(state, part, many=many), alone, before, limit + 1)
        return _groups(state, part, tops)

    found, standing = _of_one_moment(user_id, read)
    return events.GroupPage(groups=found[:limit], more=len(found) > limit, **standing.told())


def _merged(
    state: InboxState,
    entries: QuerySet[InboxEntry],
    open_ones: QuerySet[Notification],
    before: int | None,
    limit: int,
) -> list[events.Notification]:
    if before is not None:
        entries, open_ones = entries.filter(rank__lt=before), open_ones.filter(pk__lt=before)
    # By id: what gets its entry between the two queries is in both.
    found = {n.pk: told_announcement(n, state) for n in open_ones.order_by("-pk")[:limit]}
    found |= {e.notification_id: told_entry(e, state) for e in newest(entries, limit)}
    return sorted(found.values(), key=lambda each: each.rank, reverse=True)[:limit]


def _groups(state: InboxState, part: Filter, tops: Sequence[events.Notification]) -> list[events.Group]:
    names = {each.group for each in tops}
    rows = entries_in(state, Filter(part.tab, part.kind)).filter(group__in=names).select_related(None)
    sizes = {
        name: (size, new)
        for name, size, new in rows.order_by()
        .values_list("group")
        .annotate(size=Count("pk"), new=Count("pk", filter=unread(state)))
    }
    return [
        events.Group(group=each.group, newest=each, count=size, unread=new)
        for each in tops
        for size, new in [sizes.get(each.group, (1, int(not each.read)))]
    ]


def one(user_id: int, notification_id: int) -> events.Notification:
    """One notification of the person's. Raises `Refused("not_found")`."""
    entries, open_ones = visible(user_id, [notification_id])
    state = inbox_state(user_id)
    if entries:
        return told_entry(entries[0], state)
    if open_ones:
        return told_announcement(open_ones[0], state)
    raise Refused("not_found", _("There is no such notification."))


def visible(user_id: int, ids: Iterable[int]) -> tuple[list[InboxEntry], list[Notification]]:
    """The person's notifications among these ids: entries, and announcements without one; by id."""
    wanted = set(ids)
    entries = list(entries_of(user_id).filter(notification__in=wanted).order_by("notification_id"))
    rest = wanted - {entry.notification_id for entry in entries}
    if not rest:
        return entries, []
    return entries, list(untouched(inbox_state(user_id)).filter(pk__in=rest).order_by("pk"))


def banners_of(user_id: int) -> list[events.Notification]:
    """What hangs over every page, the newest first: announcements that are louder than usual and unread, or ask for an
    acknowledgement that was not given yet."""
    state, shown = inbox_state(user_id), Filter("all", Kind.ANNOUNCEMENT)
    over = Q(expires_at__isnull=False, expires_at__lte=now())
    loud = Notification.objects.exclude(level=Level.NORMAL).filter(recalled_at=None).exclude(over)
    asked = Q(notification__wants_ack=True, acknowledged_at=None)
    entries = entries_in(state, shown).filter(unread(state) | asked, notification__in=loud)
    waiting = Q(wants_ack=True) | Q(seq__gt=state.read.announcements)
    open_ones = announcements_in(state, shown).filter(
        waiting, pk__in=loud.values("pk"), created_at__gte=state.joined_at
    )
    return _merged(state, entries, open_ones, None, BANNERS)


def recent_senders() -> dict[str, Person]:
    """Who sent the newest notifications, by username. Two queries."""
    newest = Notification.objects.order_by("-pk").exclude(sender=None).values_list("sender_id", flat=True)
    return people(set(newest[:RECENT]))
