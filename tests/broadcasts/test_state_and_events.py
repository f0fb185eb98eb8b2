"""State before + events = state afresh, live and from the store: in inboxes and in the list of broadcasts."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from broadcasts.access import STREAM, powers
from broadcasts.actions import (
    ChangeDraft,
    CreateDraft,
    DeleteDraft,
    EditSent,
    Expire,
    Recall,
    TestToMyself,
    Unschedule,
    checked_words,
    send_draft,
    send_new,
)
from broadcasts.events import Audience, BroadcastWish
from broadcasts.jobs import begin, expire_broadcasts, finish
from broadcasts.models import Broadcast
from broadcasts.selectors import broadcast_page
from notifications.actions import ChangeEntries, MarkAllRead, MarkRead
from notifications.events import EntryChange
from notifications.models import InboxEntry
from notifications.selectors import Filter, inbox_page
from realtime import store
from realtime.commit import append
from realtime.streams import Batch
from tests.broadcasts.stage import EVERYONE, again, later, person, room_of, send, wish
from tests.notifications.client_model import Inbox

pytestmark = pytest.mark.django_db(transaction=True)
Heard = list[Batch]


class Reader:
    """A person's client that holds what tabs show, and hears or resumes."""

    def __init__(self, user: User) -> None:
        self.user = user
        pages = self._pages()
        self.inbox = Inbox(*pages)
        self.cursors = {each.stream: each.head for each in pages[0].streams}

    def _pages(self) -> list[Any]:
        return [inbox_page(self.user.pk, Filter(tab), limit=100) for tab in ("all", "done")]

    def hear(self, batches: Heard) -> None:
        for batch in batches:
            if batch.stream in self.cursors:
                self.inbox.apply(batch.changes)
                self.cursors[batch.stream] = batch.upto

    def resume(self, inbox_first: bool) -> None:
        for stream in sorted(self.cursors, reverse=inbox_first):
            self.hear([store.read(stream, self.cursors[stream])])

    def check(self) -> None:
        fresh = Inbox(*self._pages())
        assert self.inbox.shown() == fresh.shown()
        assert self.inbox.unread == inbox_page(self.user.pk).unread


class World:
    """What was sent to all, to a room and to some; one reads it one by one, one by "all read", one has it done."""

    def __init__(self) -> None:
        self.boss, self.ann, self.bo, self.cy = (person(name) for name in ("boss", "ann", "bo", "cy"))
        User.objects.filter(pk=self.boss.pk).update(is_staff=True)
        self.room = room_of(self.ann, self.bo, self.cy)
        audiences = {
            "everyone": EVERYONE,
            "room": Audience(rooms=[self.room.pk]),
            "people": Audience(people=["ann", "bo"]),
            "one": Audience(people=["ann"]),
        }
        self.sent = {name: send(self.boss, audience) for name, audience in audiences.items()}
        ids = [row.notification_id for row in self.sent.values()]
        append(MarkRead(self.ann.pk, [each for each in ids if each]))
        append(MarkAllRead(self.bo.pk))
        first = self.sent["everyone"].notification_id
        assert first is not None
        append(ChangeEntries(self.cy.pk, [first], EntryChange(done=True)))
        self.people = [self.boss, self.ann, self.bo, self.cy]


def edit(world: World, row: Broadcast) -> None:
    change = BroadcastWish(
        title="Coffee for {name}",
        url="/rooms/1/",
        expires_at=later(days=1),
        translations={"de": {"title": "Kaffee", "body": ""}},
    )
    append(EditSent(world.boss.pk, row.pk, change))


def recall(world: World, row: Broadcast) -> None:
    append(Recall(world.boss.pk, row.pk))


def expire(world: World, row: Broadcast) -> None:
    Broadcast.objects.filter(pk=row.pk).update(expires_at=later(seconds=-1))
    expire_broadcasts()


ACTS: dict[str, Callable[[World, Broadcast], None]] = {"edit": edit, "recall": recall, "expire": expire}


@pytest.mark.parametrize("way", ["live", "store", "store, inbox first"])
@pytest.mark.parametrize("name", ["everyone", "room", "people", "one"])
@pytest.mark.parametrize("act", list(ACTS))
def test_what_comes_after_sending_is_told_to_everybody_who_has_it(
    act: str, name: str, way: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadcasts.jobs.PEOPLE", 2)  # more than one portion
    world = World()
    readers = [Reader(user) for user in world.people]
    before = [reader.inbox.shown() for reader in readers]
    heard.clear()
    ACTS[act](world, world.sent[name])
    finish(world.sent[name].pk)
    for reader in readers:
        if way == "live":
            reader.hear(heard)
        else:
            reader.resume(inbox_first=way != "store")
        reader.check()
    has_it = {"everyone": 4, "room": 3, "people": 2, "one": 1}[name]
    after = [reader.inbox.shown() for reader in readers]
    assert sum(now != then for now, then in zip(after, before, strict=True)) == has_it
    assert not again(world.sent[name]).busy


def test_an_edit_leaves_read_what_was_read(heard: Heard) -> None:
    world = World()
    unread = [inbox_page(user.pk).unread for user in world.people]
    for row in world.sent.values():
        edit(world, row)
        finish(row.pk)
    assert [inbox_page(user.pk).unread for user in world.people] == unread
    (shown,) = inbox_page(world.boss.pk).notifications
    assert (shown.title, shown.data, shown.edited_at is not None) == (
        "Coffee for {name}",
        {"variables": "name"},
        True,
    )


def test_what_is_recalled_while_it_goes_out_reaches_nobody_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadcasts.actions.send.AT_ONCE", 1)
    monkeypatch.setattr("broadcasts.jobs.PEOPLE", 1)
    monkeypatch.setattr("broadcasts.jobs.SECONDS", 0.0)
    boss, ann, bo = person("boss", is_staff=True), person("ann"), person("bo")
    sent = send_new(boss.pk, wish(Audience(people=["ann", "bo"]))).broadcast
    from broadcasts.jobs import work

    work(sent.id, 0.0)
    assert list(InboxEntry.objects.values_list("user", flat=True)) == [ann.pk]
    readers = [Reader(user) for user in (ann, bo)]
    append(Recall(boss.pk, sent.id))
    monkeypatch.undo()
    finish(sent.id)
    for reader in readers:
        reader.resume(inbox_first=True) if reader.user == ann else None
        reader.check()
        assert not reader.inbox.known
    assert InboxEntry.objects.count() == 1 and InboxEntry.objects.get().removed_at is not None


# -- the list


class StaffPage:
    """What a page with the list of broadcasts holds."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.known = self._fresh()
        self.cursor = store.open_streams([STREAM])[STREAM].seq

    def _fresh(self) -> dict[int, Any]:
        page = broadcast_page(powers(self.user.pk), limit=100)
        return {row.id: row.model_dump(mode="json") for row in page.broadcasts}

    def resume(self) -> None:
        batch = store.read(STREAM, self.cursor)
        self.apply(batch)

    def apply(self, batch: Batch) -> None:
        for change in batch.changes:
            event = json.loads(change.payload)
            if event["type"] == "broadcast.removed":
                self.known.pop(event["broadcast"], None)
            else:
                self.known[event["broadcast"]["id"]] = event["broadcast"]
        self.cursor = batch.upto

    def check(self) -> None:
        assert self.known == self._fresh()


@pytest.mark.parametrize("live", [True, False])
def test_the_list_of_broadcasts_follows_every_act(live: bool, heard: Heard) -> None:
    boss = person("boss", is_staff=True)
    page = StaffPage(boss)

    def follow() -> None:
        if live:
            for batch in heard:
                if batch.stream == STREAM:
                    page.apply(batch)
            heard.clear()
        else:
            page.resume()
        page.check()

    heard.clear()
    draft = append(CreateDraft(boss.pk, wish(Audience(people=["boss"]))))
    follow()
    append(ChangeDraft(boss.pk, draft.id, BroadcastWish(send_at=later(hours=1))))
    follow()
    send_draft(boss.pk, draft.id)
    follow()
    append(ChangeDraft(boss.pk, draft.id, BroadcastWish(title="Coffee")))
    follow()
    append(Unschedule(boss.pk, draft.id))
    follow()
    send_draft_now = append(ChangeDraft(boss.pk, draft.id, BroadcastWish(send_at=None)))
    assert send_draft_now.state == "draft"
    send_draft(boss.pk, draft.id)
    finish(draft.id)
    follow()
    append(EditSent(boss.pk, draft.id, BroadcastWish(title="Tea")))
    finish(draft.id)
    follow()
    append(Recall(boss.pk, draft.id))
    finish(draft.id)
    follow()
    other = append(CreateDraft(boss.pk, wish()))
    follow()
    append(DeleteDraft(boss.pk, other.id))
    follow()
    assert list(page.known) == [draft.id] and page.known[draft.id]["state"] == "recalled"
    planned = send_new(boss.pk, wish(send_at=later(hours=1), expires_at=later(hours=2))).broadcast
    follow()
    Broadcast.objects.filter(pk=planned.id).update(send_at=later(seconds=-1))
    begin(again(Broadcast(pk=planned.id)))
    finish(planned.id)
    follow()
    Broadcast.objects.filter(pk=planned.id).update(expires_at=later(seconds=-1))
    assert append(Expire(planned.id))
    follow()
    assert page.known[planned.id]["state"] == "expired"


def test_a_test_reaches_its_sender_and_nobody_else() -> None:
    boss = person("boss", is_staff=True)
    person("ann")
    reader = Reader(boss)
    told = append(TestToMyself(boss.pk, checked_words(wish(title="Hello {name}"), boss.pk)))
    assert told.title == "Hello {name}"
    assert list(InboxEntry.objects.values_list("user", flat=True)) == [boss.pk]
    assert not Broadcast.objects.exists()
    reader.cursors = {f"inbox:{boss.pk}": 0}
    reader.resume(inbox_first=True)
    reader.check()
