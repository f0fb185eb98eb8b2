"""What a person does with notifications: read, done, saved, snoozed; singly, in bulk, and undone; acknowledged."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import events
from notifications.actions.entries import InboxAppend, Touch, aware
from notifications.models import InboxEntry, Notification
from notifications.selectors import (
    Filter,
    all_entries,
    changeable,
    inbox_count,
    inbox_state,
    one,
    visible,
)
from realtime.append import Tx
from realtime.commit import append
from realtime.errors import Refused

PORTION: Final = 200
"""Entries changed in one commit, so that nobody else waits long."""
AT_ONCE: Final = 1_000
"""Changed by one request; what is left is said with `more`."""
LONGEST_SNOOZE: Final = timedelta(days=366)

Wanted = Sequence[int] | Filter


class ChangeEntries(InboxAppend[events.Changed]):
    """The same change for these ids, or for the newest of a part of the inbox that it would change.

    An id that is not in the person's inbox refuses all (`not_found`); announcements without an entry get one.
    """

    def __init__(self, user_id: int, wanted: Wanted, change: events.EntryChange) -> None:
        """Raises `Refused("invalid")` where the change says nothing or snoozes for too long."""
        super().__init__(user_id)
        self.wanted, self.change = wanted, checked(change)

    def write(self, tx: Tx) -> events.Changed:
        state = inbox_state(self.user_id)
        if isinstance(self.wanted, Filter):
            entries, open_ones, more = changeable(state, self.wanted, self.change, PORTION)
        else:
            entries, open_ones = self._named(self.wanted)
            more = False
        before = Touch(tx, self.stream, state).change(entries, open_ones, self.change)
        count = inbox_count(self.user_id)
        return events.Changed(before=before, more=more, unread=count.unread, unseen=count.unseen)

    def _named(self, ids: Sequence[int]) -> tuple[list[InboxEntry], list[Notification]]:
        entries, open_ones = visible(self.user_id, ids)
        if len(entries) + len(open_ones) != len(set(ids)):
            raise Refused("not_found", _("There is no such notification."), "ids")
        return entries, open_ones


def change_part(user_id: int, wanted: Filter, change: events.EntryChange) -> events.Changed:
    """Change a part of the inbox, up to a thousand of it, in several commits. Raises `Refused`."""
    before: list[events.EntryState] = []
    while True:
        result = append(ChangeEntries(user_id, wanted, change))
        before += result.before
        if not result.more or not result.before or len(before) >= AT_ONCE:
            return result.model_copy(update={"before": before})


class RestoreStates(InboxAppend[events.InboxCount]):
    """Put notifications back to how they stood (undo). What was taken away meanwhile stays away."""

    def __init__(self, user_id: int, states: Iterable[events.EntryState]) -> None:
        super().__init__(user_id)
        self.states_by_id = {each.id: each for each in states}

    def write(self, tx: Tx) -> events.InboxCount:
        rows = all_entries(self.user_id).filter(notification__in=self.states_by_id)
        entries = list(rows.order_by("notification_id"))
        if len(entries) != len(self.states_by_id):  # what was changed has an entry
            raise Refused("not_found", _("There is no such notification."), "states")
        stays = [entry for entry in entries if entry.removed_at is None]
        wanted = [(entry, _now_possible(self.states_by_id[entry.notification_id])) for entry in stays]
        Touch(tx, self.stream, inbox_state(self.user_id)).put(wanted)
        return inbox_count(self.user_id)


def restore(user_id: int, states: Sequence[events.EntryState]) -> events.InboxCount:
    """Undo, in portions. Raises `Refused`."""
    for start in range(0, max(len(states), 1), PORTION):
        count = append(RestoreStates(user_id, states[start : start + PORTION]))
    return count


def _now_possible(state: events.EntryState) -> events.EntryState:
    """A snooze that has run out meanwhile is not put back."""
    until = aware(state.snoozed_until) if state.snoozed_until else None
    left = until - timezone.now() if until else timedelta(0)
    return state.model_copy(
        update={"snoozed_until": until if timedelta(0) < left <= LONGEST_SNOOZE else None}
    )


def checked(change: events.EntryChange) -> events.EntryChange:
    """Raises `Refused("invalid")`."""
    if change == events.EntryChange():
        raise Refused("invalid", _("Say what is to be changed."), "change")
    if change.snoozed_until is None:
        return change
    until = aware(change.snoozed_until)
    if until - timezone.now() > LONGEST_SNOOZE:
        raise Refused("invalid", _("Snooze for a year at most."), "snoozed_until")
    return change.model_copy(update={"snoozed_until": until})


class Acknowledge(InboxAppend[events.Notification]):
    """Say that one has taken note of an announcement that asks for it; that reads it. A repeat changes nothing."""

    def __init__(self, user_id: int, notification_id: int) -> None:
        super().__init__(user_id)
        self.notification_id = notification_id

    def write(self, tx: Tx) -> events.Notification:
        known = one(self.user_id, self.notification_id)
        if not known.wants_ack:
            raise Refused("conflict", _("This asks for no acknowledgement."))
        if not known.acknowledged:
            touch = Touch(tx, self.stream, inbox_state(self.user_id))
            entries, open_ones = visible(self.user_id, [self.notification_id])
            touch.acknowledge(entries, open_ones)
        return one(self.user_id, self.notification_id)
