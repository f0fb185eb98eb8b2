"""Due work: scheduled messages are sent, reminders come up. Rows are the truth; a missed look only delays."""

import logging
from datetime import timedelta
from typing import Final

from django.utils import timezone

from accounts.models import User
from desk.actions import ClaimScheduled, EndScheduled, FireReminder
from desk.models import DocumentMention, Reminder, Scheduled
from desk.notices.documents import tell_document
from desk.notices.rooms import tell_what_was_left
from desk.saying import say
from jobs.registry import every
from realtime.commit import append
from realtime.errors import Refused

log = logging.getLogger(__name__)

PORTION: Final = 200
PASSING: Final = frozenset({"too_fast", "unavailable", "internal"})
"""Refusals that may be over the next time."""
PAUSE: Final = timedelta(seconds=3)
GIVE_UP: Final = timedelta(hours=1)


@every(2, "send scheduled messages")
def send_scheduled() -> None:
    """Send what is due, as its author, with the rights they have now."""
    due = Scheduled.objects.filter(state=Scheduled.State.WAITING, send_at__lte=timezone.now())
    for scheduled_id, user_id in list(due.order_by("send_at", "pk").values_list("pk", "user")[:PORTION]):
        try:
            _send(scheduled_id, user_id)
        except Refused as refusal:  # the database is away, or the like: the next round goes on
            log.warning("scheduled message %d: %s", scheduled_id, refusal)


def _send(scheduled_id: int, user_id: int) -> None:
    claimed = append(ClaimScheduled(user_id, scheduled_id))
    if claimed is None:
        return
    user = User.objects.get(pk=user_id)
    try:
        say(
            user_id,
            user.username,
            claimed.room_id,
            claimed.body,
            claimed.client_id,
            thread=claimed.thread,
        )
    except Refused as refusal:
        later = refusal.code in PASSING and timezone.now() - claimed.send_at < GIVE_UP
        append(EndScheduled(user_id, scheduled_id, refusal.message, later=later))
    else:
        append(EndScheduled(user_id, scheduled_id))


@every(1, "tell of mentions in documents")
def tell_mentions() -> None:
    """Tell those whom a document mentions, a moment after it did: the sentence around it is part of the word."""
    due = DocumentMention.objects.filter(done_at=None, created_at__lte=timezone.now() - PAUSE)
    for document_id in list(
        due.order_by("created_at").values_list("document", flat=True).distinct()[:PORTION]
    ):
        try:
            tell_document(document_id)
        except Refused as refusal:  # the next round goes on
            log.warning("mentions in document %d: %s", document_id, refusal)


@every(2, "bring reminders up")
def fire_reminders() -> None:
    """Make notifications of the reminders that are due."""
    due = Reminder.objects.filter(state=Reminder.State.WAITING, due_at__lte=timezone.now())
    for reminder_id, user_id in list(due.order_by("due_at", "pk").values_list("pk", "user")[:PORTION]):
        append(FireReminder(user_id, reminder_id))


@every(60, "tell of what rooms ask for")
def tell_of_rooms() -> None:
    """Tell those who run rooms of requests and reports that a process which ended left untold."""
    tell_what_was_left()
