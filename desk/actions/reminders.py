"""Reminders: a word to oneself at a time, which then is a notification."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import inbox
from accounts.text import clean_line
from chat.models import Message
from desk import events
from desk.access import check_place, message_for
from desk.actions.scheduling import clean_moment
from desk.events import ReminderChanged
from desk.limits import MOST_REMINDERS, too_many
from desk.models import REMINDER_LENGTH, Reminder
from desk.notices.own import remind
from desk.selectors import reminder_of
from realtime.append import Append, Tx
from realtime.errors import Refused


def _save_and_tell(tx: Tx, row: Reminder) -> events.Reminder:
    stream = inbox(row.user_id)
    row.changed_seq = tx.stamp(stream)
    row.save()
    tx.publish(ReminderChanged(stream=stream, seq=row.changed_seq, reminder=reminder_of(row)))
    return reminder_of(row)


@dataclass(frozen=True, slots=True)
class Remembered:
    """`repeated`: this client_id was used before, and this is that reminder."""

    reminder: events.Reminder
    repeated: bool


class MakeReminder(Append[Remembered]):
    """Ask to be reminded of a message, of a text (in a room, perhaps), or of a message with a text."""

    def __init__(
        self,
        user_id: int,
        due_at: datetime,
        text: str = "",
        *,
        message_id: int | None = None,
        room_id: int | None = None,
        client_id: str = "",
    ) -> None:
        self.user_id, self.message_id, self.room_id, self.client_id = user_id, message_id, room_id, client_id
        self.stream = inbox(user_id)
        self.text = clean_line(text, "text", REMINDER_LENGTH, required=message_id is None)
        self.due_at = clean_moment(due_at, "due_at")

    def write(self, tx: Tx) -> Remembered:
        mine = Reminder.objects.filter(user=self.user_id)
        earlier = mine.filter(client_id=self.client_id).first() if self.client_id else None
        if earlier is not None:
            return Remembered(reminder_of(earlier), repeated=True)
        if mine.filter(state="waiting").count() >= MOST_REMINDERS:
            raise too_many(MOST_REMINDERS)
        row = Reminder(
            user_id=self.user_id,
            room_id=self._room(),
            message_id=self.message_id,
            text=self.text,
            client_id=self.client_id,
            due_at=self.due_at,
        )
        return Remembered(_save_and_tell(tx, row), repeated=False)

    def _room(self) -> int | None:
        if self.message_id is not None:
            return message_for(self.user_id, self.message_id).room_id
        if self.room_id is not None:
            check_place(self.user_id, self.room_id, None)
        return self.room_id


class CancelReminder(Append[events.Reminder]):
    """Forget it. Again: nothing happens."""

    def __init__(self, user_id: int, reminder_id: int) -> None:
        self.user_id, self.reminder_id = user_id, reminder_id
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> events.Reminder:
        row = Reminder.objects.filter(pk=self.reminder_id, user=self.user_id).first()
        if row is None:
            raise Refused("not_found", _("There is no such reminder."))
        if row.state != Reminder.State.WAITING:
            return reminder_of(row)
        row.state = Reminder.State.CANCELLED
        return _save_and_tell(tx, row)


class FireReminder(Append[bool]):
    """Its time has come: one notification, in the same commit as the end of its waiting. False: it is not due."""

    def __init__(self, user_id: int, reminder_id: int) -> None:
        self.reminder_id = reminder_id
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> bool:
        due = Reminder.objects.filter(pk=self.reminder_id, state="waiting", due_at__lte=timezone.now())
        row = due.select_related("user").first()
        if row is None:
            return False
        row.state = Reminder.State.DONE
        _save_and_tell(tx, row)
        if row.user.is_active:
            remind(tx, row, self._message(row))
        return True

    @staticmethod
    def _message(row: Reminder) -> Message | None:
        """The message it is about, while it is there to be read."""
        if row.message_id is None:
            return None
        try:
            message = message_for(row.user_id, row.message_id)
        except Refused:
            return None
        return None if message.deleted_at else message
