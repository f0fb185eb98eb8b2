"""May they? What one keeps belongs to oneself; these are the checks of the rooms and messages it is about."""

from django.utils.translation import gettext as _

from chat.models import Message
from chat.selectors import no_such_message
from realtime.errors import Refused
from rooms.access import standing_for


def check_place(user_id: int, room_id: int, thread: int | None) -> None:
    """Whether the person may read this room, and the thread is one of it. Raises Refused."""
    standing_for(user_id, room_id, "read")
    if thread is None:
        return
    if not Message.objects.filter(pk=thread, room=room_id, root=None).exists():
        raise Refused("not_found", _("There is no such thread in this room."), "thread")


def message_for(user_id: int, message_id: int) -> Message:
    """The message if the person may read it, with its author. Raises Refused("not_found")."""
    row = Message.objects.select_related("author").filter(pk=message_id).first()
    if row is None:
        raise no_such_message()
    try:
        standing_for(user_id, row.room_id, "read")
    except Refused as refusal:
        raise no_such_message() from refusal
    return row
