"""People, rooms and drafts for the tests of notifications."""

from django.utils import timezone

from accounts.models import User
from notifications.access import ANNOUNCEMENTS
from notifications.actions.sending import announce_change
from notifications.drafts import Draft, draft
from notifications.selectors import announcements
from realtime.append import Append, Tx
from rooms.models import Membership, Role, Room, Visibility


def person(name: str, *, staff: bool = False) -> User:
    return User.objects.create_user(username=name, is_staff=staff)


def room_with(*people: User) -> Room:
    room = Room.objects.create(name="Hall", visibility=Visibility.PRIVATE, created_by=people[0])
    Membership.objects.bulk_create(
        Membership(room=room, user=each, role=Role.MEMBER, changed_seq=0, inbox_seq=0) for each in people
    )
    return room


def words(title: str = "Tea is ready", client_id: str = "") -> Draft:
    return draft(title, "In the *kitchen*.", "/rooms/1/", client_id)


class AnnouncementChange(Append[None]):
    """An announcement edited, or taken back, in the way the app broadcasts does it."""

    stream = ANNOUNCEMENTS

    def __init__(self, notification_id: int, *, recall: bool) -> None:
        self.notification_id, self.recall = notification_id, recall

    def write(self, tx: Tx) -> None:
        row = announcements().get(pk=self.notification_id)
        row.recalled_at = timezone.now() if self.recall else None
        row.title, row.edited_at = row.title + "!", timezone.now()
        announce_change(tx, row)
