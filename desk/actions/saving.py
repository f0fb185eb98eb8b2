"""Saved messages: kept for later, by oneself for oneself."""

from django.utils import timezone

from accounts.actions import inbox
from desk.access import message_for
from desk.events import SavedChanged
from desk.limits import MOST_SAVED, too_many
from desk.models import Saved
from realtime.append import Append, Tx


class SaveMessage(Append[None]):
    """Keep a message, or (`on` false) not any more. What is so already stays so."""

    def __init__(self, user_id: int, message_id: int, *, on: bool) -> None:
        self.user_id, self.message_id, self.on = user_id, message_id, on
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> None:
        row = Saved.objects.filter(user=self.user_id, message=self.message_id).first()
        if (row is not None and row.removed_at is None) == self.on:
            return
        room_id = self._room(row)
        row = row or Saved(user_id=self.user_id, message_id=self.message_id)
        row.removed_at = None if self.on else timezone.now()
        row.saved_at = timezone.now() if self.on else row.saved_at
        row.changed_seq = tx.stamp(self.stream)
        row.save()
        tx.publish(
            SavedChanged(
                stream=self.stream,
                seq=row.changed_seq,
                message=self.message_id,
                room=room_id,
                saved=self.on,
            )
        )

    def _room(self, row: Saved | None) -> int:
        """The message's room. To save takes the right to read; to let go does not."""
        if not self.on and row is not None:
            return row.message.room_id
        room_id = message_for(self.user_id, self.message_id).room_id
        if Saved.objects.filter(user=self.user_id, removed_at=None).count() >= MOST_SAVED:
            raise too_many(MOST_SAVED)
        return room_id
