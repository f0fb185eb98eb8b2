"""State before + events = state afresh, for every action, live and from the store, in whatever order the two
streams come."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from notifications.actions import Announce, MarkAllRead, MarkRead, SendToPeople
from notifications.models import Audience
from notifications.selectors import inbox_page
from realtime import store
from realtime.append import Append
from realtime.commit import commit
from realtime.streams import Batch
from tests.notifications.client_model import Inbox
from tests.notifications.people import person, room_with, words

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """Staff, two people, a room, and the actions that exist."""

    def __init__(self) -> None:
        self.boss, self.ann, self.bo = person("boss", staff=True), person("ann"), person("bo")
        self.room = room_with(self.ann, self.boss)
        self.people = [self.boss, self.ann, self.bo]

    def announce(self) -> Append[Any]:
        return Announce(self.boss.pk, words("to all"))

    def to_ann(self) -> Append[Any]:
        return SendToPeople(self.boss.pk, words("to ann"), Audience.USER, None, [self.ann.pk])

    def to_room(self) -> Append[Any]:
        return SendToPeople(
            self.boss.pk, words("to room"), Audience.ROOM, self.room.pk, [self.ann.pk, self.boss.pk]
        )

    def read(self, user: Any, random: Random) -> Append[Any]:
        ids = [n.id for n in inbox_page(user.pk, limit=100).notifications]
        return MarkRead(user.pk, random.sample(ids, min(len(ids), random.randint(1, 4))))

    def random_action(self, random: Random) -> Append[Any]:
        someone = random.choice(self.people)
        kind = random.choices(["announce", "to_ann", "to_room", "read", "read_all"], [4, 2, 2, 5, 1])[0]
        if kind == "read":
            return self.read(someone, random)
        return MarkAllRead(someone.pk) if kind == "read_all" else getattr(self, kind)()


class Follower:
    """A client that comes back now and then with its cursors."""

    def __init__(self, user: Any) -> None:
        self.user = user
        page = inbox_page(user.pk, limit=100)
        self.inbox = Inbox(page)
        self.cursors = {each.stream: each.head for each in page.streams}

    def hear(self, batches: list[Batch]) -> None:
        for batch in batches:
            if batch.stream in self.cursors:
                self.inbox.apply(batch.changes)
                self.cursors[batch.stream] = batch.upto

    def resume(self, order: list[str]) -> None:
        for stream in order:
            batch = store.read(stream, self.cursors[stream])
            self.hear([batch])

    def check(self) -> None:
        page = inbox_page(self.user.pk, limit=100)
        assert self.inbox.shown() == [n.model_dump(mode="json") for n in page.notifications]
        assert self.inbox.unread == page.unread


@pytest.mark.parametrize(
    "name", ["announce", "to_ann", "to_room", "read_announcement", "read_entries", "read_all"]
)
@pytest.mark.parametrize("way", ["live", "store", "store, inbox first"])
def test_each_action_tells_exactly_what_it_changed(name, way):
    world = World()
    announced, personal, _ = commit([world.announce(), world.to_ann(), world.to_room()])[0]
    followers = [Follower(user) for user in world.people]
    actions: dict[str, Callable[[], Append[Any]]] = {
        "announce": world.announce,
        "to_ann": world.to_ann,
        "to_room": world.to_room,
        "read_announcement": lambda: MarkRead(world.ann.pk, [announced.notification.id]),
        "read_entries": lambda: MarkRead(world.ann.pk, [personal.notification.id, announced.notification.id]),
        "read_all": lambda: MarkAllRead(world.ann.pk),
    }
    before = [follower.inbox.shown() for follower in followers]
    batches = commit([actions[name]()])[1]
    for follower in followers:
        if way == "live":
            follower.hear(batches)
        else:
            follower.resume(sorted(follower.cursors, reverse=way == "store, inbox first"))
        follower.check()
    assert [follower.inbox.shown() for follower in followers] != before


@pytest.mark.parametrize("seed", range(6))
def test_clients_that_come_and_go_agree_with_the_truth(seed):
    random, world = Random(seed), World()
    commit([world.announce()])
    live = [Follower(user) for user in world.people]
    away = [Follower(user) for user in world.people for _ in range(2)]
    for _ in range(40):
        actions = [world.random_action(random) for _ in range(random.randint(1, 3))]
        batches = commit(actions)[1]
        for follower in live:
            follower.hear(batches)
            follower.check()
        for follower in random.sample(away, 2):
            follower.resume(random.sample(sorted(follower.cursors), 2))
            follower.check()
