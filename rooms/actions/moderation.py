"""Silencing and banning, both for a time."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.actions import touch_access
from accounts.models import User
from accounts.text import clean_line
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.abilities import RANK
from rooms.access import standing_for
from rooms.actions.common import InRoom, present, settle_request, touchable
from rooms.actions.tell import save_and_tell_member, save_and_tell_removal
from rooms.admission import ban_info
from rooms.events import BanInfo, Member
from rooms.models import REASON_LENGTH, Ban, JoinRequest, Role
from rooms.selectors import member_of

LONGEST_MINUTES: Final = 60 * 24 * 30
LONGEST_HOURS: Final = 24 * 365


class _ByModerator(InRoom):
    def __init__(self, actor_id: int, room_id: int, user_id: int) -> None:
        super().__init__(room_id, user_id)
        self.actor_id = actor_id


class SilenceMember(_ByModerator, Append[Member]):
    """For some minutes (1 to 43,200) a member or guest can only read. Again: counted anew from now."""

    def __init__(self, actor_id: int, room_id: int, user_id: int, minutes: int) -> None:
        super().__init__(actor_id, room_id, user_id)
        if not 1 <= minutes <= LONGEST_MINUTES:
            raise Refused("invalid", _("Somebody is silenced for 1 to 43,200 minutes."), "minutes")
        self.minutes = minutes

    def write(self, tx: Tx) -> Member:
        actor = standing_for(self.actor_id, self.room_id, "moderate")
        found = touchable(actor, self.user_id)
        if RANK[found.role] >= RANK[Role.ADMIN]:
            raise Refused("forbidden", _("Admins and owners cannot be silenced."), "username")
        found.silenced_until = timezone.now() + timedelta(minutes=self.minutes)
        save_and_tell_member(tx, found)
        touch_access(tx, self.user_id)
        audit.record(
            tx,
            self.actor_id,
            "member.silenced",
            room=self.room_id,
            target=found.user.username,
            minutes=self.minutes,
        )
        return member_of(found)


class EndSilence(_ByModerator, Append[Member]):
    """Let somebody speak again. Nobody is silenced: nothing happens."""

    def write(self, tx: Tx) -> Member:
        actor = standing_for(self.actor_id, self.room_id, "moderate")
        found = touchable(actor, self.user_id)
        if found.silenced_until is not None:
            found.silenced_until = None
            save_and_tell_member(tx, found)
            audit.record(
                tx, self.actor_id, "member.unsilenced", room=self.room_id, target=found.user.username
            )
        return member_of(found)


class ExpireSilence(InRoom, Append[None]):
    """Tell that a silence is over, which it is by the clock already. One that was renewed meanwhile stays."""

    def write(self, tx: Tx) -> None:
        found = present(self.room_id, self.user_id)
        if found and found.silenced_until is not None and found.silenced_until <= timezone.now():
            found.silenced_until = None
            save_and_tell_member(tx, found)


class BanMember(_ByModerator, Append[BanInfo]):
    """Put somebody out and keep them out for some hours (None: for ever), whether they are in the room or not.

    A ban of somebody who is banned replaces it.
    """

    def __init__(
        self, actor_id: int, room_id: int, user_id: int, hours: int | None = None, reason: str = ""
    ) -> None:
        super().__init__(actor_id, room_id, user_id)
        if hours is not None and not 1 <= hours <= LONGEST_HOURS:
            raise Refused("invalid", _("A ban is for 1 to 8,760 hours, or for ever."), "hours")
        self.hours, self.reason = hours, clean_line(reason, "reason", REASON_LENGTH, required=False)

    def write(self, tx: Tx) -> BanInfo:
        actor = standing_for(self.actor_id, self.room_id, "remove")
        if self.actor_id == self.user_id:
            raise Refused("conflict", _("You cannot ban yourself."), "username")
        if present(self.room_id, self.user_id) is not None:
            found = touchable(actor, self.user_id)
            found.removed_at = timezone.now()
            save_and_tell_removal(tx, found)
        else:
            touch_access(tx, self.user_id)  # they may be reading a public room
        settle_request(tx, self.room_id, self.user_id, JoinRequest.State.DECLINED, self.actor_id)
        ban = self._save()
        details = {"hours": self.hours, "reason": self.reason}
        audit.record(
            tx, self.actor_id, "member.banned", room=self.room_id, target=ban.user.username, **details
        )
        return ban_info(ban)

    def _save(self) -> Ban:
        now = timezone.now()
        until: datetime | None = None if self.hours is None else now + timedelta(hours=self.hours)
        ban, _made = Ban.objects.update_or_create(
            room_id=self.room_id,
            user=User.objects.get(pk=self.user_id),
            lifted_at=None,
            defaults={
                "by": User.objects.get(pk=self.actor_id),
                "reason": self.reason,
                "until": until,
                "created_at": now,
            },
        )
        return ban


class LiftBan(_ByModerator, Append[None]):
    """End a ban before its time. They are not in the room by that, but may come back."""

    def write(self, tx: Tx) -> None:
        standing_for(self.actor_id, self.room_id, "remove")
        bans = Ban.objects.filter(room=self.room_id, user=self.user_id, lifted_at=None)
        ban = bans.select_related("user").first()
        if ban is None:
            raise Refused("not_found", _("This person is not banned."), "username")
        ban.lifted_at = timezone.now()
        ban.save()
        audit.record(tx, self.actor_id, "member.unbanned", room=self.room_id, target=ban.user.username)
