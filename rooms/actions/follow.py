"""Rooms show names, colours and statuses: a changed profile is a changed member in each of the person's rooms."""

from collections.abc import Sequence

from django.db.models import QuerySet

from accounts.actions import inbox
from realtime.append import Tx
from rooms.actions.tell import tell_own
from rooms.events import MemberUpdated, room_stream
from rooms.models import Membership, Role
from rooms.selectors import member_counts, member_of


class FollowProfile:
    """Hung into accounts; the person's inbox is locked by whoever calls."""

    def streams(self, user_id: int) -> Sequence[str]:
        return [room_stream(room) for room in self._memberships(user_id).values_list("room", flat=True)]

    def follow(self, tx: Tx, user_id: int) -> None:
        memberships = self._memberships(user_id)
        present = list(memberships.select_related("user").order_by("room"))
        tx.lock(*(room_stream(each.room_id) for each in present))  # one may have been joined a moment ago
        demoted = [each for each in present if each.user.is_guest and each.role != Role.GUEST]
        for each in demoted:  # whoever was made a guest of the workspace is a guest everywhere
            each.role, each.inbox_seq = Role.GUEST, tx.stamp(inbox(user_id))
        counts = member_counts([each.room_id for each in present])
        for each in present:
            self._tell(tx, each, counts[each.room_id])
        Membership.objects.bulk_update(present, ["changed_seq", "inbox_seq", "role"], batch_size=200)
        for each in demoted:
            tell_own(tx, each, tx.head(room_stream(each.room_id)))

    @staticmethod
    def _tell(tx: Tx, membership: Membership, members: int) -> None:
        stream = room_stream(membership.room_id)
        membership.changed_seq = tx.stamp(stream)
        event = MemberUpdated(
            stream=stream, seq=membership.changed_seq, member=member_of(membership), members=members
        )
        tx.publish(event)

    @staticmethod
    def _memberships(user_id: int) -> QuerySet[Membership]:
        return Membership.objects.filter(user=user_id, removed_at=None)
