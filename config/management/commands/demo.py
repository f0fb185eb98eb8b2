"""`manage.py demo`: fills an empty demo installation with people, rooms, talk, a document and an announcement."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from chat.actions import MoveReadMarker, SendMessage
from chat.models import Message
from collab.actions import CreateDocument
from config import demo
from notifications.actions import send_to_everyone
from notifications.drafts import draft
from realtime.commit import append, commit
from rooms.actions import AddMember, CreateRoom, UpdateRoom
from rooms.models import Room


class Command(BaseCommand):
    help = "Fills a demo installation (DEMO=1). Run again, it adds what is missing and changes nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has public passwords; it only works with DEMO=1.")
        people = {each.username: make_person(each) for each in demo.PEOPLE}
        for each in demo.ROOMS:
            make_room(each, people)
        send_to_everyone(people["staff"].pk, draft(*demo.ANNOUNCEMENT, client_id="demo-welcome"))
        self.stdout.write(accounts_table())


def make_person(wanted: demo.DemoPerson) -> User:
    """The account; its password is set only when it is made."""
    user, made = User.objects.get_or_create(
        username=wanted.username,
        defaults={
            "name": wanted.name,
            "colour": wanted.colour,
            "email": f"{wanted.username}@demo.invalid",
            "is_staff": wanted.is_staff,
            "is_superuser": wanted.is_superuser,
        },
    )
    if made:
        user.set_password(demo.PASSWORD)
        user.save()
    return user


def make_room(wanted: demo.DemoRoom, people: dict[str, User]) -> None:
    """The room with its members and messages. One that is there already is left as people have made it."""
    owner = people[wanted.owner]
    if Room.objects.filter(name=wanted.name, created_by=owner).exists():
        return
    room_id = append(CreateRoom(owner.pk, wanted.name, wanted.visibility, wanted.topic)).id
    for username in wanted.members:
        append(AddMember(owner.pk, room_id, people[username].pk))
    if wanted.key == demo.DOCUMENT_ROOM:
        append(CreateDocument(owner.pk, room_id, demo.DOCUMENT_TITLE, demo.DOCUMENT_TEXT))
    say(wanted, room_id, people)
    if wanted.archived:
        append(UpdateRoom(owner.pk, room_id, archived=True))


def say(wanted: demo.DemoRoom, room_id: int, people: dict[str, User]) -> None:
    """Everything that was said, in one commit; then the clock is set back to when it was."""
    appends = [
        SendMessage(people[author].pk, author, room_id, text, f"demo-{wanted.key}-{number}")
        for number, (_, author, text) in enumerate(wanted.said)
    ]
    messages = [sent.message for sent in commit(appends)[0]]
    now = timezone.now()
    for message, (minutes, _, _) in zip(messages, wanted.said, strict=True):
        Message.objects.filter(pk=message.id).update(created_at=now - timedelta(minutes=minutes))
    Room.objects.filter(pk=room_id).update(created_at=now - timedelta(minutes=wanted.said[0][0] + 5))
    for username in (wanted.owner, *wanted.members):
        read_all = wanted.key in demo.READ_UP_TO.get(username, ())
        last = messages[-1 if read_all else -2].created_seq
        append(MoveReadMarker(people[username].pk, room_id, last))


def accounts_table() -> str:
    lines = [f"  {each.username:<8}{demo.PASSWORD:<8}{each.name} ({each.about})" for each in demo.PEOPLE]
    return "Demo accounts (name, password):\n" + "\n".join(lines)
