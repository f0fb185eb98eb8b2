"""A person's own order of their rooms. Only they see it, so only their inbox is told."""

from math import isfinite
from typing import Final

from django.utils.translation import gettext as _

from accounts.actions import inbox
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import standing_for
from rooms.actions.common import present
from rooms.actions.tell import tell_own
from rooms.events import RoomSummary
from rooms.selectors import room_summary

FARTHEST: Final = 1e12


class ArrangeRoom(Append[RoomSummary]):
    """Set what is given of `favourite` and `position`; a position of None is the usual order."""

    def __init__(self, user_id: int, room_id: int, **wishes: bool | float | None) -> None:
        self.user_id, self.room_id = user_id, room_id
        self.stream = inbox(user_id)
        position = wishes.get("position")
        if position is not None and not (isfinite(position) and abs(position) <= FARTHEST):
            raise Refused("invalid", _("This is no position."), "position")
        self.wishes = {field: wishes[field] for field in ("favourite", "position") if field in wishes}

    def write(self, tx: Tx) -> RoomSummary:
        standing_for(self.user_id, self.room_id, "read")
        found = present(self.room_id, self.user_id)
        if found is None:
            raise Refused("forbidden", _("Join the room to keep it in your list."))
        changed = [field for field, value in self.wishes.items() if getattr(found, field) != value]
        if changed:
            for field in changed:
                setattr(found, field, self.wishes[field])
            found.inbox_seq = tx.stamp(self.stream)
            # The room's stream is not locked, so nothing else of the row may be written back.
            found.save(update_fields=[*changed, "inbox_seq"])
            tell_own(tx, found)
        return room_summary(self.user_id, self.room_id)
