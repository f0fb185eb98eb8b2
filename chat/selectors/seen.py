"""Who has read a message."""

from typing import Final

from django.utils.translation import gettext as _

from chat.events import SeenBy
from chat.selectors.history import readable_message
from realtime.errors import Refused
from rooms.models import Membership

SMALL_ROOM: Final = 30
"""Members. In larger rooms nobody is watched while reading."""


def seen_by(user_id: int, message_id: int) -> SeenBy:
    """Who of a small room has read up to a message, but its author. Raises Refused("conflict") in larger ones."""
    row = readable_message(user_id, message_id)
    members = Membership.objects.filter(room=row.room_id, removed_at=None)
    if members.count() > SMALL_ROOM:
        raise Refused(
            "conflict", _("Only rooms of up to %(count)d people show this.") % {"count": SMALL_ROOM}
        )
    readers = members.filter(read_seq__gte=row.created_seq).exclude(user=row.author_id)
    return SeenBy(users=list(readers.values_list("user__username", flat=True).order_by("user__username")))
