"""Joining, inviting, roles, leaving and removing."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from accounts.actions import inbox, touch_access
from accounts.models import User
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.abilities import RANK, may_give, may_touch
from rooms.access import standing_for
from rooms.actions.tell import save_and_tell_member, save_and_tell_removal
from rooms.events import Member, MemberUpdated, RoomSummary, room_stream
from rooms.models import Membership, Role
from rooms.selectors import member_counts, member_of, room_summary


class _InRoom:
    """The streams of an append that concerns one person in one room."""

    def __init__(self, room_id: int, user_id: int) -> None:
        self.room_id, self.user_id = room_id, user_id
        self.stream = room_stream(room_id)

    def streams(self) -> Sequence[str]:
        return (self.stream, inbox(self.user_id))


def _enter(tx: Tx, room_id: int, user_id: int, role: str) -> Membership:
    """Make somebody a member; the row of an earlier stay is used again."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise Refused("not_found", "There is nobody of this name.", "username")
    membership = Membership.objects.filter(room=room_id, user=user_id).first()
    membership = membership or Membership(room_id=room_id, user_id=user_id)
    membership.user = user
    membership.role, membership.joined_at, membership.removed_at = role, timezone.now(), None
    membership.changed_seq = 0
    save_and_tell_member(tx, membership)
    return membership


def _present(room_id: int, user_id: int) -> Membership | None:
    return (
        Membership.objects.filter(room=room_id, user=user_id, removed_at=None).select_related("user").first()
    )


def _owners(room_id: int) -> int:
    return Membership.objects.filter(room=room_id, removed_at=None, role=Role.OWNER).count()


class JoinRoom(_InRoom, Append[RoomSummary]):
    """Enter a public room by oneself. Again: nothing happens."""

    def write(self, tx: Tx) -> RoomSummary:
        standing = standing_for(self.user_id, self.room_id, "read")
        if standing.role is None:
            standing_for(self.user_id, self.room_id, "join")
            _enter(tx, self.room_id, self.user_id, Role.MEMBER)
        return room_summary(self.user_id, self.room_id, tx.head(self.stream))


class AddMember(_InRoom, Append[tuple[Member, bool]]):
    """Invite a person, or give a member another role. The result says whether they are new.

    `role` None: as a member, or as they are. Admins give roles up to their own; the last owner stays one.
    """

    def __init__(self, actor_id: int, room_id: int, user_id: int, role: str | None = None) -> None:
        super().__init__(room_id, user_id)
        self.actor_id, self.role = actor_id, role
        if role is not None and role not in RANK:
            raise Refused("invalid", "Roles are owner, admin and member.", "role")

    def write(self, tx: Tx) -> tuple[Member, bool]:
        present = _present(self.room_id, self.user_id)
        if present is not None:
            standing_for(self.actor_id, self.room_id, "read")
            if self.role not in (None, present.role):
                self._change_role(tx, present)
            return member_of(present), False
        actor = standing_for(self.actor_id, self.room_id, "invite")
        self._may_give(actor.role)
        return member_of(_enter(tx, self.room_id, self.user_id, self.role or Role.MEMBER)), True

    def _may_give(self, actor_role: str | None) -> None:
        if not may_give(actor_role or Role.MEMBER, self.role or Role.MEMBER):
            raise Refused("forbidden", "You can give roles up to your own.", "role")

    def _change_role(self, tx: Tx, present: Membership) -> None:
        actor = standing_for(self.actor_id, self.room_id, "manage")
        self._may_give(actor.role)
        if not may_touch(actor.role or Role.MEMBER, present.role):
            raise Refused("forbidden", "Only an owner can change an owner's role.", "role")
        if present.role == Role.OWNER and _owners(self.room_id) == 1:
            raise Refused("conflict", "A room needs an owner. Make somebody else an owner first.", "role")
        assert self.role is not None
        present.role = self.role
        save_and_tell_member(tx, present)
        touch_access(tx, self.user_id)


class RemoveMember(_InRoom, Append[None]):
    """Leave (actor and person are the same) or put somebody out."""

    def __init__(self, actor_id: int, room_id: int, user_id: int) -> None:
        super().__init__(room_id, user_id)
        self.actor_id = actor_id

    def write(self, tx: Tx) -> None:
        leaving = self.actor_id == self.user_id
        actor = standing_for(self.actor_id, self.room_id, "leave" if leaving else "remove")
        present = _present(self.room_id, self.user_id)
        if present is None:
            raise Refused("not_found", "This person is not in the room.", "username")
        if not may_touch(actor.role or Role.MEMBER, present.role):
            raise Refused("forbidden", "Only an owner can remove an owner.")
        if present.role == Role.OWNER and not actor.archived and _owners(self.room_id) == 1:
            raise Refused("conflict", "Make somebody else an owner, or archive the room, before you leave.")
        present.removed_at = timezone.now()
        save_and_tell_removal(tx, present)


class FollowProfile:
    """Rooms show names and colours: a changed profile is a changed member in each of the person's rooms."""

    def streams(self, user_id: int) -> Sequence[str]:
        return [room_stream(room) for room in self._memberships(user_id).values_list("room", flat=True)]

    def follow(self, tx: Tx, user_id: int) -> None:
        present = list(self._memberships(user_id).select_related("user").order_by("room"))
        tx.lock(*(room_stream(each.room_id) for each in present))  # one may have been joined a moment ago
        counts = member_counts([each.room_id for each in present])
        for each in present:
            stream = room_stream(each.room_id)
            each.changed_seq = tx.stamp(stream)
            members = counts[each.room_id]
            tx.publish(
                MemberUpdated(stream=stream, seq=each.changed_seq, member=member_of(each), members=members)
            )
        Membership.objects.bulk_update(present, ["changed_seq"], batch_size=200)

    @staticmethod
    def _memberships(user_id: int) -> QuerySet[Membership]:
        return Membership.objects.filter(user=user_id, removed_at=None)
