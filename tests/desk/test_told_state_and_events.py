"""State before + events = state afresh, whatever happens to people: live, and read from the store now and then."""

from contextlib import suppress
from random import Random

import pytest

from accounts.models import User
from chat.actions import DeleteMessage, MoveReadMarker, React, ReadThread, ReportMessage
from chat.models import Message
from notifications.actions import MarkAllRead
from notifications.kinds import Volume, room_place
from notifications.models import InboxEntry
from notifications.selectors import inbox_page
from realtime import store
from realtime.commit import append, writer
from realtime.errors import Refused
from realtime.store import open_streams
from realtime.streams import Batch
from rooms.actions import AddMember, OpenDirect, RemoveMember
from tests.desk.hall import Hall, settle, turn, watch_for
from tests.notifications.client_model import Inbox

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = 60


class Tab:
    """One person's inbox in a page that is always there, and in one that asks for changes now and then."""

    def __init__(self, user: User) -> None:
        self.user, self.stream = user, f"inbox:{user.pk}"
        self.seq = open_streams([self.stream])[self.stream].seq
        page = inbox_page(user.pk, limit=100)
        self.live, self.polled = Inbox(page), Inbox(page)
        self.heard = self.seq

    def hear(self, batch: Batch) -> None:
        assert batch.changes[0].seq == self.heard + 1
        self.heard = batch.changes[-1].seq
        self.live.apply(batch.changes)

    def poll(self) -> None:
        batch = store.read(self.stream, self.seq, 1_000)
        self.seq = batch.upto
        self.polled.apply(batch.changes)


class Life:
    """Random things that people do to each other."""

    def __init__(self, seed: int) -> None:
        self.random, self.hall = Random(seed), Hall()
        hall = self.hall
        self.people = [hall.ann, hall.bo, hall.cy]
        self.direct = append(OpenDirect(hall.ann.pk, [hall.bo.pk]))[0].id
        watch_for(hall.cy, "plan")
        turn(hall.bo, room_place(hall.room), Volume.ALL)

    def step(self) -> None:
        acts = [self.talk] * 3 + [self.write_to] * 2 + [self.react] * 4
        acts += [self.read, self.read_thread, self.read_all, self.delete, self.report, self.move]
        with suppress(Refused):  # who is not in the room just now
            self.random.choice(acts)()
        settle()

    def someone(self) -> User:
        return self.random.choice(self.people)

    def message(self, room: int) -> Message | None:
        rows = list(Message.objects.filter(room=room, deleted_at=None).order_by("pk"))
        return self.random.choice(rows) if rows else None

    def talk(self) -> None:
        body = self.random.choice(["hello", "the plan", "@ann @cy", "@room", "well"])
        root = self.random.choice([None, self.message(self.hall.room)])
        thread = root.pk if root is not None and root.root_id is None else None
        self.hall.say(self.someone(), body, thread)

    def write_to(self) -> None:
        self.hall.say(self.random.choice(self.people[:2]), "psst", where=self.direct)

    def react(self) -> None:
        if message := self.message(self.random.choice([self.hall.room, self.direct])):
            emoji, on = self.random.choice("👍🎉"), self.random.random() < 0.6
            append(React(self.someone().pk, message.room_id, message.pk, emoji, on=on))

    def read(self) -> None:
        room = self.random.choice([self.hall.room, self.direct])
        append(MoveReadMarker(self.someone().pk, room, self.random.randrange(1, 60)))

    def read_thread(self) -> None:
        if message := self.message(self.hall.room):
            root = message.root_id or message.pk
            append(ReadThread(self.someone().pk, message.room_id, root, self.random.randrange(1, 60)))

    def read_all(self) -> None:
        append(MarkAllRead(self.someone().pk))

    def delete(self) -> None:
        if message := self.message(self.hall.room):
            append(DeleteMessage(message.author_id, message.room_id, message.pk))

    def report(self) -> None:
        if message := self.message(self.hall.room):
            append(ReportMessage(self.someone().pk, message.pk, "rude"))

    def move(self) -> None:
        cy = self.hall.cy.pk
        append(RemoveMember(self.hall.ann.pk, self.hall.room, cy))
        append(AddMember(self.hall.ann.pk, self.hall.room, cy))


@pytest.mark.parametrize("seed", range(4))
def test_state_before_and_events_are_the_state_afresh(seed: int, heard: list[Batch]) -> None:
    life = Life(seed)
    tabs = {f"inbox:{user.pk}": Tab(user) for user in life.people}
    heard.clear()
    for _ in range(STEPS):
        life.step()
        for tab in tabs.values():
            if life.random.random() < 0.2:
                tab.poll()
    writer.flush()
    for batch in heard:
        if batch.stream in tabs:
            tabs[batch.stream].hear(batch)
    assert InboxEntry.objects.filter(removed_at__isnull=False).exists()  # piles grew, reactions went
    for tab in tabs.values():
        tab.poll()
        page = inbox_page(tab.user.pk, limit=100)
        afresh = [each.model_dump(mode="json") for each in page.notifications]
        assert tab.live.tab("all") == afresh == tab.polled.tab("all")
        assert tab.live.unread == page.unread == tab.polled.unread
        assert tab.live.unseen == page.unseen
