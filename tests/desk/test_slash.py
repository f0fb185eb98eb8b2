"""Slash commands: each does what it says, to those who may, and says what is wrong without losing the text."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from chat.models import Message
from desk.models import Reminder, Scheduled
from desk.slash.registry import commands, menu
from realtime.commit import append
from rooms.actions import AddMember
from rooms.models import Ban, Membership, Room
from tests.api import Api
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """Ann owns the room, Bo is a member, Cy is not in it."""

    def __init__(self) -> None:
        self.ann, self.bo, self.cy = person("ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo).id
        self.count = 0

    def type(self, user: User, text: str, client_id: str = "") -> tuple[int, Any]:
        self.count += 1
        wish = {"text": text, "client_id": client_id or f"c{self.count}"}
        answer = Api(user).post(f"/rooms/{self.room}/slash", wish)
        return answer.status_code, answer.json()

    def did(self, user: User, text: str) -> Any:
        status, answer = self.type(user, text)
        assert status == 200, answer
        return answer

    def last(self) -> Message:
        found = Message.objects.order_by("-pk").first()
        assert found is not None
        return found

    def role(self, user: User) -> str | None:
        present = Membership.objects.filter(room=self.room, user=user, removed_at=None)
        return present.values_list("role", flat=True).first()

    def now(self) -> Room:
        return Room.objects.get(pk=self.room)


@pytest.mark.parametrize(
    ("text", "body", "kind"),
    [
        ("/me waves", "waves", "me"),
        ("/shrug who knows", r"who knows ¯\\\_(ツ)\_/¯", "text"),
        ("/tableflip", "(╯°□°)╯︵ ┻━┻", "text"),
        ("/spoiler the end", "||the end||", "text"),
        ("//topic is a command", "/topic is a command", "text"),
        ("/ME Waves", "Waves", "me"),
    ],
)
def test_what_is_said(text: str, body: str, kind: str) -> None:
    world = World()
    assert world.did(world.bo, text)["did"] == "sent"
    assert (world.last().body, world.last().kind) == (body, kind)


def test_a_repeat_says_nothing_twice() -> None:
    world = World()
    for _ in range(2):
        assert world.type(world.bo, "/me waves", "same")[0] == 200
    assert Message.objects.filter(body="waves").count() == 1


def test_a_poll() -> None:
    world = World()
    assert world.did(world.bo, '/poll "Tea or coffee?" Tea "Black coffee"')["did"] == "sent"
    extra = world.last().extra
    assert extra is not None
    poll = extra["poll"]
    assert (poll["question"], [each["text"] for each in poll["options"]]) == (
        "Tea or coffee?",
        ["Tea", "Black coffee"],
    )
    assert world.type(world.bo, '/poll "Only a question"')[0] == 422
    assert world.type(world.bo, '/poll "no end')[0] == 422


DEEDS: dict[str, tuple[str, Callable[[World], bool]]] = {
    "topic": ("/topic New topic", lambda w: w.now().topic == "New topic"),
    "rename": ("/rename Cellar", lambda w: w.now().name == "Cellar"),
    "archive": ("/archive", lambda w: w.now().archived),
    "invite": ("/invite @cy", lambda w: w.role(w.cy) == "member"),
    "remove": ("/remove @bo", lambda w: w.role(w.bo) is None),
    "ban": ("/ban @bo 2h spam", lambda w: Ban.objects.get().reason == "spam" and w.role(w.bo) is None),
    "mute": (
        "/mute bo 10m",
        lambda w: Membership.objects.filter(
            room=w.room, user=w.bo, silenced_until__lt=timezone.now() + timedelta(minutes=11)
        ).exists(),
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_what_owners_may_do_and_members_not(name: str) -> None:
    world = World()
    text, done = DEEDS[name]
    status, answer = world.type(world.bo, text)
    assert (status, answer["error"]["code"]) == (403, "forbidden")
    assert not Ban.objects.exists() and not world.now().archived
    answer = world.did(world.ann, text)
    assert answer["did"] == "changed" and answer["text"]
    assert done(world)


def test_undoing() -> None:
    world = World()
    world.did(world.ann, "/archive")
    world.did(world.ann, "/unarchive")
    assert not world.now().archived
    world.did(world.ann, "/mute @bo")
    world.did(world.ann, "/unmute @bo")
    assert Membership.objects.get(room=world.room, user=world.bo).silenced_until is None
    world.did(world.ann, "/ban @bo")
    world.did(world.ann, "/unban @bo")
    world.did(world.ann, "/invite @bo")
    assert world.role(world.bo) == "member"


def test_leaving_joining_and_writing_directly() -> None:
    world = World()
    open_room = room(world.ann, name="Open house", visibility="public").id
    assert world.did(world.bo, "/join #open house")["url"] == f"/rooms/{open_room}/"
    answer = world.did(world.bo, "/dm @ann hello there")
    assert world.last().body == "hello there"
    assert answer["url"] == f"/rooms/{world.last().room_id}/" != f"/rooms/{world.room}/"
    assert world.did(world.bo, "/leave")["url"] == "/"
    assert world.role(world.bo) is None
    assert world.type(world.bo, "/me is gone")[0] == 404


def test_reminders_and_scheduled_messages() -> None:
    world = World()
    assert "reminded" in world.did(world.bo, "/remind me to call Ann in 10 minutes")["text"]
    reminder = Reminder.objects.get()
    assert reminder.text == "call Ann" and reminder.room_id == world.room
    assert timedelta(minutes=9) < reminder.due_at - timezone.now() < timedelta(minutes=11)
    world.did(world.bo, "/schedule tomorrow 9:00 good morning")
    assert Scheduled.objects.get().body == "good morning"
    for text in ("/remind", "/remind call Ann", "/remind in 5 minutes"):
        status, answer = world.type(world.bo, text)
        assert status == 422 and "/remind" in answer["error"]["message"]


def test_the_clock_of_a_command_is_that_of_its_author() -> None:
    world = World()
    User.objects.filter(pk=world.bo.pk).update(timezone="Asia/Tokyo")
    world.did(world.bo, "/remind stand up tomorrow at 9:00")
    assert (Reminder.objects.get().due_at + timedelta(hours=9)).strftime("%H:%M") == "09:00"


@pytest.mark.parametrize(
    ("text", "emoji", "words", "ends"),
    [
        ("/status :palm_tree: on holiday", "🌴", "on holiday", False),
        ("/status 🍜 lunch for 1 hour", "🍜", "lunch", True),
        ("/status out for lunch", "", "out for lunch", False),
        ("/away", "🌙", "Away", False),
        ("/away back at five", "🌙", "back at five", False),
    ],
)
def test_statuses(text: str, emoji: str, words: str, ends: bool) -> None:
    world = World()
    world.did(world.bo, text)
    bo = User.objects.get(pk=world.bo.pk)
    assert (bo.status_emoji, bo.status_text, bo.status_until is not None) == (emoji, words, ends)
    world.did(world.bo, "/back")
    assert User.objects.get(pk=world.bo.pk).status_text == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/nothing such", "There is no command /nothing."),
        ("/", "There is no command /."),
        ("/usr/bin", "There is no command /usr/bin."),
        ("/invite", "/invite @person"),
        ("/invite @nobody", "There is nobody called nobody."),
        ("/mute @bo soon", "/mute @person"),
        ("/me", "/me what you do"),
        ("/join #nowhere", "There is no room called nowhere."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_sent(text: str, says: str) -> None:
    world = World()
    status, answer = world.type(world.ann, text)
    assert (status, answer["error"]["code"], answer["error"]["field"]) == (422, "invalid", "text")
    assert says in answer["error"]["message"]
    assert not Message.objects.exists()


def test_strangers_learn_nothing() -> None:
    world = World()
    for text in ("/who", "/help", "/topic x", "//x", "/nothing"):
        assert world.type(world.cy, text)[0] == 404


def test_help_and_the_menu_show_every_command() -> None:
    world = World()
    answer = world.did(world.bo, "/help")
    assert answer["did"] == "told"
    listed = Api(world.bo).get("/slash").json()["commands"]
    assert [each["name"] for each in listed] == sorted(commands) == [each.name for each in menu()]
    assert all(f"/{name}" in answer["text"] for name in commands)
    assert {name: each["aliases"] for each in listed if (name := each["name"]) == "mute"} == {
        "mute": ["silence"]
    }
    assert "silence" not in commands and "/mute @person" in world.did(world.bo, "/help silence")["text"]


def test_who_is_here_counts_members_only() -> None:
    world = World()
    assert world.did(world.bo, "/who")["text"].startswith("0 of 2 are here")


def test_an_admin_gives_no_more_than_the_actions_allow() -> None:
    world = World()
    append(AddMember(world.ann.pk, world.room, world.bo.pk, "admin"))
    status, answer = world.type(world.bo, "/remove @ann")
    assert (status, answer["error"]["code"]) == (403, "forbidden")
