"""Nobody is sent anything of a room or a document that they may not see any more when it is due."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from broadcasts.events import Audience
from collab.actions import CreateDocument
from collab.actions.sharing import GiveRight, SetRoomRight, TakeRight
from comments.actions import CreateComment
from desk.actions import MakeReminder
from desk.jobs import fire_reminders
from desk.models import Reminder
from notifications.kinds import Kind
from notifications.models import Delivery, Notification
from notifications.places import hidden
from notifications.ways.recheck import verdicts
from realtime.commit import append
from rooms.actions import RemoveMember
from tests.broadcasts.stage import later, send
from tests.desk.hall import Hall, settle
from tests.notifications.ways.post_office import PostOffice
from tests.notifications.ways.world import go_out, state_of, told, wish

pytestmark = pytest.mark.django_db(transaction=True)


class House(Hall):
    """A hall with a document of bo's. Cy is in the room; dora is not, and was given the document. Both want mail."""

    def __init__(self) -> None:
        super().__init__()
        self.document = append(CreateDocument(self.bo.pk, self.room, "Plan", "Some words.")).id
        append(GiveRight(self.bo.pk, self.document, self.room, self.dora.pk, "comment"))
        settle()
        for user in (self.cy, self.dora):
            user.email = f"{user.username}@example.org"
            user.save()
        Delivery.objects.all().delete()

    def wants(self, user: User, kind: Kind) -> None:
        wish(user, kind, email="now")

    def leave_room(self) -> None:
        append(RemoveMember(self.ann.pk, self.room, self.cy.pk))

    def take_document(self) -> None:
        """From those in the room, and from dora."""
        append(SetRoomRight(self.bo.pk, self.document, self.room, "none"))
        append(TakeRight(self.bo.pk, self.document, self.room, self.dora.pk))


def a_mention(house: House) -> User:
    house.wants(house.cy, Kind.MENTION)
    house.say(house.bo, "a secret, @cy")
    return house.cy


def a_reminder(house: House) -> User:
    house.wants(house.cy, Kind.REMINDER)
    said = house.say(house.bo, "a secret")
    append(MakeReminder(house.cy.pk, later(minutes=1), message_id=said.pk))
    Reminder.objects.update(due_at=later(seconds=-1))
    fire_reminders()
    return house.cy


def an_announcement(house: House) -> User:
    house.wants(house.cy, Kind.ANNOUNCEMENT)
    send(house.ann, Audience(rooms=[house.room]))
    return house.cy


def a_share(house: House) -> User:
    house.wants(house.dora, Kind.SHARE)
    append(GiveRight(house.bo.pk, house.document, house.room, house.dora.pk, "edit"))
    settle()
    return house.dora


def a_comment(house: House) -> User:
    """Beside a document that the room does not see."""
    append(SetRoomRight(house.bo.pk, house.document, house.room, "none"))
    house.wants(house.dora, Kind.DOCUMENT_MENTION)
    append(CreateComment(house.bo.pk, "bo", house.document, "a secret, @dora", "k1"))
    settle()
    return house.dora


def a_comment_in_the_room(house: House) -> User:
    house.wants(house.cy, Kind.DOCUMENT_MENTION)
    append(CreateComment(house.bo.pk, "bo", house.document, "a secret, @cy", "k2"))
    settle()
    return house.cy


Lose = Callable[[House], None]
CASES: list[tuple[Callable[[House], User], Lose]] = [
    (a_mention, House.leave_room),
    (a_reminder, House.leave_room),
    (an_announcement, House.leave_room),
    (a_share, House.take_document),
    (a_comment, House.take_document),
    (a_comment_in_the_room, House.leave_room),
    (a_comment_in_the_room, House.take_document),
]
NAMES = [f"{happens.__name__}-{lose.__name__}" for happens, lose in CASES]


@pytest.mark.parametrize(("happens", "lose"), CASES, ids=NAMES)
def test_who_may_not_see_it_any_more_is_sent_nothing_of_it(
    happens: Callable[[House], User], lose: Lose, post_office: PostOffice
) -> None:
    house = House()
    person = happens(house)
    lose(house)
    go_out()
    assert post_office.letters == [] and state_of(person) == ("skipped", "access")


@pytest.mark.parametrize("happens", dict(CASES), ids=lambda each: each.__name__)
def test_who_may_still_see_it_is_sent_it(happens: Callable[[House], User], post_office: PostOffice) -> None:
    house = House()
    person = happens(house)
    go_out()
    assert [letter["To"] for letter in post_office.letters] == [person.email]


def test_what_is_gone_is_hidden_and_what_nobody_asks_for_is_not() -> None:
    house = House()
    gone = {(house.cy.pk, "room:999"), (house.cy.pk, "document:999")}
    seen = {(house.cy.pk, f"room:{house.room}"), (house.dora.pk, f"document:{house.document}")}
    assert hidden(gone | seen | {(house.cy.pk, "thread:999"), (house.cy.pk, "room:x")}) == gone
    assert hidden({(house.dora.pk, f"room:{house.room}")}) == {(house.dora.pk, f"room:{house.room}")}


def test_asking_costs_the_same_however_many_are_due(django_assert_num_queries: Any) -> None:
    house = House()
    house.wants(house.cy, Kind.SHARE)
    house.wants(house.dora, Kind.SHARE)

    def due() -> list[Delivery]:
        return list(Delivery.objects.select_related("notification"))

    places = (f"document:{house.document}", f"room:{house.room}")
    told(house.cy, places=places)
    with CaptureQueriesContext(connection) as one:
        verdicts(due(), timezone.now())
    for number in range(6):
        told((house.cy, house.dora)[number % 2], places=places, group=f"one:{number}")
    assert Notification.objects.filter(kind=Kind.SHARE).count() > 6
    with django_assert_num_queries(len(one)):
        verdicts(due(), timezone.now())
