"""What the staff may change in rooms that they need not be in. Each act is written down."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.actions import inbox, touch_access
from administration.access import check_staff
from chat.actions.report import resolve
from chat.models import Report
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.abilities import RANK
from rooms.access import no_such_room
from rooms.actions.common import InRoom, enter, owners, present
from rooms.actions.tell import save_and_tell_member, save_and_tell_removal, save_and_tell_room
from rooms.events import room_stream
from rooms.models import Kind, Membership, Role, Room
from rooms.settings import clean_settings


class KeepRoom(Append[bool]):
    """Change a room's settings, archive it or bring it back. The result says whether anything changed."""

    def __init__(self, actor_id: int, room_id: int, *, archived: bool | None = None, **wishes: Any) -> None:
        self.actor_id, self.room_id = actor_id, room_id
        self.stream = room_stream(room_id)
        self.archived, self.wanted = archived, clean_settings(wishes)

    def write(self, tx: Tx) -> bool:
        check_staff(self.actor_id)
        room = _room(self.room_id)
        if self.wanted and room.kind != Kind.ROOM:
            raise Refused("conflict", _("Direct and group messages have no settings."))
        changes = {
            field: [getattr(room, field), value]
            for field, value in self.wanted.items()
            if getattr(room, field) != value
        }
        moved = self.archived is not None and self.archived != room.archived
        for field, (_before, value) in changes.items():
            setattr(room, field, value)
        if moved:
            room.archived = bool(self.archived)
        if changes or moved:
            save_and_tell_room(tx, room)
        if changes:
            audit.record(tx, self.actor_id, "room.changed", room=room.pk, target=room.name, changes=changes)
        if moved:
            action = "room.archived" if room.archived else "room.restored"
            audit.record(tx, self.actor_id, action, room=room.pk, target=room.name)
        return bool(changes or moved)


class KeepMember(InRoom, Append[None]):
    """Put somebody into a room, or give them another role."""

    def __init__(self, actor_id: int, room_id: int, user_id: int, role: str) -> None:
        super().__init__(room_id, user_id)
        if role not in RANK:
            raise Refused("invalid", _("Roles are owner, admin, member and guest."), "role")
        self.actor_id, self.role = actor_id, role

    def write(self, tx: Tx) -> None:
        check_staff(self.actor_id)
        _with_roles(self.room_id)
        found = present(self.room_id, self.user_id)
        if found is None:
            member = enter(tx, self.room_id, self.user_id, self.role, by=self.actor_id)
            self._refuse_more_than_a_guest(member)
            self._record(tx, "member.added", member)
        elif found.role != self.role:
            self._refuse_more_than_a_guest(found)
            _keep_an_owner(found)
            before, found.role = found.role, self.role
            save_and_tell_member(tx, found)
            touch_access(tx, self.user_id)
            self._record(tx, "member.role_changed", found, before=before)

    def _refuse_more_than_a_guest(self, member: Membership) -> None:
        if member.user.is_guest and self.role != Role.GUEST:
            raise Refused("conflict", _("Guests of the workspace stay guests."), "role")

    def _record(self, tx: Tx, action: str, member: Membership, **details: str) -> None:
        audit.record(
            tx,
            self.actor_id,
            action,
            room=self.room_id,
            target=member.user.username,
            role=member.role,
            **details,
        )


class DropMember(InRoom, Append[None]):
    """Put somebody out of a room."""

    def __init__(self, actor_id: int, room_id: int, user_id: int) -> None:
        super().__init__(room_id, user_id)
        self.actor_id = actor_id

    def streams(self) -> Sequence[str]:
        return (self.stream, inbox(self.user_id))

    def write(self, tx: Tx) -> None:
        check_staff(self.actor_id)
        _with_roles(self.room_id)
        found = present(self.room_id, self.user_id)
        if found is None:
            raise Refused("not_found", _("This person is not in the room."), "username")
        _keep_an_owner(found)
        found.removed_at = timezone.now()
        save_and_tell_removal(tx, found)
        audit.record(tx, self.actor_id, "member.removed", room=self.room_id, target=found.user.username)


def _room(room_id: int) -> Room:
    room = Room.objects.filter(pk=room_id).first()
    if room is None:
        raise no_such_room()
    return room


def _with_roles(room_id: int) -> None:
    if _room(room_id).kind != Kind.ROOM:
        raise Refused("conflict", _("Nobody is put into or out of direct and group messages."))


def _keep_an_owner(member: Membership) -> None:
    if member.role == Role.OWNER and owners(member.room_id) == 1:
        raise Refused("conflict", _("A room needs an owner. Make somebody else an owner first."), "role")


class SettleReport(Append[None]):
    """The staff has dealt with a report. Again: nothing happens. Nobody watches reports live: it stamps nothing."""

    stream = ""

    def __init__(self, actor_id: int, report_id: int) -> None:
        self.actor_id, self.report_id = actor_id, report_id

    def streams(self) -> Sequence[str]:
        return ()

    def write(self, tx: Tx) -> None:
        check_staff(self.actor_id)
        report = Report.objects.select_related("message__author").filter(pk=self.report_id).first()
        if report is None:
            raise Refused("not_found", _("There is no such report."))
        if report.resolved_at is not None:
            return
        resolve(tx, report, self.actor_id)
