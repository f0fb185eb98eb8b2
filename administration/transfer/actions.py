"""The appends of an import: the room without anybody in it, its messages in portions, and at last its people.

Nobody can see the room before the last one, so an import that fails leaves nothing behind that was seen.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import audit
from accounts.actions import inbox
from accounts.models import User
from administration.access import check_staff
from administration.transfer.form import ExportedMessage, ExportedRoom
from administration.transfer.remap import Maps, clean, columns
from chat.events import MessageCreated
from chat.markdown import render
from chat.models import Edit, Message
from chat.selectors import message_of
from realtime.append import Append, Tx
from rooms.actions.tell import save_and_tell_members, save_and_tell_room
from rooms.events import room_stream
from rooms.models import Membership, Role, Room, Visibility
from rooms.settings import clean_settings


class MakeEmptyRoom(Append[int]):
    """A private room that nobody is in. The result is its id."""

    def __init__(self, actor_id: int, told: ExportedRoom) -> None:
        self.actor_id, self.told = actor_id, told
        self.stream = inbox(actor_id)
        names = ("topic", "description", "emoji", "posting", "slow_mode", "retention_days")
        wishes = {name: getattr(told, name) for name in names}
        name = told.name or f"{told.kind} {told.created_at:%Y-%m-%d}"
        self.settings = clean_settings({"name": name, "visibility": Visibility.PRIVATE} | wishes)

    def write(self, tx: Tx) -> int:
        check_staff(self.actor_id)
        room = Room.objects.create(
            created_by_id=self.actor_id, created_at=self.told.created_at, **self.settings
        )
        tx.lock(room_stream(room.pk))
        return room.pk


class Numbered(NamedTuple):
    """A line of the export and its author here; `number` makes its `client_id`."""

    number: int
    line: ExportedMessage
    author: User


class AddHistory(Append[dict[int, int]]):
    """Write a portion of messages; their ids here by those of the export. Wants what they reply to in `maps`, or in
    the same portion before them."""

    def __init__(self, room_id: int, portion: Sequence[Numbered], maps: Maps) -> None:
        self.room_id, self.portion, self.maps = room_id, portion, maps
        self.stream = room_stream(room_id)
        self.rows = [self._row(each) for each in portion]  # rendering is not the writer's work

    def _row(self, each: Numbered) -> Message:
        return Message(
            room_id=self.room_id,
            author=each.author,
            client_id=f"import-{each.number}",
            **columns(each.line.message, self.maps),
        )

    def write(self, tx: Tx) -> dict[int, int]:
        for row in self.rows:
            row.pk = None  # the portion may be tried a second time
            row.created_seq = row.changed_seq = tx.stamp(self.stream)
        ids: dict[int, int] = {}
        pairs = list(zip(self.portion, self.rows, strict=True))
        for is_reply in (False, True):
            some = [pair for pair in pairs if (pair[0].line.message.thread is not None) == is_reply]
            for each, row in some:
                thread = each.line.message.thread
                row.root_id = None if thread is None else (ids | self.maps.messages).get(thread)
            Message.objects.bulk_create([row for _, row in some])
            ids |= {each.line.message.id: row.pk for each, row in some}
        self._lead_quotes(pairs, ids)
        Edit.objects.bulk_create(self._edits(pairs))
        for row in self.rows:
            event = MessageCreated(stream=self.stream, seq=row.created_seq, message=message_of(row))
            tx.publish(event)
        return ids

    def _lead_quotes(self, pairs: Sequence[tuple[Numbered, Message]], ids: dict[int, int]) -> None:
        """Quotes of messages that got their ids just now."""
        led = []
        for each, row in pairs:
            quote = each.line.message.extra.quote if each.line.message.extra else None
            if quote is None or not row.extra or quote.room != self.maps.room[0] or quote.message not in ids:
                continue
            row.extra["quote"] |= {"message": ids[quote.message], "room": self.room_id}
            led.append(row)
        if led:
            Message.objects.bulk_update(led, ["extra"])

    def _edits(self, pairs: Sequence[tuple[Numbered, Message]]) -> list[Edit]:
        longest = self.maps.longest
        return [
            Edit(message=row, body=body, html=render(body) if body else "", at=version.at)
            for each, row in pairs
            if row.deleted_at is None
            for version in each.line.edits
            for body in (clean(version.body, longest),)
        ]


class OpenRoom(Append[None]):
    """Let people in: `roles` by user id, with the one who imports as an owner."""

    def __init__(
        self, actor_id: int, room_id: int, told: ExportedRoom, roles: dict[int, str], **found: Any
    ) -> None:
        self.actor_id, self.room_id, self.told = actor_id, room_id, told
        self.roles, self.found = roles | {actor_id: Role.OWNER.value}, found
        self.stream = room_stream(room_id)

    def streams(self) -> Sequence[str]:
        return (self.stream, *(inbox(user_id) for user_id in self.roles))

    def write(self, tx: Tx) -> None:
        check_staff(self.actor_id)
        room = Room.objects.get(pk=self.room_id)
        public = self.told.visibility == Visibility.PUBLIC and self.told.kind == "room"
        room.visibility = Visibility.PUBLIC if public else Visibility.PRIVATE
        save_and_tell_room(tx, room)
        users = User.objects.filter(pk__in=self.roles, is_active=True).order_by("pk")
        members = [
            Membership(
                room=room,
                user=user,
                role=Role.GUEST if user.is_guest else self.roles[user.pk],
                changed_seq=0,
            )
            for user in users
        ]
        save_and_tell_members(tx, members)
        audit.record(tx, self.actor_id, "room.imported", room=room.pk, target=room.name, **self.found)
