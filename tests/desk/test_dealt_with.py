"""What several are told of, and one of them deals with: it is done for all of them, live, and stays so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from administration.actions import SettleReport
from chat.actions import ReportMessage, ResolveReport
from chat.models import Report
from desk.notices.rooms import LATE, asked, reported, tell_what_was_left
from notifications.actions import ChangeEntries, MarkAllRead, set_wishes
from notifications.actions.settling import settlings
from notifications.core.preferences import KindWishes, Wishes
from notifications.events import EntryChange
from notifications.kinds import Kind
from notifications.models import InboxEntry, Notification
from notifications.selectors import Filter, inbox_page
from realtime.commit import append
from realtime.streams import Batch
from rooms.actions import AddMember, AskToJoin, BanMember, DecideRequest
from rooms.models import JoinRequest, Membership, Role, Room
from tests.desk.hall import Hall, settle
from tests.notifications.test_follow import Follower
from tests.notifications.ways.world import go_out, state_of
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


class House(Hall):
    """Ann owns the hall, and bo and cy are admins in it. Dora may ask to be let in."""

    def __init__(self) -> None:
        super().__init__()
        for user in (self.bo, self.cy):
            Membership.objects.filter(room=self.room, user=user).update(role=Role.ADMIN)
        Room.objects.filter(pk=self.room).update(findable=True)
        self.boss = person("boss", is_staff=True)
        settle()

    @property
    def admins(self) -> list[User]:
        return [self.ann, self.bo, self.cy]

    def request(self) -> int:
        append(AskToJoin(self.room, self.dora.pk, "Please."))
        settle()
        return JoinRequest.objects.latest("pk").pk

    def report(self) -> int:
        """By a member, of a message of hers."""
        append(AddMember(self.ann.pk, self.room, self.dora.pk))
        said = self.say(self.ann, "rude words")
        Notification.objects.all().delete()
        append(ReportMessage(self.dora.pk, said.pk, "rude"))
        settle()
        return Report.objects.latest("pk").pk


def accept(house: House, pk: int) -> None:
    append(DecideRequest(house.bo.pk, house.room, house.dora.pk, pk, accept=True))


def decline(house: House, pk: int) -> None:
    append(DecideRequest(house.bo.pk, house.room, house.dora.pk, pk, accept=False))


def take_in(house: House, pk: int) -> None:
    append(AddMember(house.cy.pk, house.room, house.dora.pk))


def ban(house: House, pk: int) -> None:
    append(BanMember(house.cy.pk, house.room, house.dora.pk))


def resolve(house: House, pk: int) -> None:
    append(ResolveReport(house.bo.pk, pk))


def settle_it(house: House, pk: int) -> None:
    """Staff, from outside of the room."""
    append(SettleReport(house.boss.pk, pk))


Deal = Callable[[House, int], None]
WAYS: list[tuple[Callable[[House], int], Deal]] = [
    (House.request, accept),
    (House.request, decline),
    (House.request, take_in),
    (House.request, ban),
    (House.report, resolve),
    (House.report, settle_it),
]
NAMES = [f"{happens.__name__}-{deal.__name__}" for happens, deal in WAYS]


def tabs(user: User) -> tuple[int, int, int]:
    """How many notices of rooms are in the inbox, how many are unread, how many done."""
    here = inbox_page(user.pk, Filter("all", Kind.ROOM)).notifications
    done = inbox_page(user.pk, Filter("done", Kind.ROOM)).notifications
    assert all(each.read for each in done)
    return len(here), sum(not each.read for each in here), len(done)


@pytest.mark.parametrize(("happens", "deal"), WAYS, ids=NAMES)
def test_it_is_done_for_all_when_one_has_dealt_with_it(
    happens: Callable[[House], int], deal: Deal, heard: list[Batch]
) -> None:
    house = House()
    pk = happens(house)
    assert [tabs(user) for user in house.admins] == [(1, 1, 0)] * 3
    live, away = ([Follower(user) for user in house.admins] for _ in range(2))
    heard.clear()
    deal(house, pk)
    settle()
    assert [tabs(user) for user in house.admins] == [(0, 0, 1)] * 3
    for follower in live:
        follower.hear([batch for batch in heard if batch.stream == f"inbox:{follower.user.pk}"])
        follower.check("all", "unread", "done")
    for follower in away:
        follower.resume(sorted(follower.cursors))
        follower.check("all", "unread", "done")


def test_what_waits_to_be_sent_of_it_is_not_sent() -> None:
    house = House()
    User.objects.filter(pk=house.cy.pk).update(email="cy@example.org")
    mailed = KindWishes(in_app=True, toast=True, sound=False, push=False, email="now")
    set_wishes(house.cy.pk, Wishes(kinds={Kind.ROOM: mailed}))
    pk = house.request()
    decline(house, pk)
    settle()
    go_out()
    assert state_of(house.cy) == ("skipped", "read")


def test_what_was_read_saved_or_snoozed_is_done_as_well_and_does_not_come_back() -> None:
    house = House()
    pk = house.request()
    (notice,) = inbox_page(house.bo.pk, Filter("all", Kind.ROOM)).notifications
    append(MarkAllRead(house.ann.pk))
    append(ChangeEntries(house.bo.pk, [notice.id], EntryChange(saved=True)))
    later = timezone.now() + timedelta(hours=1)
    append(ChangeEntries(house.cy.pk, [notice.id], EntryChange(snoozed_until=later)))
    decline(house, pk)
    settle()
    assert [tabs(user) for user in house.admins] == [(0, 0, 1)] * 3
    assert [each.saved for each in inbox_page(house.bo.pk, Filter("done")).notifications] == [True]
    assert not InboxEntry.objects.exclude(snoozed_until=None).exists()


def test_other_requests_stay() -> None:
    house = House()
    first = house.request()
    append(AskToJoin(house.room, house.boss.pk, "Me too."))
    settle()
    decline(house, first)
    settle()
    assert [tabs(user) for user in house.admins] == [(1, 1, 1)] * 3


def test_nobody_is_told_of_what_was_dealt_with_before() -> None:
    house = House()
    pk = house.request()
    decline(house, pk)
    settle()
    InboxEntry.objects.all().delete()
    Notification.objects.all().delete()
    asked(pk)
    settle()
    assert not InboxEntry.objects.exists()
    report = house.report()
    resolve(house, report)
    settle()
    InboxEntry.objects.all().delete()
    reported(report)
    settle()
    assert not InboxEntry.objects.exists()


def test_a_crash_leaves_nothing_unsettled_and_who_takes_it_back_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House()
    pk = house.request()
    with monkeypatch.context() as crash:
        crash.setattr("rooms.hooks._answerers", [])
        decline(house, pk)
        settle()
    tell_what_was_left()
    assert [tabs(user) for user in house.admins] == [(1, 1, 0)] * 3, "a moment is left to who should do it"
    JoinRequest.objects.update(decided_at=timezone.now() - 2 * LATE)
    tell_what_was_left()
    assert [tabs(user) for user in house.admins] == [(0, 0, 1)] * 3
    (notice,) = inbox_page(house.bo.pk, Filter("done", Kind.ROOM)).notifications
    append(ChangeEntries(house.bo.pk, [notice.id], EntryChange(done=False)))
    tell_what_was_left()
    assert [tabs(user) for user in house.admins] == [(0, 0, 1), (1, 0, 0), (0, 0, 1)]


def test_a_crash_between_two_portions_leaves_nothing_unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.actions.told.AT_ONCE", 1)
    house = House()
    pk = house.request()
    with monkeypatch.context() as crash:
        crash.setattr("rooms.hooks._answerers", [])
        decline(house, pk)
    first, *_never = settlings([f"request:{pk}"])
    append(first)
    JoinRequest.objects.update(decided_at=timezone.now() - 2 * LATE)
    tell_what_was_left()
    assert [tabs(user) for user in house.admins] == [(0, 0, 1)] * 3
