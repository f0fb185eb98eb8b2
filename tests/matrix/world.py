"""The people of the matrix, and a room with one of everything in it. Made by the actions that make the real ones."""

from datetime import timedelta
from itertools import count
from typing import Any, Final

from django.utils import timezone

from accounts.actions import create_token
from accounts.models import User
from chat.actions import CreatePoll, FollowThread, React, ReportMessage
from chat.actions.told import teller
from collab.actions import CreateDocument, TrashDocument
from collab.actions.links import CreateLink
from collab.actions.sharing import GiveRight
from collab.actions.versions import NameNow
from comments.actions import CreateComment
from comments.models import Comment
from desk.actions import MakeReminder, SaveDraft, SaveMessage, ScheduleMessage
from realtime.commit import append
from rooms.actions import (
    AddMember,
    AskToJoin,
    BanMember,
    CreateInvitation,
    CreateRoom,
    RemoveMember,
    SilenceMember,
    UpdateRoom,
)
from tests.files.uploads import upload
from tests.matrix.rules import ACTORS, KINDS
from tests.notifications.people import words
from tests.notifications.sending import send_to_person
from tests.people import person, sending
from webhooks.actions import make_webhook
from webhooks.models import EVENTS

SECRETS: Final = (
    "secret-hall",
    "secret-topic",
    "secret-words",
    "secret-title",
    "secret-lines",
    "secret-file",
    "secret-question",
)
"""Each is somewhere in the room, and nobody outside of a private room may ever be sent one of them."""
FILE_BYTES: Final = b"secret-lines"
numbers = count()

CONTENT = "secret-lines\n\n## secret-heading\n\n- [ ] secret-task\n"


class People:
    """One of every kind, and `other` (a member), `late` (asks to come in), `out` (banned), `quiet` (silenced)."""

    def __init__(self) -> None:
        names = [actor.name for actor in ACTORS if actor.signed_in]
        self.users: dict[str, User] = {}
        for name in (*names, "other", "late", "out", "quiet"):
            standing = {"is_staff": name in ("staff", "root"), "is_superuser": name == "root"}
            self.users[name] = person(f"{name.replace('_', '')}{next(numbers)}", **standing)
        self.tokens = {name: create_token(self.users[name].pk, "matrix") for name in names}


class Place:
    """A room with the people in their roles, and of everything that a route can be about the id."""

    def __init__(self, people: People, kind: str, former_keep: bool = True) -> None:
        """`former_keep`: those who are put out have kept something of it (it costs, and once is enough)."""
        self.people, self.kind, self.former_keep = people, kind, former_keep
        self.client_id = f"fresh{next(numbers)}"
        owner = people.users["owner"]
        self.room = append(CreateRoom(owner.pk, "secret-hall", "private", topic="secret-topic")).id
        for name in ("other", "member", "guest", "admin", "ex_member", "banned", "quiet"):
            append(AddMember(owner.pk, self.room, people.users[name].pk, _role(name)))
        self._say()
        self._keep()
        self._moderate(owner)
        self._open(owner)

    def name(self, who: str) -> str:
        return self.people.users[who].username

    def _say(self) -> None:
        other, member = self.people.users["other"], self.people.users["member"]
        former = self.name("ex_member")
        self.file = upload(other, self.room, FILE_BYTES, "secret-file.txt").json()["id"]
        said = append(sending(other, self.room, f"secret-words for @{former}", files=[self.file])).message
        self.message, self.seq = said.id, said.created_seq
        self.own = append(sending(member, self.room, "secret-words, mine")).message.id
        self.reply = append(sending(member, self.room, "secret-words, below", thread=self.message)).message.id
        poll = CreatePoll(
            member.pk, member.username, self.room, "secret-question", ["one", "two"], f"p{next(numbers)}"
        )
        self.poll = append(poll).message.id
        self.unsent = upload(member, self.room, FILE_BYTES, "secret-file-2.txt").json()["id"]
        self.document = append(CreateDocument(other.pk, self.room, "secret-title", CONTENT)).id
        self.version = append(NameNow(other.pk, self.document, "secret-version"))
        self._share()
        comment = CreateComment(
            other.pk,
            other.username,
            self.document,
            "secret-words",
            f"k{next(numbers)}",
            passage="secret-lines",
        )
        self.comment = Comment.objects.get(message=append(comment).id).pk
        teller.settle()

    def _share(self) -> None:
        """The document is given to somebody who is in the room anyway, and by a link; another one is in the trash."""
        owner, other = self.people.users["owner"].pk, self.people.users["other"].pk
        append(GiveRight(owner, self.document, self.room, other, "read"))
        shared = append(CreateLink(owner, self.document, self.room, "read"))
        self.shared, self.shared_id = shared.token, shared.id
        self.webhook = make_webhook(owner, self.room, "https://hook.example/secret-hook", EVENTS, None).pk
        self.trashed = append(CreateDocument(owner, self.room, "secret-title")).id
        append(TrashDocument(owner, self.trashed, self.room))

    def _keep(self) -> None:
        """What members keep for themselves, and the former ones kept while they were in."""
        later = timezone.now() + timedelta(days=1)
        former = ("ex_member", "banned") if self.former_keep else ()
        for name in ("member", *former):
            me = self.people.users[name].pk
            append(SaveMessage(me, self.message, on=True))
            append(FollowThread(me, self.room, self.message, on=True))
            append(React(me, self.room, self.message, "🎉", on=True))
            append(SaveDraft(me, self.room, "begun"))
            scheduled = append(
                ScheduleMessage(me, self.room, body="later", send_at=later, client_id=f"s{next(numbers)}")
            ).scheduled
            reminder = append(MakeReminder(me, later, "think of it", message_id=self.message)).reminder
            if name == "member":
                self.scheduled, self.reminder = scheduled.id, reminder.id
        member = self.people.users["member"]
        self.token_id = create_token(member.pk, "one more").id
        self.notification = send_to_person(self.people.users["root"].pk, member.username, words("Hello")).id

    def _moderate(self, owner: User) -> None:
        users = self.people.users
        self.report = append(ReportMessage(users["other"].pk, self.own, "rude")).id
        invitation = append(CreateInvitation(owner.pk, self.room))
        self.invitation, self.link = invitation.id, invitation.token
        append(RemoveMember(owner.pk, self.room, users["ex_member"].pk))
        append(SilenceMember(owner.pk, self.room, users["quiet"].pk, 60))
        for name in ("banned", "out"):
            append(BanMember(owner.pk, self.room, users[name].pk))

    def _open(self, owner: User) -> None:
        """Somebody asks to come in while they can; then the room becomes of its kind."""
        append(UpdateRoom(owner.pk, self.room, findable=True))
        self.request = append(AskToJoin(self.room, self.people.users["late"].pk))[0].id
        place = KINDS[self.kind]
        append(UpdateRoom(owner.pk, self.room, findable=place.findable, visibility=place.visibility))

    def arguments(self) -> dict[str, Any]:
        """For the parameters of an address, by their names."""
        return {
            "room_id": self.room,
            "message_id": self.message,
            "document_id": self.document,
            "link_id": self.shared_id,
            "comment_id": self.comment,
            "webhook_id": self.webhook,
            "version_id": self.version,
            "seq": 0,
            "file_id": self.file,
            "invitation_id": self.invitation,
            "request_id": self.request,
            "report_id": self.report,
            "scheduled_id": self.scheduled,
            "reminder_id": self.reminder,
            "token_id": self.token_id,
            "notification_id": self.notification,
            "username": self.name("other"),
            "token": self.link,
            "emoji": "👍",
            "name": "a-name",
        }


def _role(name: str) -> str:
    return name if name in ("guest", "admin") else "member"


class Rooms:
    """A place to call, made anew whenever a call has used it up."""

    def __init__(self, kind: str) -> None:
        self.kind, self.people = kind, People()
        self._place: Place | None = None
        self._made = 0

    @property
    def place(self) -> Place:
        if self._place is None:
            self._made += 1
            self._place = Place(self.people, self.kind, former_keep=self._made == 1)
        return self._place

    def used_up_here(self) -> None:
        """Without a look at the database."""
        self._place = None

    def used_up(self) -> None:
        """The next caller gets a new place, and the accounts are as they were."""
        self._place = None
        late = User.objects.filter(pk=self.people.users["late"].pk)
        late.update(is_active=True, is_staff=False, is_guest=False)
