"""The wire form of notifications."""

from notifications import events
from notifications.kinds import Kind
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors.state import InboxState


def group_of(notification: Notification) -> str:
    """What it is listed under; what belongs to nothing is a group of its own."""
    if notification.group:
        return notification.group
    prefix = "announcement" if notification.kind == Kind.ANNOUNCEMENT else "one"
    return f"{prefix}:{notification.pk}"


def told(
    notification: Notification,
    *,
    seq: int,
    read: bool = False,
    seen: bool | None = None,
    entry: InboxEntry | None = None,
) -> events.Notification:
    """The wire form. `seen` None: as `read`."""
    return events.Notification(
        id=notification.pk,
        seq=seq,
        kind=Kind(notification.kind),
        group=group_of(notification),
        places=notification.places,
        title=notification.title,
        body=notification.body,
        url=notification.url,
        data=notification.data,
        translations=notification.translations,
        audience=notification.audience,
        level=notification.level,
        sender=notification.sender.username if notification.sender else "",
        created_at=notification.created_at,
        edited_at=notification.edited_at,
        expires_at=notification.expires_at,
        wants_ack=notification.wants_ack,
        count=entry.count if entry else 1,
        read=read,
        seen=read if seen is None else seen,
        done=entry is not None and entry.done_at is not None,
        saved=entry is not None and entry.saved_at is not None,
        snoozed_until=entry.snoozed_until if entry else None,
        rank=entry.rank if entry else notification.pk,
        acknowledged=entry is not None and entry.acknowledged_at is not None,
    )


def told_entry(entry: InboxEntry, state: InboxState) -> events.Notification:
    notification = entry.notification
    announced = notification.audience == Audience.EVERYONE
    return told(
        notification,
        seq=notification.seq if announced else entry.created_seq,
        read=state.entry_read(entry),
        seen=state.entry_seen(entry),
        entry=entry,
    )


def told_announcement(announcement: Notification, state: InboxState) -> events.Notification:
    """The wire form of an announcement that this person has no entry for."""
    return told(
        announcement,
        seq=announcement.seq,
        read=state.announcement_read(announcement),
        seen=state.announcement_seen(announcement),
    )


def entry_state(entry: InboxEntry, state: InboxState) -> events.EntryState:
    """What can be put back."""
    return events.EntryState(
        id=entry.notification_id,
        read=state.entry_read(entry),
        done=entry.done_at is not None,
        saved=entry.saved_at is not None,
        snoozed_until=entry.snoozed_until,
    )
