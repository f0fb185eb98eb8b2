"""`manage.py demo`: fills an empty demo installation with people, rooms, talk, a document and an announcement."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions import UpdateProfile
from accounts.events import PersonStatus
from accounts.models import User
from broadcasts.actions import send_new
from broadcasts.events import Audience, BroadcastWish
from chat.actions import CreatePoll, MoveReadMarker, Pin, React, SendMessage, Vote
from chat.events import Message as MessageSaid
from chat.models import Message
from collab.actions import CreateDocument
from config import demo, demo_life
from realtime.commit import append, commit
from rooms.actions import AddMember, ArrangeRoom, CreateRoom, OpenDirect, UpdateRoom
from rooms.models import Room


class Command(BaseCommand):
    help = "Fills a demo installation (DEMO=1). Run again, it adds what is missing and changes nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has public passwords; it only works with DEMO=1.")
        people = {each.username: make_person(each) for each in demo.PEOPLE}
        for each in demo.ROOMS:
            make_room(each, people)
        for usernames, said in demo_life.DIRECT:
            make_direct(usernames, said, people)
        for username, (emoji, text) in demo_life.STATUSES.items():
            give_status(people[username], emoji, text)
        title, body, url = demo.ANNOUNCEMENT
        wish = BroadcastWish(title=title, body=body, url=url, audience=Audience(everyone=True))
        send_new(people["staff"].pk, wish, "demo-welcome")
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
    said = [demo_life.Reply(*each) for each in wanted.said]
    messages = talk(room_id, f"demo-{wanted.key}", said, people)
    Room.objects.filter(pk=room_id).update(created_at=ago(said[0].minutes + 5))
    enliven(wanted.key, room_id, messages, people)
    last = messages[-2].created_seq
    for username in (wanted.owner, *wanted.members):
        read_all = wanted.key in demo.READ_UP_TO.get(username, ())
        append(MoveReadMarker(people[username].pk, room_id, EVERYTHING if read_all else last))
        if wanted.key in demo_life.FAVOURITES.get(username, ()):
            append(ArrangeRoom(people[username].pk, room_id, favourite=True))


EVERYTHING: Final = 2**62
"""A sequence behind whatever there is."""


def ago(minutes: int) -> datetime:
    return timezone.now() - timedelta(minutes=minutes)


def talk(
    room_id: int,
    key: str,
    said: Sequence[demo_life.Reply],
    people: dict[str, User],
    thread: int | None = None,
) -> list[MessageSaid]:
    """Messages in one commit, set back to when they were written."""
    appends = [
        SendMessage(people[author].pk, author, room_id, text, f"{key}-{number}", thread=thread)
        for number, (_, author, text) in enumerate(said)
    ]
    messages = [sent.message for sent in commit(appends)[0]]
    for message, reply in zip(messages, said, strict=True):
        Message.objects.filter(pk=message.id).update(created_at=ago(reply.minutes))
    return messages


def enliven(key: str, room_id: int, messages: Sequence[MessageSaid], people: dict[str, User]) -> None:
    """Threads, polls, reactions and pins."""
    if key in demo_life.THREADS:
        at, replies = demo_life.THREADS[key]
        talk(room_id, f"demo-{key}-thread", replies, people, thread=messages[at].id)
        root = Message.objects.get(pk=messages[at].id)
        root.replies = {**(root.replies or {}), "last_at": ago(replies[-1].minutes).isoformat()}
        root.save(update_fields=["replies"])
    if key in demo_life.POLLS:
        ask(room_id, f"demo-{key}-poll", demo_life.POLLS[key], people)
    for at, emoji, usernames in demo_life.REACTIONS.get(key, ()):
        for username in usernames:
            append(React(people[username].pk, room_id, messages[at].id, emoji, on=True))
    if key in demo_life.PINNED:
        at, username = demo_life.PINNED[key]
        append(Pin(people[username].pk, room_id, messages[at].id, on=True))


def ask(room_id: int, client_id: str, poll: demo_life.Ask, people: dict[str, User]) -> None:
    """A poll and its votes."""
    author = people[poll.author]
    sent = append(CreatePoll(author.pk, author.username, room_id, poll.question, poll.options, client_id))
    Message.objects.filter(pk=sent.message.id).update(created_at=ago(poll.minutes))
    for username, option in poll.votes:
        append(Vote(people[username].pk, room_id, sent.message.id, [option]))


def make_direct(usernames: Sequence[str], said: Sequence[demo_life.Reply], people: dict[str, User]) -> None:
    """A direct or group conversation; one that is there already is left alone."""
    ids = [people[username].pk for username in usernames]
    room, is_new = append(OpenDirect(ids[0], ids[1:]))
    if is_new:
        Room.objects.filter(pk=room.id).update(created_at=ago(said[0].minutes + 5))
        talk(room.id, "demo-direct", said, people)
        for each in ids[1:]:
            append(MoveReadMarker(each, room.id, EVERYTHING))


def give_status(person: User, emoji: str, text: str) -> None:
    """Unless they have chosen one themselves, or taken it away, on an earlier run."""
    if not person.status_text and person.last_login is None:
        append(UpdateProfile(person.pk, status=PersonStatus(emoji=emoji, text=text, until=None)))


def accounts_table() -> str:
    lines = [f"  {each.username:<8}{demo.PASSWORD:<8}{each.name} ({each.about})" for each in demo.PEOPLE]
    return "Demo accounts (name, password):\n" + "\n".join(lines)
