"""Making and changing rooms, and handing them over."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

import audit
from accounts.actions import inbox, touch_access
from accounts.models import User
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import Standing, standing_for
from rooms.actions.common import InRoom, present
from rooms.actions.tell import save_and_tell_member, save_and_tell_members, save_and_tell_room
from rooms.events import RoomSummary, room_stream
from rooms.models import Membership, Role, Room
from rooms.selectors import room_summary
from rooms.settings import clean_settings


class CreateRoom(Append[RoomSummary]):
    """Make a room; its maker is the owner. `more`: other settings (rooms/settings.py)."""

    def __init__(self, user_id: int, name: str, visibility: str, topic: str = "", **more: Any) -> None:
        self.user_id = user_id
        self.stream = inbox(user_id)
        self.settings = clean_settings({"name": name, "visibility": visibility, "topic": topic} | more)

    def write(self, tx: Tx) -> RoomSummary:
        user = User.objects.filter(pk=self.user_id, is_active=True).first()
        if user is None:
            raise Refused("unauthenticated", _("Sign in first."))
        if user.is_guest:
            raise Refused("forbidden", _("Guests do not make rooms."))
        room = Room.objects.create(created_by=user, **self.settings)
        stream = room_stream(room.pk)
        tx.lock(stream)
        save_and_tell_member(tx, Membership(room=room, user=user, role=Role.OWNER, changed_seq=0))
        audit.record(
            tx, self.user_id, "room.created", room=room.pk, target=room.name, visibility=room.visibility
        )
        return room_summary(self.user_id, room.pk, tx.head(stream))


class UpdateRoom(Append[RoomSummary]):
    """Rename, describe, open or close, archive or bring back. What is left out or None stays as it is, but for
    `retention_days`, where None means for ever."""

    def __init__(self, actor_id: int, room_id: int, *, archived: bool | None = None, **wishes: Any) -> None:
        self.actor_id, self.room_id = actor_id, room_id
        self.stream = room_stream(room_id)
        self.archived = archived
        self.wanted = clean_settings(wishes)

    def write(self, tx: Tx) -> RoomSummary:
        self._check(standing_for(self.actor_id, self.room_id, "read"))
        room = Room.objects.get(pk=self.room_id)
        changes = _assign(room, self.wanted)
        moved = _assign(room, {} if self.archived is None else {"archived": self.archived})
        if changes or moved:
            save_and_tell_room(tx, room)
        if changes:
            audit.record(tx, self.actor_id, "room.changed", room=room.pk, target=room.name, changes=changes)
        if moved:
            action = "room.archived" if room.archived else "room.restored"
            audit.record(tx, self.actor_id, action, room=room.pk, target=room.name)
        return room_summary(self.actor_id, self.room_id, tx.head(self.stream))

    def _check(self, standing: Standing) -> None:
        if self.archived is not None and (refusal := standing.refusal("archive")):
            raise refusal
        # Who brings a room back may rename it in the same breath.
        alive = self.archived is False and standing.role == Role.OWNER
        if self.wanted and not alive and (refusal := standing.refusal("manage")):
            raise refusal


def _assign(room: Room, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Set fields; what was changed as {field: [before, after]}."""
    changes = {}
    for field, value in values.items():
        before = getattr(room, field)
        if before != value:
            changes[field] = [before, value]
            setattr(room, field, value)
    return changes


class TransferRoom(InRoom, Append[RoomSummary]):
    """Make a member the owner; who hands over stays as an admin."""

    def __init__(self, actor_id: int, room_id: int, user_id: int) -> None:
        super().__init__(room_id, user_id)
        self.actor_id = actor_id

    def streams(self) -> Sequence[str]:
        return (*super().streams(), inbox(self.actor_id))

    def write(self, tx: Tx) -> RoomSummary:
        standing_for(self.actor_id, self.room_id, "transfer")
        mine, theirs = present(self.room_id, self.actor_id), present(self.room_id, self.user_id)
        if theirs is None or not theirs.user.is_active:
            raise Refused("not_found", _("This person is not in the room."), "username")
        if theirs.user.is_guest:
            raise Refused("conflict", _("Guests of the workspace stay guests."), "username")
        if mine is None or mine.user_id == theirs.user_id:
            raise Refused("conflict", _("The room is yours already."), "username")
        mine.role, theirs.role, theirs.silenced_until = Role.ADMIN, Role.OWNER, None
        save_and_tell_members(tx, [theirs, mine])
        touch_access(tx, self.actor_id)
        audit.record(tx, self.actor_id, "room.transferred", room=self.room_id, target=theirs.user.username)
        return room_summary(self.actor_id, self.room_id, tx.head(self.stream))
