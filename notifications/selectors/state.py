"""What a person has read and seen without touching it one by one: their two marks."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from notifications.models import InboxEntry, Notification


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where: `seq` on the inbox stream (it covers what is below it), `announcements` on `announcements:all`
    (up to and including). Both 0 without a mark."""

    seq: int = 0
    announcements: int = 0


@dataclass(frozen=True, slots=True)
class InboxState:
    """The marks "all read" and "all seen" of a person. Announcements from before `joined_at` count as both."""

    user_id: int
    joined_at: datetime
    read: Mark
    seen: Mark

    def entry_read(self, entry: InboxEntry) -> bool:
        return entry.read_at is not None or entry.changed_seq < self.read.seq

    def entry_seen(self, entry: InboxEntry) -> bool:
        """What is read has been seen. An announcement appeared in its own stream, unless it came back."""
        if self.entry_read(entry):
            return True
        if entry.created_seq:
            return entry.created_seq < self.seen.seq
        return self._covers(self.seen, entry.notification)

    def announcement_read(self, announcement: Notification) -> bool:
        """Of an announcement without an entry."""
        return self._covers(self.read, announcement)

    def announcement_seen(self, announcement: Notification) -> bool:
        """Of an announcement without an entry."""
        return self._covers(self.read, announcement) or self._covers(self.seen, announcement)

    def _covers(self, mark: Mark, announcement: Notification) -> bool:
        return announcement.seq <= mark.announcements or announcement.created_at < self.joined_at


def inbox_state(user_id: int) -> InboxState:
    """One query. Raises `User.DoesNotExist`."""
    fields = User.objects.values_list(
        "date_joined",
        "inbox_mark__seq",
        "inbox_mark__announcements_seq",
        "seen_mark__seq",
        "seen_mark__announcements_seq",
    )
    joined_at, read, read_announcements, seen, seen_announcements = fields.get(pk=user_id)
    return InboxState(
        user_id,
        joined_at,
        Mark(read or 0, read_announcements or 0),
        Mark(seen or 0, seen_announcements or 0),
    )


def state_of(user: User) -> InboxState:
    """The same of somebody who was read with their marks (`inbox_mark`, `seen_mark`). No query."""
    read, seen = getattr(user, "inbox_mark", None), getattr(user, "seen_mark", None)
    return InboxState(
        user.pk,
        user.date_joined,
        Mark(read.seq, read.announcements_seq) if read else Mark(),
        Mark(seen.seq, seen.announcements_seq) if seen else Mark(),
    )
