"""People, rooms and wishes for the tests of broadcasts."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from broadcasts.actions import Sent, send_new
from broadcasts.events import Audience, BroadcastWish
from broadcasts.jobs import finish
from broadcasts.models import Broadcast
from rooms.models import Membership, Role, Room, Visibility


def person(username: str, **fields: Any) -> User:
    return User.objects.create_user(username=username, **fields)


def crowd(count: int, prefix: str = "p") -> list[int]:
    """People in one statement."""
    made = User.objects.bulk_create(
        User(username=f"{prefix}{number:05}", colour=1) for number in range(count)
    )
    return [user.pk for user in made]


def room_of(owner: User, *members: User, name: str = "Hall") -> Room:
    room = Room.objects.create(name=name, visibility=Visibility.PRIVATE, created_by=owner)
    people = [(owner, Role.OWNER), *((member, Role.MEMBER) for member in members)]
    Membership.objects.bulk_create(
        Membership(room=room, user=user, role=role, changed_seq=0, inbox_seq=0) for user, role in people
    )
    return room


EVERYONE = Audience(everyone=True)


def wish(audience: Audience = EVERYONE, **fields: Any) -> BroadcastWish:
    return BroadcastWish(
        **{"title": "Tea is ready", "body": "In the *kitchen*.", **fields}, audience=audience
    )


def send(sender: User, audience: Audience = EVERYONE, **fields: Any) -> Broadcast:
    """Sent to the end; its row."""
    sent: Sent = send_new(sender.pk, wish(audience, **fields))
    finish(sent.broadcast.id)
    return Broadcast.objects.select_related("notification", "sender").get(pk=sent.broadcast.id)


def again(row: Broadcast) -> Broadcast:
    return Broadcast.objects.select_related("notification", "sender").get(pk=row.pk)


def later(**span: float) -> Any:
    return timezone.now() + timedelta(**span)
