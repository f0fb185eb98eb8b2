"""Making and changing rooms."""

from django.db.models import Model

from accounts.actions import inbox
from accounts.models import User
from accounts.text import clean_line
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import Standing, standing_for
from rooms.actions.tell import save_and_tell_member, save_and_tell_room
from rooms.events import RoomSummary, room_stream
from rooms.models import NAME_LENGTH, TOPIC_LENGTH, Membership, Role, Room, Visibility
from rooms.selectors import room_summary


def _clean_visibility(value: str) -> str:
    if value not in Visibility.values:
        raise Refused("invalid", "A room is public or private.", "visibility")
    return value


class CreateRoom(Append[RoomSummary]):
    """Make a room; its maker is the owner."""

    def __init__(self, user_id: int, name: str, visibility: str, topic: str = "") -> None:
        self.user_id = user_id
        self.stream = inbox(user_id)
        self.name = clean_line(name, "name", NAME_LENGTH)
        self.topic = clean_line(topic, "topic", TOPIC_LENGTH, required=False)
        self.visibility = _clean_visibility(visibility)

    def write(self, tx: Tx) -> RoomSummary:
        user = User.objects.filter(pk=self.user_id, is_active=True).first()
        if user is None:
            raise Refused("unauthenticated", "Sign in first.")
        room = Room.objects.create(
            name=self.name, topic=self.topic, visibility=self.visibility, created_by=user
        )
        stream = room_stream(room.pk)
        tx.lock(stream)
        save_and_tell_member(tx, Membership(room=room, user=user, role=Role.OWNER, changed_seq=0))
        return room_summary(self.user_id, room.pk, tx.head(stream))


class UpdateRoom(Append[RoomSummary]):
    """Rename, describe, open or close, archive or bring back. None leaves a field as it is."""

    def __init__(
        self,
        actor_id: int,
        room_id: int,
        *,
        name: str | None = None,
        topic: str | None = None,
        visibility: str | None = None,
        archived: bool | None = None,
    ) -> None:
        self.actor_id, self.room_id = actor_id, room_id
        self.stream = room_stream(room_id)
        wanted = {
            "name": None if name is None else clean_line(name, "name", NAME_LENGTH),
            "topic": None if topic is None else clean_line(topic, "topic", TOPIC_LENGTH, required=False),
            "visibility": None if visibility is None else _clean_visibility(visibility),
        }
        self.archived = archived
        self.wanted = {field: value for field, value in wanted.items() if value is not None}

    def write(self, tx: Tx) -> RoomSummary:
        standing = standing_for(self.actor_id, self.room_id, "read")
        self._check(standing)
        room = Room.objects.get(pk=self.room_id)
        if _assign(room, self.wanted | ({} if self.archived is None else {"archived": self.archived})):
            save_and_tell_room(tx, room)
        return room_summary(self.actor_id, self.room_id, tx.head(self.stream))

    def _check(self, standing: Standing) -> None:
        if self.archived is not None and (refusal := standing.refusal("archive")):
            raise refusal
        # Who brings a room back may rename it in the same breath.
        alive = self.archived is False and standing.role == Role.OWNER
        if self.wanted and not alive and (refusal := standing.refusal("manage")):
            raise refusal


def _assign(record: Model, values: dict[str, object]) -> bool:
    """Set fields; True if any of them is new."""
    changed = {field: value for field, value in values.items() if getattr(record, field) != value}
    for field, value in changed.items():
        setattr(record, field, value)
    return bool(changed)
