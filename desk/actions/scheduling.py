"""Scheduled messages: planned, changed, cancelled, and what becomes of them when their time has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import inbox
from accounts.text import clean_text
from desk import events
from desk.access import check_place
from desk.events import ScheduledChanged
from desk.limits import LONGEST_WAIT_DAYS, MOST_SCHEDULED, too_many
from desk.models import FAULT_LENGTH, Scheduled
from desk.notices.own import not_sent
from desk.selectors import scheduled_of
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import standing_for

JUST_NOW: Final = timedelta(minutes=1)
"""So far back a time still means "now": clocks differ, and filling in a form takes a moment."""


def clean_moment(moment: datetime, field: str) -> datetime:
    """A time ahead, within a year. Raises Refused("invalid")."""
    if timezone.is_naive(moment):
        raise Refused("invalid", _("The time needs a time zone, like 2030-01-31T09:00:00Z."), field)
    now = timezone.now()
    if moment < now - JUST_NOW:
        raise Refused("invalid", _("This time is over."), field)
    if moment > now + timedelta(days=LONGEST_WAIT_DAYS):
        raise Refused("invalid", _("This is more than a year ahead."), field)
    return moment


def _clean_body(body: str) -> str:
    return clean_text(body, "body", settings.COLLAB["MAX_MESSAGE_CHARS"])


def _save_and_tell(tx: Tx, row: Scheduled) -> events.Scheduled:
    stream = inbox(row.user_id)
    row.changed_seq = tx.stamp(stream)
    row.save()
    tx.publish(ScheduledChanged(stream=stream, seq=row.changed_seq, scheduled=scheduled_of(row)))
    return scheduled_of(row)


@dataclass(frozen=True, slots=True)
class Planned:
    """`repeated`: this client_id was planned before, and this is that one."""

    scheduled: events.Scheduled
    repeated: bool


class ScheduleMessage(Append[Planned]):
    """Plan a message. A `client_id` that was planned before in this room returns that one and writes nothing."""

    def __init__(
        self,
        user_id: int,
        room_id: int,
        body: str,
        *,
        send_at: datetime,
        client_id: str,
        thread: int | None = None,
    ) -> None:
        self.user_id, self.room_id, self.thread, self.client_id = user_id, room_id, thread, client_id
        self.stream = inbox(user_id)
        self.body = _clean_body(body)
        self.send_at = clean_moment(send_at, "send_at")

    def write(self, tx: Tx) -> Planned:
        standing_for(self.user_id, self.room_id, "send")
        check_place(self.user_id, self.room_id, self.thread)
        mine = Scheduled.objects.filter(user=self.user_id)
        earlier = mine.filter(room=self.room_id, client_id=self.client_id).first()
        if earlier is not None:
            return Planned(scheduled_of(earlier), repeated=True)
        if mine.filter(state__in=("waiting", "failed")).count() >= MOST_SCHEDULED:
            raise too_many(MOST_SCHEDULED)
        row = Scheduled(
            user_id=self.user_id,
            room_id=self.room_id,
            thread_id=self.thread,
            body=self.body,
            client_id=self.client_id,
            send_at=self.send_at,
        )
        return Planned(_save_and_tell(tx, row), repeated=False)


class _OnScheduled:
    """An append to one planned message of one's own."""

    def __init__(self, user_id: int, scheduled_id: int) -> None:
        self.user_id, self.scheduled_id = user_id, scheduled_id
        self.stream = inbox(user_id)

    def fetch(self) -> Scheduled:
        """Raises Refused: it is not there, or it is too late to change anything."""
        row = Scheduled.objects.filter(pk=self.scheduled_id, user=self.user_id).first()
        if row is None:
            raise Refused("not_found", _("There is no such scheduled message."))
        if row.state == Scheduled.State.SENT:
            raise Refused("conflict", _("This message was sent already."))
        if row.state == Scheduled.State.CANCELLED:
            raise Refused("gone", _("This message was cancelled."))
        if row.claimed_at is not None and row.state == Scheduled.State.WAITING:
            raise Refused("conflict", _("This message is being sent right now."))
        return row


class ChangeScheduled(_OnScheduled, Append[events.Scheduled]):
    """Another text or another time; None leaves it. One that failed waits again when it gets a new time."""

    def __init__(
        self, user_id: int, scheduled_id: int, body: str | None = None, send_at: datetime | None = None
    ) -> None:
        super().__init__(user_id, scheduled_id)
        self.body = None if body is None else _clean_body(body)
        self.send_at = None if send_at is None else clean_moment(send_at, "send_at")

    def write(self, tx: Tx) -> events.Scheduled:
        row = self.fetch()
        before = (row.body, row.send_at, row.state)
        if self.body is not None:
            row.body = self.body
        if self.send_at is not None:
            row.send_at, row.state, row.fault, row.claimed_at = (
                self.send_at,
                Scheduled.State.WAITING,
                "",
                None,
            )
        if (row.body, row.send_at, row.state) == before:
            return scheduled_of(row)
        return _save_and_tell(tx, row)


class CancelScheduled(_OnScheduled, Append[events.Scheduled]):
    """Take a message back before it is sent, or put a failed one away."""

    def write(self, tx: Tx) -> events.Scheduled:
        row = self.fetch()
        row.state = Scheduled.State.CANCELLED
        return _save_and_tell(tx, row)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is to be sent now, as it stood when it was claimed."""

    user_id: int
    room_id: int
    thread: int | None
    body: str
    client_id: str
    send_at: datetime


class ClaimScheduled(Append[Claimed | None]):
    """Begin to send: from here on its author can neither change nor cancel it. None: it is not due any more.

    Nobody is told, so nothing is stamped; the inbox is locked so that a change and a claim cannot both win. Claiming
    again is how a node goes on with what another one had begun when it died.
    """

    def __init__(self, user_id: int, scheduled_id: int) -> None:
        self.scheduled_id = scheduled_id
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> Claimed | None:
        due = Scheduled.objects.filter(
            pk=self.scheduled_id, state=Scheduled.State.WAITING, send_at__lte=timezone.now()
        )
        row = due.first()
        if row is None:
            return None
        due.update(claimed_at=timezone.now())
        return Claimed(row.user_id, row.room_id, row.thread_id, row.body, row.client_id, row.send_at)


class EndScheduled(Append[None]):
    """It was sent; or it was not, and `fault` says why. With `later` it is tried again by the next round."""

    def __init__(self, user_id: int, scheduled_id: int, fault: str = "", *, later: bool = False) -> None:
        self.scheduled_id, self.fault, self.later = scheduled_id, fault[:FAULT_LENGTH], later
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> None:
        row = Scheduled.objects.filter(pk=self.scheduled_id, state=Scheduled.State.WAITING).first()
        if row is None:
            return
        row.claimed_at = None
        if self.later:
            row.save(update_fields=["claimed_at"])
            return
        row.state = Scheduled.State.FAILED if self.fault else Scheduled.State.SENT
        row.fault = self.fault
        _save_and_tell(tx, row)
        if self.fault:
            not_sent(tx, row)
