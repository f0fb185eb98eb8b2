"""Resolving a comment, and opening it again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from chat.actions.tell import save_and_tell
from chat.events import Message
from chat.selectors import message_of
from comments.access import comment_for
from comments.marks import marked
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.events import room_stream


class ResolveComment(Append[Message]):
    """Say that a comment is settled, or that it is not: whoever may comment in the document. Again: nothing happens.

    `room_id` is the place of its thread.
    """

    def __init__(self, user_id: int, comment_id: int, room_id: int, *, on: bool) -> None:
        self.user_id, self.comment_id, self.room_id, self.on = user_id, comment_id, room_id, on
        self.stream = room_stream(room_id)

    def write(self, tx: Tx) -> Message:
        row, message = comment_for(self.user_id, self.comment_id, "comment")
        if message.room_id != self.room_id:
            raise Refused("conflict", _("The comment was just moved. Try again."))
        if (row.resolved_at is not None) == self.on:
            return message_of(message)
        row.resolved_at = timezone.now() if self.on else None
        row.resolved_by = User.objects.get(pk=self.user_id) if self.on else None
        row.save(update_fields=["resolved_at", "resolved_by"])
        message.extra = marked(message.extra, row)
        return save_and_tell(tx, message, "extra")
