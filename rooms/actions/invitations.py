"""Links into a room: making, revoking, following them."""

import secrets
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import standing_for
from rooms.actions.common import InRoom, enter, present
from rooms.admission import invitation_info, no_longer_valid, no_such_invitation, usable
from rooms.events import InvitationInfo, RoomSummary, room_stream
from rooms.models import Invitation, Role
from rooms.selectors import room_summary

LONGEST_DAYS: Final = 365
MOST_USES: Final = 10_000
MOST_LINKS: Final = 50  # open ones of a room


class CreateInvitation(Append[InvitationInfo]):
    """Make a link for `days` (1 to 365, None: until it is revoked) and `uses` people (1 to 10,000, None: all).

    Nobody sees links live, so nothing is stamped; it is an append because who may is decided under the room's lock.
    """

    def __init__(
        self,
        actor_id: int,
        room_id: int,
        days: int | None = None,
        uses: int | None = None,
        role: str = Role.MEMBER,
    ) -> None:
        self.actor_id, self.room_id = actor_id, room_id
        self.stream = room_stream(room_id)
        if days is not None and not 1 <= days <= LONGEST_DAYS:
            raise Refused("invalid", _("A link lives for 1 to 365 days, or until it is revoked."), "days")
        if uses is not None and not 1 <= uses <= MOST_USES:
            raise Refused("invalid", _("A link is for 1 to 10,000 people, or for everybody."), "uses")
        if role not in (Role.MEMBER, Role.GUEST):
            raise Refused("invalid", _("A link makes members or guests."), "role")
        self.days, self.uses, self.role = days, uses, role

    def write(self, tx: Tx) -> InvitationInfo:
        standing_for(self.actor_id, self.room_id, "invite")
        if usable(Invitation.objects.filter(room=self.room_id)).count() >= MOST_LINKS:
            raise Refused("conflict", _("This room has 50 links already. Revoke one first."))
        now = timezone.now()
        made = Invitation.objects.create(
            room_id=self.room_id,
            token=secrets.token_urlsafe(24),
            role=self.role,
            created_by=User.objects.get(pk=self.actor_id),
            created_at=now,
            expires_at=None if self.days is None else now + timedelta(days=self.days),
            most_uses=self.uses,
        )
        details = {"role": self.role, "days": self.days, "uses": self.uses}
        audit.record(
            tx, self.actor_id, "invitation.created", room=self.room_id, target=str(made.pk), **details
        )
        return invitation_info(made)


class RevokeInvitation(Append[None]):
    """The link lets nobody in any more."""

    def __init__(self, actor_id: int, room_id: int, invitation_id: int) -> None:
        self.actor_id, self.room_id, self.invitation_id = actor_id, room_id, invitation_id
        self.stream = room_stream(room_id)

    def write(self, tx: Tx) -> None:
        standing_for(self.actor_id, self.room_id, "invite")
        found = Invitation.objects.filter(pk=self.invitation_id, room=self.room_id, revoked_at=None)
        if not found.update(revoked_at=timezone.now()):
            raise no_such_invitation()
        audit.record(
            tx, self.actor_id, "invitation.revoked", room=self.room_id, target=str(self.invitation_id)
        )


class FollowInvitation(InRoom, Append[RoomSummary]):
    """Come in by a link. Who is in already stays as they are, and the link is not used.

    The room's lock lets one in after the other, so the last use of a link is given once.
    """

    def __init__(self, room_id: int, user_id: int, token: str) -> None:
        super().__init__(room_id, user_id)
        self.token = token

    def write(self, tx: Tx) -> RoomSummary:
        invitation = usable(Invitation.objects.filter(token=self.token, room=self.room_id)).first()
        if present(self.room_id, self.user_id) is None:
            if invitation is None:
                raise no_longer_valid()
            self._enter(tx, invitation)
        return room_summary(self.user_id, self.room_id, tx.head(self.stream))

    def _enter(self, tx: Tx, invitation: Invitation) -> None:
        # A link is as good as its maker: it ends when they lose the right to invite.
        try:
            standing_for(invitation.created_by_id, self.room_id, "invite")
        except Refused as refusal:
            raise no_longer_valid() from refusal
        try:
            member = enter(tx, self.room_id, self.user_id, invitation.role, by=invitation.created_by_id)
        except Refused as refusal:
            raise Refused("forbidden", _("You cannot come into this room.")) from refusal
        invitation.uses += 1
        invitation.save(update_fields=["uses"])
        audit.record(
            tx,
            self.user_id,
            "invitation.used",
            room=self.room_id,
            target=member.user.username,
            invitation=invitation.pk,
        )
