"""Joining, inviting, roles, leaving and removing."""

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.actions import touch_access
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms import hooks
from rooms.abilities import RANK, may_give, may_touch
from rooms.access import standing_for
from rooms.actions.common import InRoom, added_by, enter, owners, present
from rooms.actions.groups import follow_leaving
from rooms.actions.tell import save_and_tell_member, save_and_tell_removal
from rooms.events import Member, RoomSummary
from rooms.models import Kind, Membership, Role
from rooms.selectors import member_of, room_summary


class JoinRoom(InRoom, Append[RoomSummary]):
    """Enter a public room by oneself. Again: nothing happens."""

    def write(self, tx: Tx) -> RoomSummary:
        standing = standing_for(self.user_id, self.room_id, "read")
        if standing.role is None:
            standing_for(self.user_id, self.room_id, "join")
            enter(tx, self.room_id, self.user_id)
        return room_summary(self.user_id, self.room_id, tx.head(self.stream))


class AddMember(InRoom, Append[tuple[Member, bool]]):
    """Invite a person, or give a member another role. The result says whether they are new.

    `role` None: as a member, or as they are. Admins give roles up to their own; the last owner stays one.
    """

    def __init__(self, actor_id: int, room_id: int, user_id: int, role: str | None = None) -> None:
        super().__init__(room_id, user_id)
        self.actor_id, self.role = actor_id, role
        if role is not None and role not in RANK:
            raise Refused("invalid", _("Roles are owner, admin, member and guest."), "role")

    def write(self, tx: Tx) -> tuple[Member, bool]:
        found = present(self.room_id, self.user_id)
        if found is not None:
            standing_for(self.actor_id, self.room_id, "read")
            if self.role not in (None, found.role):
                self._change_role(tx, found)
            return member_of(found), False
        actor = standing_for(self.actor_id, self.room_id, "invite")
        self._may_give(actor.role)
        member = enter(tx, self.room_id, self.user_id, self.role or Role.MEMBER, by=self.actor_id)
        self._refuse_more_than_a_guest(member)
        self._record(tx, "member.added", member)
        if self.actor_id != self.user_id:
            hooks.added(tx, added_by(self.actor_id, member))
        return member_of(member), True

    def _may_give(self, actor_role: str | None) -> None:
        if not may_give(actor_role or Role.GUEST, self.role or Role.MEMBER):
            raise Refused("forbidden", _("You can give roles up to your own."), "role")

    def _refuse_more_than_a_guest(self, member: Membership) -> None:
        if member.user.is_guest and self.role not in (None, Role.GUEST):
            raise Refused("conflict", _("Guests of the workspace stay guests."), "role")

    def _change_role(self, tx: Tx, found: Membership) -> None:
        actor = standing_for(self.actor_id, self.room_id, "manage")
        self._may_give(actor.role)
        self._refuse_more_than_a_guest(found)
        if not may_touch(actor.role or Role.GUEST, found.role):
            raise Refused("forbidden", _("Only an owner can change an owner's role."), "role")
        if found.role == Role.OWNER and owners(self.room_id) == 1:
            raise Refused("conflict", _("A room needs an owner. Make somebody else an owner first."), "role")
        assert self.role is not None
        before, found.role = found.role, self.role
        if RANK[found.role] >= RANK[Role.ADMIN]:
            found.silenced_until = None  # nobody silences those who moderate
        save_and_tell_member(tx, found)
        touch_access(tx, self.user_id)
        self._record(tx, "member.role_changed", found, before=before)

    def _record(self, tx: Tx, action: str, member: Membership, **details: str) -> None:
        username = member.user.username
        audit.record(
            tx, self.actor_id, action, room=self.room_id, target=username, role=member.role, **details
        )


class RemoveMember(InRoom, Append[None]):
    """Leave (actor and person are the same) or put somebody out."""

    def __init__(self, actor_id: int, room_id: int, user_id: int) -> None:
        super().__init__(room_id, user_id)
        self.actor_id = actor_id

    def write(self, tx: Tx) -> None:
        leaving = self.actor_id == self.user_id
        actor = standing_for(self.actor_id, self.room_id, "leave" if leaving else "remove")
        found = present(self.room_id, self.user_id)
        if found is None:
            raise Refused("not_found", _("This person is not in the room."), "username")
        if not may_touch(actor.role or Role.GUEST, found.role):
            raise Refused("forbidden", _("Only an owner can remove an owner."))
        if found.role == Role.OWNER and not actor.archived and owners(self.room_id) == 1:
            raise Refused(
                "conflict", _("Make somebody else an owner, or archive the room, before you leave.")
            )
        found.removed_at = timezone.now()
        save_and_tell_removal(tx, found)
        if actor.kind == Kind.GROUP:
            follow_leaving(self.room_id)
        if not leaving:
            audit.record(tx, self.actor_id, "member.removed", room=self.room_id, target=found.user.username)
