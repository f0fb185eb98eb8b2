"""Reads of the inbox: what is in it, what of it is read, how much is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, Max, OuterRef, QuerySet

from accounts.events import Person
from accounts.models import User
from accounts.selectors import people
from notifications import event_ids, events
from notifications.access import ANNOUNCEMENTS
from notifications.models import Audience, InboxEntry, Notification
from realtime.store import open_streams
from realtime.streams import stream_name

PAGE: Final = 30
MAX_PAGE: Final = 100
RECENT: Final = 200


@dataclass(frozen=True, slots=True)
class ReadState:
    """What a person has read without touching it one by one.

    Announcements from before `joined_at` count as read. `mark` is the last "all read" on their inbox stream
    and `announcements` how far it reached; both 0 without one.
    """

    user_id: int
    joined_at: datetime
    mark: int
    announcements: int

    def entry_read(self, entry: InboxEntry) -> bool:
        return entry.read_at is not None or entry.changed_seq < self.mark

    def announcement_read(self, announcement: Notification) -> bool:
        """Of an announcement without an entry."""
        return announcement.seq <= self.announcements or announcement.created_at < self.joined_at


def read_state(user_id: int) -> ReadState:
    """Raises `User.DoesNotExist`."""
    row = User.objects.values_list("date_joined", "inbox_mark__seq", "inbox_mark__announcements_seq")
    joined_at, mark, announcements = row.get(pk=user_id)
    return ReadState(user_id, joined_at, mark or 0, announcements or 0)


def entries_of(user_id: int) -> QuerySet[InboxEntry]:
    return InboxEntry.objects.filter(user=user_id).select_related("notification__sender")


def announcements() -> QuerySet[Notification]:
    return Notification.objects.filter(audience=Audience.EVERYONE).select_related("sender")


def _unread_entries(state: ReadState) -> QuerySet[InboxEntry]:
    return entries_of(state.user_id).filter(read_at=None, changed_seq__gt=state.mark)


def _unread_announcements(state: ReadState) -> QuerySet[Notification]:
    entry = InboxEntry.objects.filter(user=state.user_id, notification=OuterRef("pk"))
    return announcements().filter(
        ~Exists(entry), seq__gt=state.announcements, created_at__gte=state.joined_at
    )


def unread_count(user_id: int) -> int:
    """How many notifications the person has not read, exactly; two queries."""
    return _count(read_state(user_id))


def _count(state: ReadState) -> int:
    entries = _unread_entries(state).order_by().values_list("notification_id")
    open_ones = _unread_announcements(state).order_by().values_list("pk")
    return entries.union(open_ones, all=True).count()


def newest_announcement() -> int:
    """The sequence of the last announcement (0: there is none)."""
    newest: int | None = Notification.objects.filter(audience=Audience.EVERYONE).aggregate(Max("seq"))[
        "seq__max"
    ]
    return newest or 0


def told(notification: Notification, *, seq: int, read: bool) -> events.Notification:
    """The wire form."""
    return events.Notification(
        id=notification.pk,
        seq=seq,
        title=notification.title,
        body=notification.body,
        url=notification.url,
        audience=notification.audience,
        sender=notification.sender.username if notification.sender else "",
        created_at=notification.created_at,
        read=read,
    )


def told_entry(entry: InboxEntry, state: ReadState) -> events.Notification:
    return told(
        entry.notification, seq=entry.created_seq or entry.notification.seq, read=state.entry_read(entry)
    )


def told_announcement(announcement: Notification, state: ReadState) -> events.Notification:
    """The wire form of an announcement that this person has no entry for."""
    return told(announcement, seq=announcement.seq, read=state.announcement_read(announcement))


def inbox_page(
    user_id: int, *, before: int | None = None, limit: int = PAGE, unread: bool = False
) -> events.InboxPage:
    """One page, newest first: `limit` notifications with ids below `before`, with the exact unread count.

    The streams' positions are those the page was read at: they are read before and after it, and the page
    again if something came in between. When that keeps happening the older position is given, from which a
    reader is told some of it twice and misses nothing.
    """
    streams = [stream_name("inbox", user_id), ANNOUNCEMENTS]
    for _ in range(3):
        standing = open_streams(streams)
        state = read_state(user_id)
        found = _newest(state, before, limit + 1, unread)
        count = _count(state)
        if open_streams(streams) == standing:
            break
    cursors = {name: standing[name] for name in streams}
    return events.InboxPage(
        notifications=found[:limit],
        unread=count,
        more=len(found) > limit,
        streams=[
            events.StreamPosition(stream=name, epoch=at.epoch, head=at.seq) for name, at in cursors.items()
        ],
        last_event_id=event_ids.encode(cursors),
    )


def _newest(state: ReadState, before: int | None, limit: int, unread: bool) -> list[events.Notification]:
    entries = _unread_entries(state) if unread else entries_of(state.user_id)
    open_ones = _unread_announcements(state) if unread else announcements()
    if before is not None:
        entries, open_ones = entries.filter(notification__lt=before), open_ones.filter(pk__lt=before)
    found = {n.pk: told_announcement(n, state) for n in open_ones.order_by("-pk")[:limit]}
    # An entry knows better than the announcement it belongs to.
    found |= {e.notification_id: told_entry(e, state) for e in entries.order_by("-notification_id")[:limit]}
    return [found[pk] for pk in sorted(found, reverse=True)[:limit]]


def recent_senders() -> dict[str, Person]:
    """Who sent the newest notifications, by username. Two queries."""
    newest = Notification.objects.order_by("-pk").exclude(sender=None).values_list("sender_id", flat=True)
    return people(set(newest[:RECENT]))


def visible(user_id: int, ids: Iterable[int]) -> tuple[list[InboxEntry], list[Notification]]:
    """The person's notifications among these ids: entries, and announcements without one; by id."""
    wanted = set(ids)
    entries = list(entries_of(user_id).filter(notification__in=wanted).order_by("notification_id"))
    rest = wanted - {entry.notification_id for entry in entries}
    return entries, list(announcements().filter(pk__in=rest).order_by("pk")) if rest else []
