"""Who may send to whom. Every function reads the database at the moment it is asked.

Staff send to anybody. Owners and admins of a room send to that room, not loudly. Nobody else sends.
"""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from broadcasts.events import Audience, BroadcastAbilities
from broadcasts.models import Broadcast, State
from notifications.kinds import Level
from realtime.errors import Refused
from rooms.models import Kind, Membership, Role

STAFF: Final = "staff"
STREAM: Final = "broadcasts:staff"
RUNNING: Final = frozenset({State.SENDING, State.SENT})


@dataclass(frozen=True, slots=True)
class Powers:
    """To whom somebody may send: everybody, or the members of these rooms."""

    user_id: int
    staff: bool
    rooms: frozenset[int]

    @property
    def any(self) -> bool:
        return self.staff or bool(self.rooms)

    def check(self, audience: Audience, level: str) -> None:
        """Raises Refused("forbidden") naming what is not theirs."""
        if self.staff:
            return
        if not self.rooms:
            raise forbidden()
        elsewhere = audience.everyone or audience.roles or audience.people or audience.query or audience.names
        if elsewhere or not self.rooms.issuperset(audience.rooms):
            raise Refused("forbidden", _("You may send to the rooms that you manage."), "audience")
        if level != Level.NORMAL:
            raise Refused("forbidden", _("Only staff may send banners and urgent announcements."), "level")


def powers(user_id: int) -> Powers:
    user = User.objects.filter(pk=user_id, is_active=True).values_list("is_staff", "is_guest").first()
    if user is None:
        return Powers(user_id, False, frozenset())
    is_staff, is_guest = user
    if is_staff or is_guest:  # a guest of the workspace is a guest in every room
        return Powers(user_id, is_staff, frozenset())
    managed = Membership.objects.filter(
        user=user_id,
        removed_at=None,
        role__in=(Role.OWNER, Role.ADMIN),
        room__kind=Kind.ROOM,
        room__archived=False,
    )
    return Powers(user_id, False, frozenset(managed.values_list("room", flat=True)))


def forbidden() -> Refused:
    return Refused("forbidden", _("Announcements are for staff, and for those who run a room."))


def sender(user_id: int) -> Powers:
    """The powers of somebody who has any. Raises Refused("forbidden")."""
    found = powers(user_id)
    if not found.any:
        raise forbidden()
    return found


def staff_sender(user_id: int) -> Powers:
    """Raises Refused("forbidden") for all but staff."""
    found = sender(user_id)
    if not found.staff:
        raise Refused("forbidden", _("Only the staff may do this."))
    return found


def visible(able: Powers) -> QuerySet[Broadcast]:
    """The broadcasts that they may see: staff all of them, others their own."""
    found = Broadcast.objects.filter(deleted_at=None)
    return found if able.staff else found.filter(sender=able.user_id)


def broadcast_for(able: Powers, broadcast_id: int) -> Broadcast:
    """Raises Refused("not_found")."""
    found = visible(able).select_related("sender", "notification").filter(pk=broadcast_id).first()
    if found is None:
        raise Refused("not_found", _("There is no such announcement."))
    return found


def abilities(able: Powers, row: Broadcast) -> BroadcastAbilities:
    """What they may do with a broadcast that they may see."""
    unsent = row.state in (State.DRAFT, State.SCHEDULED, State.FAILED)
    return BroadcastAbilities(
        edit=able.any and (unsent or row.state in RUNNING),
        send=able.any and unsent,
        unschedule=able.any and row.state == State.SCHEDULED,
        recall=able.any and row.state in RUNNING,
        delete=able.any and unsent,
    )
