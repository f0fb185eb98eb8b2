"""Direct and group rooms: found by who is in them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from accounts.actions import inbox
from accounts.models import User
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.acquaintance import acquaintances
from rooms.actions.tell import save_and_tell_members
from rooms.events import RoomSummary, room_stream
from rooms.models import Kind, Membership, Role, Room, Visibility
from rooms.selectors import MOST_PEOPLE, room_summary


def key_of(user_ids: Iterable[int]) -> str:
    """What finds the room of exactly these people."""
    return "-".join(map(str, sorted(set(user_ids))))


class OpenDirect(Append[tuple[RoomSummary, bool]]):
    """Find the room of exactly these people, or make it. The result says whether it is new.

    The inboxes of all of them are locked, so of two who open it at once the second finds what the first made.
    """

    def __init__(self, user_id: int, others: Sequence[int]) -> None:
        self.user_id = user_id
        self.people = sorted({user_id, *others})
        if not 2 <= len(self.people) <= MOST_PEOPLE + 1:
            raise Refused("invalid", _("Name between one and nine other people."), "usernames")
        self.stream = inbox(user_id)

    def streams(self) -> Sequence[str]:
        return [inbox(each) for each in self.people]

    def write(self, tx: Tx) -> tuple[RoomSummary, bool]:
        room = Room.objects.filter(people_key=key_of(self.people)).first()
        if room is not None:
            return room_summary(self.user_id, room.pk), False
        users = list(User.objects.filter(pk__in=self.people, is_active=True))
        self._check(users)
        room = self._make(users)
        stream = room_stream(room.pk)
        tx.lock(stream)
        members = [Membership(room=room, user=user, role=_role(user), changed_seq=0) for user in users]
        save_and_tell_members(tx, members)
        return room_summary(self.user_id, room.pk, tx.head(stream)), True

    def _make(self, users: Sequence[User]) -> Room:
        return Room.objects.create(
            kind=Kind.DIRECT if len(users) == 2 else Kind.GROUP,
            visibility=Visibility.PRIVATE,
            people_key=key_of(self.people),
            created_by_id=self.user_id,
        )

    def _check(self, users: Sequence[User]) -> None:
        known = {user.pk: user for user in users}
        if self.user_id not in known:
            raise Refused("unauthenticated", _("Sign in first."))
        others = set(self.people) - {self.user_id}
        # A guest learns of nobody but those they share a room with.
        met = (
            set(acquaintances(self.user_id).values_list("user", flat=True))
            if known[self.user_id].is_guest
            else others
        )
        if not others <= known.keys() & met:
            raise Refused("not_found", _("There is nobody of this name."), "usernames")


def _role(user: User) -> str:
    return Role.GUEST if user.is_guest else Role.MEMBER


def follow_leaving(room_id: int) -> None:
    """After somebody left a group: it is the room of the others now, unless they have one already."""
    left = list(Membership.objects.filter(room=room_id, removed_at=None).values_list("user", flat=True))
    key = key_of(left) if len(left) > 2 else None
    if key is not None and Room.objects.filter(people_key=key).exclude(pk=room_id).exists():
        key = None
    Room.objects.filter(pk=room_id).update(people_key=key)
