"""People and rooms for tests, made by the actions that make the real ones."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from chat.actions import SendMessage
from chat.events import Message
from notifications.kinds import Kind
from notifications.models import Notification
from realtime.commit import append, commit
from rooms.actions import AddMember, CreateRoom
from rooms.events import RoomSummary


def person(username: str, **fields: object) -> User:
    """Without a password: hashing one takes a quarter of a second."""
    return User.objects.create_user(username, **fields)  # type: ignore[arg-type]


def room(owner: User, *members: User, name: str = "Hall", visibility: str = "private") -> RoomSummary:
    """A room with its owner and plain members, whose inboxes say nothing of being taken in."""
    made = append(CreateRoom(owner.pk, name, visibility))
    for member in members:
        append(AddMember(owner.pk, made.id, member.pk))
    Notification.objects.filter(kind=Kind.INVITATION, room=made.id).delete()
    return made


def sending(
    author: User, room_id: int, body: str = "hello", client_id: str = "", **wishes: Any
) -> SendMessage:
    """An append that says something; every call has a client_id of its own unless one is given."""
    sending.count += 1  # type: ignore[attr-defined]
    own = client_id or f"c{sending.count}"  # type: ignore[attr-defined]
    return SendMessage(author.pk, author.username, room_id, body, own, **wishes)


sending.count = 0  # type: ignore[attr-defined]


def say(author: User, room_id: int, *bodies: str) -> list[Message]:
    """Messages in one commit."""
    results = commit([sending(author, room_id, body) for body in bodies])[0]
    return [result.message for result in results]


def usernames(people: Iterable[User]) -> list[str]:
    return sorted(each.username for each in people)
