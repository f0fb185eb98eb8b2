"""State before + events = state afresh, for every action, live and from the store, in whatever order the two
streams come."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from random import Random
from typing import Any, get_args

import pytest
from django.utils import timezone

from notifications.actions import (
    Acknowledge,
    ChangeEntries,
    MarkAllRead,
    MarkAllSeen,
    MarkRead,
    RestoreStates,
    SetPlaceVolume,
    SetWishes,
    WakeSnoozed,
)
from notifications.actions.telling import Tell
from notifications.core.preferences import Quiet, Wishes
from notifications.events import EntryChange, EntryState, Tab
from notifications.happenings import Happening
from notifications.kinds import Kind, Volume
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors import Filter, inbox_page, preferences_page
from realtime import store
from realtime.append import Append
from realtime.commit import commit
from realtime.errors import Refused
from realtime.streams import Batch
from tests.notifications.client_model import Inbox
from tests.notifications.people import AnnouncementChange, person, room_with, words
from tests.notifications.sending import Announce, SendToPeople

pytestmark = pytest.mark.django_db(transaction=True)

SOON = timedelta(hours=3)


def everything(user: Any) -> list[Any]:
    """What all tabs together show, which is all but what is snoozed and not saved."""
    return [inbox_page(user.pk, Filter(tab), limit=100) for tab in ("all", "saved", "done")]


class World:
    """Staff, two people, a room, and the actions that exist."""

    def __init__(self) -> None:
        self.boss, self.ann, self.bo = person("boss", staff=True), person("ann"), person("bo")
        self.room = room_with(self.ann, self.boss)
        self.people = [self.boss, self.ann, self.bo]
        self.happenings = 0

    def announce(self) -> Append[Any]:
        return Announce(self.boss.pk, words("to all"))

    def to_ann(self) -> Append[Any]:
        return SendToPeople(self.boss.pk, words("to ann"), Audience.USER, None, [self.ann.pk])

    def to_room(self) -> Append[Any]:
        return SendToPeople(
            self.boss.pk, words("to room"), Audience.ROOM, self.room.pk, [self.ann.pk, self.boss.pk]
        )

    def happen(self, merges: bool = True) -> Append[Any]:
        """Somebody writes to ann and boss; unread ones of the group are replaced."""
        self.happenings += 1
        happening = Happening(
            Kind.DIRECT,
            key=f"message:{self.happenings}",
            group=f"room:{self.room.pk}",
            places=(f"room:{self.room.pk}",),
            url="/",
            data={"name": "Bo", "kind_of_room": "direct"},
            sender_id=self.bo.pk,
            merges=merges,
        )
        return Tell(happening, [self.ann.pk, self.boss.pk], set)

    def ids(self, user: Any) -> list[int]:
        return [n.id for n in inbox_page(user.pk, limit=100).notifications]

    def some(self, user: Any, random: Random) -> list[int]:
        ids = self.ids(user)
        return random.sample(ids, min(len(ids), random.randint(1, 4)))

    def random_action(self, random: Random) -> Append[Any]:  # noqa: C901  (a table)
        user = random.choice(self.people)
        newest = Notification.objects.filter(audience="everyone", recalled_at=None).order_by("?").first()
        match random.randrange(18):
            case 0 | 1:
                return self.announce()
            case 2:
                return self.to_ann()
            case 3:
                return self.to_room()
            case 4 | 5 | 6:
                return self.happen()
            case 7:
                return MarkAllRead(user.pk)
            case 8:
                return MarkAllSeen(user.pk)
            case 9:
                return self.change(user, EntryChange(read=False), random)
            case 10:
                return self.change(user, EntryChange(done=True), random)
            case 11:
                return self.change(user, EntryChange(saved=random.random() < 0.7), random)
            case 12:
                return self.change(user, EntryChange(snoozed_until=timezone.now() + SOON), random)
            case 13:
                mine = InboxEntry.objects.filter(user=user).exclude(snoozed_until=None)
                ids = list(mine.values_list("notification", flat=True))
                return WakeSnoozed(user.pk, ids, timezone.now() + 2 * SOON)
            case 14:
                return SetPlaceVolume(
                    self.ann.pk, f"room:{self.room.pk}", random.choice([None, *(Volume.MENTIONS, Volume.ALL)])
                )
            case 15 if newest is not None:
                return AnnouncementChange(newest.pk, recall=random.random() < 0.3)
            case _:
                return self.change(user, EntryChange(read=True), random)

    def change(self, user: Any, change: EntryChange, random: Random) -> Append[Any]:
        return ChangeEntries(user.pk, self.some(user, random) or Filter("all"), change)


class Follower:
    """A client that comes back now and then with its cursors."""

    def __init__(self, user: Any) -> None:
        self.user = user
        pages = everything(user)
        self.inbox = Inbox(*pages, preferences=preferences_page(user.pk))
        self.cursors = {each.stream: each.head for each in pages[0].streams}

    def hear(self, batches: list[Batch]) -> None:
        for batch in batches:
            if batch.stream in self.cursors:
                self.inbox.apply(batch.changes)
                self.cursors[batch.stream] = batch.upto

    def resume(self, order: list[str], portion: int = 500) -> None:
        for stream in order:
            while True:
                batch = store.read(stream, self.cursors[stream], portion)
                self.hear([batch])
                if not batch.changes:
                    break

    def check(self, *tabs: Tab) -> None:
        for tab in tabs or get_args(Tab):
            page = inbox_page(self.user.pk, Filter(tab), limit=100)
            afresh = [n.model_dump(mode="json") for n in page.notifications]
            assert _differences(self.inbox.tab(tab), afresh) == [], tab
            assert (self.inbox.unread, self.inbox.unseen) == (page.unread, page.unseen)
        if tabs:
            return
        kept = preferences_page(self.user.pk)
        assert self.inbox.wishes == kept.wishes.model_dump(mode="json")
        assert self.inbox.rules == {rule.place: rule.volume for rule in kept.rules}


def _differences(kept: list[dict[str, Any]], afresh: list[dict[str, Any]]) -> list[Any]:
    """What a reader of a failure wants to see, and nothing when they are equal."""
    if [each["id"] for each in kept] != [each["id"] for each in afresh]:
        return [[each["id"] for each in kept], [each["id"] for each in afresh]]
    pairs = [(a["id"], name, a[name], b[name]) for a, b in zip(kept, afresh, strict=True) for name in b]
    return [pair for pair in pairs if pair[2] != pair[3]]


def saved_before(world: World, ids: dict[str, int]) -> Append[Any]:
    commit([ChangeEntries(world.ann.pk, [ids["announced"]], EntryChange(done=True, saved=True))])
    states = [EntryState(id=ids["announced"], read=False, done=False, saved=False, snoozed_until=None)]
    return RestoreStates(world.ann.pk, states)


def asleep(world: World, ids: dict[str, int]) -> Append[Any]:
    wanted = [ids["announced"], ids["personal"]]
    commit([ChangeEntries(world.ann.pk, wanted, EntryChange(read=True, snoozed_until=timezone.now() + SOON))])
    commit([MarkAllSeen(world.ann.pk), MarkAllRead(world.ann.pk)])
    return WakeSnoozed(world.ann.pk, wanted, timezone.now() + 2 * SOON)


def asking(world: World, ids: dict[str, int]) -> Append[Any]:
    Notification.objects.filter(pk=ids["announced"]).update(wants_ack=True)
    return Acknowledge(world.ann.pk, ids["announced"])


def change(name: str, **values: Any) -> Callable[[World, dict[str, int]], Append[Any]]:
    return lambda world, ids: ChangeEntries(world.ann.pk, [ids[name]], EntryChange(**values))


ACTIONS: dict[str, Callable[[World, dict[str, int]], Append[Any]]] = {
    "announce": lambda world, ids: world.announce(),
    "to_ann": lambda world, ids: world.to_ann(),
    "to_room": lambda world, ids: world.to_room(),
    "happen": lambda world, ids: world.happen(),
    "read_announcement": lambda world, ids: MarkRead(world.ann.pk, [ids["announced"]]),
    "read_entries": lambda world, ids: MarkRead(world.ann.pk, [ids["personal"], ids["announced"]]),
    "read_all": lambda world, ids: MarkAllRead(world.ann.pk),
    "seen_all": lambda world, ids: MarkAllSeen(world.ann.pk),
    "done": change("personal", done=True),
    "done_unread": change("announced", done=True, read=False),
    "save": change("announced", saved=True),
    "snooze": change("personal", snoozed_until=timezone.now() + SOON),
    "everything_done": lambda world, ids: ChangeEntries(world.ann.pk, Filter("all"), EntryChange(done=True)),
    "undo": saved_before,
    "wake": asleep,
    "acknowledge": asking,
    "edit": lambda world, ids: AnnouncementChange(ids["announced"], recall=False),
    "recall": lambda world, ids: AnnouncementChange(ids["announced"], recall=True),
    "wishes": lambda world, ids: SetWishes(
        world.ann.pk, Wishes(keywords=["tea"], quiet=Quiet(scheduled=True))
    ),
    "rule": lambda world, ids: SetPlaceVolume(world.ann.pk, f"room:{world.room.pk}", Volume.NOTHING),
}


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("way", ["live", "store", "store, inbox first"])
def test_each_action_tells_exactly_what_it_changed(name, way):
    world = World()
    announced, personal, _, _ = commit([world.announce(), world.to_ann(), world.to_room(), world.happen()])[0]
    ids = {"announced": announced.id, "personal": personal.id}
    action = ACTIONS[name](world, ids)
    followers = [Follower(user) for user in world.people]
    before = [deepcopy(vars(follower.inbox)) for follower in followers]
    batches = commit([action])[1]
    for follower in followers:
        if way == "live":
            follower.hear(batches)
        else:
            follower.resume(sorted(follower.cursors, reverse=way == "store, inbox first"))
        follower.check()
    assert [vars(follower.inbox) for follower in followers] != before


@pytest.mark.parametrize("seed", range(8))
def test_clients_that_come_and_go_agree_with_the_truth(seed):
    random, world = Random(seed), World()
    commit([world.announce()])
    live = [Follower(user) for user in world.people]
    away = [Follower(user) for user in world.people for _ in range(2)]
    for _ in range(25):
        actions = [world.random_action(random) for _ in range(random.randint(1, 3))]
        try:
            batches = commit(actions)[1]
        except Refused:  # what one of them took away, the next wanted to change: nothing was written
            continue
        for follower in live:
            follower.hear(batches)
            follower.check(random.choice(get_args(Tab)))
        follower = random.choice(away)
        follower.resume(random.sample(sorted(follower.cursors), 2), random.choice([1, 3, 500]))
        follower.check("all", "saved", "done")
    for follower in live + away:
        follower.resume(random.sample(sorted(follower.cursors), 2))
        follower.check()
