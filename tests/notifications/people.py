"""People, rooms and drafts for the tests of notifications."""

from accounts.models import User
from notifications.drafts import Draft, draft
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
