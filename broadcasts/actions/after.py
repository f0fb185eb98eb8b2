"""After it is sent: editing, taking back, the end of its time. And a test to oneself before.

What everybody has is one row and one event. What is in inboxes changes at once in the row that they share; those who
have it are told in portions (`TellRound`), because each inbox is a stream of its own.
"""

from collections.abc import Sequence
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.actions import inbox
from accounts.models import User
from broadcasts import events
from broadcasts.access import RUNNING, broadcast_for, sender
from broadcasts.actions.common import OfBroadcasts, save_and_tell
from broadcasts.actions.portions import save_progress, taken
from broadcasts.checking import Faults, times, words
from broadcasts.events import BroadcastWish
from broadcasts.keeping import changed, kept, put_wish, wish_of
from broadcasts.models import Broadcast, Round, State
from broadcasts.selectors import broadcast_of
from notifications.access import ANNOUNCEMENTS
from notifications.actions.sending import announce_change, new_row, put_into_inboxes, words_of
from notifications.drafts import Draft
from notifications.events import Notification as Told
from notifications.events import NotificationRemoved, NotificationUpdated
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors import InboxState, state_of, told, told_entry
from realtime.append import Tx
from realtime.errors import Refused

EDITABLE: Final = frozenset(
    {"title", "body", "url", "level", "wants_ack", "translations", "values", "expires_at"}
)


class _OfSent(OfBroadcasts[events.Broadcast]):
    """An append of somebody who may, on what is going out or has gone out."""

    def __init__(self, user_id: int, broadcast_id: int) -> None:
        self.user_id, self.broadcast_id = user_id, broadcast_id

    def more_streams(self) -> Sequence[str]:
        return (ANNOUNCEMENTS,)

    def sent(self) -> tuple[Broadcast, Notification]:
        row = broadcast_for(sender(self.user_id), self.broadcast_id)
        if row.state not in RUNNING or row.notification is None:
            raise Refused("conflict", _("This is not out, so it cannot be changed or taken back."))
        return row, row.notification


class EditSent(_OfSent):
    """Change the words, the link, the level or the end of what is out. Everybody sees it, as edited."""

    def __init__(self, user_id: int, broadcast_id: int, change: BroadcastWish) -> None:
        super().__init__(user_id, broadcast_id)
        self.change = change

    def write(self, tx: Tx) -> events.Broadcast:
        row, notification = self.sent()
        able = sender(self.user_id)
        stands = wish_of(row)
        wish = kept(changed(stands, self.change), self.user_id)
        self._refuse_what_is_past(stands, wish)
        able.check(wish.audience, wish.level)
        draft = checked_words(wish, self.user_id)
        if wish != stands:
            put_wish(row, wish)
            row.edited_at = notification.edited_at = timezone.now()
            for name, value in words_of(draft).items():
                setattr(notification, name, value)
            notification.expires_at = row.expires_at
            tell_readers(tx, row, notification, Round.EDITED)
            save_and_tell(tx, row)
            audit.record(tx, self.user_id, "broadcast.edited", target=row.title, broadcast=row.pk)
        return broadcast_of(able, row)

    @staticmethod
    def _refuse_what_is_past(stands: BroadcastWish, wish: BroadcastWish) -> None:
        for name in BroadcastWish.model_fields.keys() - EDITABLE:
            if getattr(stands, name) != getattr(wish, name):
                raise Refused("conflict", _("It is out: only its words and its end can be changed."), name)


def checked_words(wish: BroadcastWish, user_id: int) -> Draft:
    """The texts as they go out, and an end that is to come. Raises the first Refused."""
    faults = Faults()
    draft = words(wish, user_id, faults)
    times(wish.model_copy(update={"send_at": None}), user_id, timezone.now(), faults)
    if draft is None or faults.found:
        raise faults.found[0]
    return draft


class Recall(_OfSent):
    """Take it back: it goes from every inbox; what was not pushed or mailed yet is not sent. Again: nothing happens."""

    def write(self, tx: Tx) -> events.Broadcast:
        able = sender(self.user_id)
        row = broadcast_for(able, self.broadcast_id)
        if row.state != State.RECALLED:
            row, notification = self.sent()
            end(tx, row, notification, State.RECALLED)
            audit.record(tx, self.user_id, "broadcast.recalled", target=row.title, broadcast=row.pk)
        return broadcast_of(able, row)


class Expire(OfBroadcasts[bool]):
    """Its time is over. False where it was taken back or prolonged meanwhile."""

    def __init__(self, broadcast_id: int) -> None:
        self.broadcast_id = broadcast_id

    def more_streams(self) -> Sequence[str]:
        return (ANNOUNCEMENTS,)

    def write(self, tx: Tx) -> bool:
        row = taken(self.broadcast_id)
        if row is None or row.state not in RUNNING or row.notification is None:
            return False
        if row.expires_at is None or row.expires_at > timezone.now():
            return False
        end(tx, row, row.notification, State.EXPIRED)
        return True


def end(tx: Tx, row: Broadcast, notification: Notification, state: State) -> None:
    """It is not there any more."""
    row.state = state
    row.recalled_at = notification.recalled_at = timezone.now()
    row.ways_done = True
    tell_readers(tx, row, notification, Round.REMOVED)
    save_and_tell(tx, row)


def tell_readers(tx: Tx, row: Broadcast, notification: Notification, what: Round) -> None:
    """Save the notification, and tell everybody now or, where it is in inboxes, begin to."""
    if notification.audience == Audience.EVERYONE:
        announce_change(tx, notification)
    else:
        notification.save()
        row.round, row.round_after = what, 0


def entries_after(row: Broadcast) -> QuerySet[InboxEntry]:
    """Entries that are still to be told of the round, the earliest first."""
    found = InboxEntry.objects.filter(
        notification=row.notification_id, pk__gt=row.round_after, removed_at=None
    )
    return found.order_by("pk")


class TellRound(OfBroadcasts[bool]):
    """Tell a portion of those who have it that it was edited or is gone. `entries`: (entry, user), read before the
    transaction to name the inboxes. False where it was not their turn."""

    def __init__(
        self, broadcast_id: int, what: str, after: int, entries: Sequence[tuple[int, int]], *, last: bool
    ) -> None:
        self.broadcast_id, self.what, self.after = broadcast_id, what, after
        self.entries, self.last = tuple(entries), last

    def more_streams(self) -> Sequence[str]:
        return [inbox(user_id) for _entry, user_id in self.entries]

    def write(self, tx: Tx) -> bool:
        row = taken(self.broadcast_id)
        if row is None or row.round != self.what or row.round_after != self.after or row.notification is None:
            return False
        self._tell(tx, row.notification)
        row.round_after = self.entries[-1][0] if self.entries else row.round_after
        if self.last:
            row.round, row.round_after = Round.NONE, 0
        save_progress(tx, row)
        return True

    def _tell(self, tx: Tx, notification: Notification) -> None:
        ids = [entry for entry, _user in self.entries]
        found = InboxEntry.objects.filter(pk__in=ids, removed_at=None).select_related(
            "user__inbox_mark", "user__seen_mark"
        )
        entries = list(found.order_by("pk"))
        now = timezone.now()
        for entry in entries:
            entry.notification = notification
            state = state_of(entry.user)
            if entry.read_at is None and state.entry_read(entry):
                entry.read_at = now  # its new sequence is not covered by "all read" any more
            if self.what == Round.REMOVED:
                entry.removed_at = now
            stream = inbox(entry.user_id)
            entry.changed_seq = tx.stamp(stream)
            tx.publish(_event(stream, entry, state))
        InboxEntry.objects.bulk_update(entries, ["read_at", "removed_at", "changed_seq"], batch_size=500)


def _event(stream: str, entry: InboxEntry, state: InboxState) -> NotificationUpdated | NotificationRemoved:
    if entry.removed_at is not None:
        return NotificationRemoved(stream=stream, seq=entry.changed_seq, notification=entry.notification_id)
    return NotificationUpdated(stream=stream, seq=entry.changed_seq, notification=told_entry(entry, state))


class TestToMyself(OfBroadcasts[Told]):
    """What it would be, to nobody but the sender. It is kept nowhere else."""

    __test__ = False  # it is no test of pytest's

    def __init__(self, user_id: int, draft: Draft) -> None:
        self.user_id, self.draft = user_id, draft
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> Told:
        sender(self.user_id)
        me = User.objects.get(pk=self.user_id)
        row = new_row(me, self.draft, Audience.USER)
        row.save()
        put_into_inboxes(tx, row, [me.pk])
        return told(row, seq=row.seq)
