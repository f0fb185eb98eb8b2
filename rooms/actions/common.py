"""What the actions on people in rooms share."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import inbox
from accounts.models import User
from realtime.append import Tx
from realtime.errors import Refused
from rooms.abilities import may_touch
from rooms.access import Standing, standing_bans
from rooms.actions.tell import save_and_tell_member, save_and_tell_room
from rooms.events import room_stream
from rooms.hooks import Added, answered
from rooms.models import JoinRequest, Membership, Role, Room


class InRoom:
    """The streams of an append that concerns one person in one room."""

    def __init__(self, room_id: int, user_id: int) -> None:
        self.room_id, self.user_id = room_id, user_id
        self.stream = room_stream(room_id)

    def streams(self) -> Sequence[str]:
        return (self.stream, inbox(self.user_id))


def present(room_id: int, user_id: int) -> Membership | None:
    """Somebody's membership, `user` loaded; None when they are not in the room."""
    memberships = Membership.objects.filter(room=room_id, user=user_id, removed_at=None)
    return memberships.select_related("user").first()


def touchable(actor: Standing, user_id: int) -> Membership:
    """The membership of somebody whom an admin or owner wants to do something to. Raises Refused."""
    found = present(actor.room, user_id)
    if found is None:
        raise Refused("not_found", _("This person is not in the room."), "username")
    if not may_touch(actor.role or Role.GUEST, found.role):
        raise Refused("forbidden", _("Only an owner can do this to an owner."), "username")
    return found


def owners(room_id: int) -> int:
    return Membership.objects.filter(room=room_id, removed_at=None, role=Role.OWNER).count()


def enter(
    tx: Tx, room_id: int, user_id: int, role: str = Role.MEMBER, *, by: int | None = None
) -> Membership:
    """Make somebody a member; the row of an earlier stay is used again, and with it a silence that is not over.

    A guest of the workspace is a guest in every room. Whoever lets somebody in has answered their request.
    Raises Refused for people who are deactivated or banned.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise Refused("not_found", _("There is nobody of this name."), "username")
    if standing_bans().filter(room=room_id, user=user_id).exists():
        raise Refused("conflict", _("This person is banned from the room."), "username")
    settle_request(tx, room_id, user_id, JoinRequest.State.ACCEPTED, by)
    membership = Membership.objects.filter(room=room_id, user=user_id).first()
    membership = membership or Membership(room_id=room_id, user_id=user_id)
    membership.user = user
    membership.role = Role.GUEST if user.is_guest else role
    membership.joined_at, membership.removed_at, membership.changed_seq = timezone.now(), None, 0
    save_and_tell_member(tx, membership)
    return membership


def added_by(actor_id: int, member: Membership) -> Added:
    """What is told of somebody whom another person took in just now."""
    return Added(member.room_id, member.user_id, actor_id, member.role, member.changed_seq)


def settle_request(tx: Tx, room_id: int, user_id: int, state: str, by: int | None) -> None:
    """Close somebody's open request to join, if there is one, and tell the room that it waits no more."""
    asked = JoinRequest.objects.filter(room=room_id, user=user_id, state=JoinRequest.State.OPEN)
    request_id = asked.values_list("pk", flat=True).first()
    if request_id is not None:
        asked.update(state=state, decided_by=by, decided_at=timezone.now())
        room = Room.objects.get(pk=room_id)
        room.open_requests -= 1
        save_and_tell_room(tx, room)
        answered(request_id)
