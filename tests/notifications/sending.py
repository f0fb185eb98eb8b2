"""What staff send, put together from the parts that the app broadcasts sends with."""

from collections.abc import Sequence

from accounts.models import User
from notifications.access import ANNOUNCEMENTS
from notifications.actions.sending import announce, new_row, put_into_inboxes
from notifications.drafts import Draft
from notifications.events import Notification
from notifications.models import Audience
from notifications.selectors import told
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.streams import stream_name
from rooms.selectors import active_member_ids


class Announce(Append[Notification]):
    """To everybody."""

    stream = ANNOUNCEMENTS

    def __init__(self, sender_id: int, draft: Draft) -> None:
        self.sender_id, self.draft = sender_id, draft

    def write(self, tx: Tx) -> Notification:
        row = new_row(User.objects.get(pk=self.sender_id), self.draft, Audience.EVERYONE)
        announce(tx, row)
        return told(row, seq=row.seq)


class SendToPeople(Append[Notification]):
    """To one person, or to the members of a room."""

    def __init__(
        self, sender_id: int, draft: Draft, audience: Audience, room_id: int | None, user_ids: Sequence[int]
    ) -> None:
        self.sender_id, self.draft = sender_id, draft
        self.audience, self.room_id, self.user_ids = audience, room_id, user_ids

    def streams(self) -> Sequence[str]:
        return [stream_name("inbox", user_id) for user_id in self.user_ids]

    def write(self, tx: Tx) -> Notification:
        row = new_row(User.objects.get(pk=self.sender_id), self.draft, self.audience, self.room_id)
        row.save()
        put_into_inboxes(tx, row, self.user_ids)
        return told(row, seq=row.seq)


def send_to_everyone(sender_id: int, draft: Draft) -> Notification:
    return append(Announce(sender_id, draft))


def send_to_person(sender_id: int, username: str, draft: Draft) -> Notification:
    person = User.objects.get(username=username)
    return append(SendToPeople(sender_id, draft, Audience.USER, None, [person.pk]))


def send_to_room(sender_id: int, room_id: int, draft: Draft) -> Notification:
    return append(SendToPeople(sender_id, draft, Audience.ROOM, room_id, active_member_ids(room_id)))
