"""GET /events/: nothing lost, nothing twice, in order; only one's own; and an end with a reason."""

import asyncio
from random import Random
from typing import Any

import pytest

from accounts.actions import TouchAccess
from accounts.models import User
from notifications import event_ids
from notifications.actions import MarkAllRead, MarkRead
from notifications.models import Audience
from notifications.selectors import inbox_page
from notifications.sse import pulse
from realtime.commit import append_async
from realtime.db import in_db
from realtime.drain import drain
from realtime.hub import hub
from realtime.streams import Cursor
from tests.notifications.people import person, words
from tests.notifications.reading import Open, Stream
from tests.notifications.sending import Announce, SendToPeople

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

ALL = "announcements:all"


@pytest.fixture
def boss(transactional_db: None) -> User:
    return person("boss", staff=True)


@pytest.fixture
def ann(boss: User) -> User:
    return person("ann")


def to(boss: User, user: User, title: str = "for you") -> SendToPeople:
    return SendToPeople(boss.pk, words(title), Audience.USER, None, [user.pk])


def only(stream: Stream, name: str) -> list[int]:
    return [seq for each, seq in stream.got if each == name]


# -- who


async def test_a_stranger_gets_a_json_error(listen: Open) -> None:
    for stream in (
        Stream(None),
        Stream(None, token="wrong"),
        Stream(None, query="token=wrong&channel=inbox:1"),
    ):
        response = (await stream.open()).response
        assert response.status_code == 401
        assert response["Content-Type"] == "application/json"
        assert response.json()["error"]["code"] == "unauthenticated"


async def test_a_token_opens_it_in_the_header_or_the_address(listen: Open, boss: User, ann: User) -> None:
    from accounts.actions import create_token

    token = (await in_db(create_token, ann.pk, "script", None)).token
    streams = [listen(None, token=token), listen(None, query=f"token={token}")]
    for stream in streams:
        await stream.open()
    await append_async(to(boss, ann))
    for stream in streams:
        await stream.upto(inbox=1)
        assert stream.got == [(f"inbox:{ann.pk}", 1)]


async def test_the_answer_is_not_cached_or_buffered(listen: Open, ann: User) -> None:
    stream = await listen(ann).open()
    assert stream.response["Content-Type"] == "text/event-stream"
    assert "no-store" in stream.response["Cache-Control"]
    assert stream.response["X-Accel-Buffering"] == "no"
    await stream.read()
    assert 1_000 <= (stream.parser.retry or 0) <= 3_000


async def test_nothing_in_the_request_opens_anothers_inbox(listen: Open, boss: User, ann: User) -> None:
    bo = await in_db(person, "bo")
    await append_async(to(boss, ann, "secret"))
    foreign = event_ids.encode({f"inbox:{ann.pk}": Cursor("x", 0), ALL: Cursor("x", 0)})
    query = f"channel=inbox:{ann.pk}&channels=inbox:{ann.pk}&link=next&recover=true&user={ann.pk}"
    nosy = [listen(bo, query=query), listen(bo, foreign), listen(bo, query=f"lastEventId={foreign}")]
    for stream in nosy:
        await stream.open()
    await append_async(to(boss, ann, "secret"))
    await append_async(to(boss, bo, "for bo"))
    for stream in nosy:
        await stream.upto(inbox=1)
        assert [event["notification"]["title"] for event in stream.events] == ["for bo"]


# -- nothing lost, nothing twice, in order


async def test_what_is_sent_while_a_stream_opens_is_never_lost(listen: Open, boss: User, ann: User) -> None:
    inbox, came_live = f"inbox:{ann.pk}", 0
    for round_ in range(1, 41):
        random = Random(round_)
        stream = listen(ann)

        async def send(delay: float) -> None:
            await asyncio.sleep(delay)
            await append_async(Announce(boss.pk, words()))
            await append_async(to(boss, ann))

        await asyncio.gather(stream.open(), *(send(random.uniform(0, 0.02)) for _ in range(2)))
        await send(0)
        await stream.read()
        start = event_ids.decode(stream.messages[0].id)
        assert start is not None
        await stream.upto(inbox=3 * round_, announcements=3 * round_)
        assert only(stream, inbox) == list(range(start[inbox].seq + 1, 3 * round_ + 1))
        assert only(stream, ALL) == list(range(start[ALL].seq + 1, 3 * round_ + 1))
        came_live += len(stream.got)
        await stream.close()
    assert came_live >= 2 * 40  # what was sent behind the opening, and however much of the rest met it


async def test_a_first_connection_goes_on_from_where_the_page_was_read(
    listen: Open, boss: User, ann: User
) -> None:
    await append_async(to(boss, ann))
    page = await in_db(inbox_page, ann.pk)
    await append_async(to(boss, ann))
    await append_async(Announce(boss.pk, words()))
    stream = await listen(
        ann, query=f"lastEventId=old&lastEventId={page.last_event_id.replace('%', '%25')}"
    ).open()
    await stream.upto(inbox=2)
    assert sorted(stream.got) == [(ALL, 1), (f"inbox:{ann.pk}", 2)] and stream.resets == []


@pytest.mark.parametrize("missed", [1, 30, 900])
async def test_a_stream_resumes_with_exactly_what_it_missed(
    listen: Open, boss: User, ann: User, missed: int
) -> None:
    inbox = f"inbox:{ann.pk}"
    first = await listen(ann).open()
    await append_async(to(boss, ann))
    await append_async(Announce(boss.pk, words()))
    await first.upto(inbox=1, announcements=1)
    await first.close()
    appends = (Announce(boss.pk, words()) if n % 3 else to(boss, ann) for n in range(missed))
    await asyncio.gather(*(append_async(each) for each in appends))
    announcements = 1 + missed - len(range(0, missed, 3))
    again = await listen(ann, first.parser.last_id).open()
    tail = await append_async(to(boss, ann, "live"))
    await again.upto(inbox=tail.seq, announcements=announcements)
    assert again.resets == []
    assert only(again, inbox) == list(range(2, tail.seq + 1))
    assert only(again, ALL) == list(range(2, announcements + 1))
    assert max(again.events, key=lambda e: e["notification"]["id"])["notification"]["title"] == "live"


async def test_a_stream_that_breaks_all_the_time_gets_everything_once(
    listen: Open, boss: User, ann: User
) -> None:
    inbox, random = f"inbox:{ann.pk}", Random(7)
    got: list[tuple[str, int]] = []

    async def send() -> None:
        for n in range(150):
            await append_async(Announce(boss.pk, words()) if n % 2 else to(boss, ann))

    page = await in_db(inbox_page, ann.pk)
    last_id = page.last_event_id
    sending = asyncio.ensure_future(send())
    while (inbox, 75) not in got or (ALL, 75) not in got:
        stream = await listen(ann, last_id).open()
        for _ in range(random.randint(1, 4)):
            await stream.read()
            if sending.done() and (inbox, 75) in got + stream.got and (ALL, 75) in got + stream.got:
                break
        await stream.close()
        assert stream.resets == []
        got += stream.got
        last_id = stream.parser.last_id
    await sending
    assert [seq for name, seq in got if name == inbox] == list(range(1, 76))
    assert [seq for name, seq in got if name == ALL] == list(range(1, 76))


async def test_a_reader_that_is_slow_loses_nothing(listen: Open, boss: User, ann: User) -> None:
    stream = await listen(ann).open()
    await stream.read()
    await append_async(to(boss, ann))
    await stream.upto(inbox=1)  # it is live now
    await asyncio.gather(*(append_async(Announce(boss.pk, words())) for _ in range(1_000)))
    await stream.upto(announcements=1_000)
    assert only(stream, ALL) == list(range(1, 1_001)) and stream.resets == []


async def test_read_state_follows_into_every_stream(listen: Open, boss: User, ann: User) -> None:
    sent = await append_async(to(boss, ann))
    announced = await append_async(Announce(boss.pk, words()))
    tabs = [await listen(ann).open() for _ in range(2)]
    await append_async(to(boss, ann))
    for tab in tabs:
        await tab.upto(inbox=2)  # they are live now
    await append_async(MarkRead(ann.pk, [sent.id, announced.id]))
    await append_async(to(boss, ann))
    await append_async(MarkAllRead(ann.pk))
    for tab in tabs:
        await tab.upto(inbox=6)
        assert [event["type"].removeprefix("notification.") for event in tab.events] == [
            "created",
            "updated",
            "updated",
            "created",
            "all_read",
        ]
        assert [event["notification"]["read"] for event in tab.events[:4]] == [False, True, True, False]


# -- places that are void


@pytest.mark.parametrize(
    "last_id",
    [
        "junk",
        "error",
        "inbox%3A{pk}:{epoch}.99,announcements%3Aall:{all}.0",
        "inbox%3A{pk}:gone.0,announcements%3Aall:{all}.0",
    ],
)
async def test_a_place_that_is_void_is_reset_and_goes_on(
    listen: Open, boss: User, ann: User, last_id: str
) -> None:
    inbox = f"inbox:{ann.pk}"
    await append_async(to(boss, ann))
    await append_async(Announce(boss.pk, words()))
    epochs = {each.stream: each.epoch for each in (await in_db(inbox_page, ann.pk)).streams}
    stream = await listen(ann, last_id.format(pk=ann.pk, epoch=epochs[inbox], all=epochs[ALL])).open()
    await append_async(to(boss, ann))
    await stream.upto(inbox=2)
    assert inbox in stream.resets
    assert stream.got == [(inbox, 2)] if ALL in stream.resets else [(ALL, 1), (inbox, 2)]
    assert stream.messages[-1].event == "notification.created"


# -- silence


async def test_silence_is_broken_by_comments(
    listen: Open, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "KEEP_ALIVE_SECONDS", 0.02)
    stream = await listen(ann).open()
    for _ in range(4):
        await stream.read()
    assert len(stream.parser.comments) >= 2
    assert [m.event for m in stream.messages] == ["stream-open"]


async def test_what_travels_elsewhere_moves_the_place(
    listen: Open, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "KEEP_ALIVE_SECONDS", 0.02)
    stream = await listen(ann).open()
    await stream.read()
    for _ in range(3):
        await append_async(TouchAccess(ann.pk))
    async with asyncio.timeout(5):
        while (event_ids.decode(stream.parser.last_id) or {})[f"inbox:{ann.pk}"].seq < 3:
            await stream.read()
    assert [m.event for m in stream.messages] == ["stream-open"]


# -- the end


def switch_off(user: User) -> None:
    user.refresh_from_db()
    user.is_active = False
    user.save()


def sign_out_everywhere(user: User) -> None:
    user.refresh_from_db()
    user.set_password("another long secret")
    user.save()


@pytest.mark.parametrize("revoke", [switch_off, sign_out_everywhere])
async def test_losing_access_ends_the_stream_within_a_second(
    listen: Open, boss: User, ann: User, revoke: Any
) -> None:
    stream = await listen(ann).open()
    await append_async(to(boss, ann))
    await stream.upto(inbox=1)
    await in_db(revoke, ann)
    async with asyncio.timeout(1):
        last = await stream.end()
    assert last is not None and last.event == "stream-error" and "unauthenticated" in last.data
    assert stream.parser.last_id == stream.messages[-2].id  # the place stays good
    assert not hub().readers(f"inbox:{ann.pk}") and not hub().readers(ALL)


async def test_signing_out_while_the_stream_opens_ends_it(listen: Open, boss: User, ann: User) -> None:
    stream = await listen(ann).open()
    await in_db(sign_out_everywhere, ann)  # the hub has not heard of the stream yet
    async with asyncio.timeout(2):
        last = await stream.end()
    assert last is not None and last.event == "stream-error"


async def test_a_drain_ends_streams_after_what_waits(listen: Open, boss: User, ann: User) -> None:
    stream = await listen(ann).open()
    await append_async(to(boss, ann))
    await stream.upto(inbox=1)
    await append_async(to(boss, ann))
    drain.begin()
    try:
        await stream.end()
    finally:
        drain.started = False
    assert only(stream, f"inbox:{ann.pk}") == [1, 2]
    assert stream.messages[-1].event == "notification.created"


async def test_a_closed_stream_leaves_nothing_behind(listen: Open, boss: User, ann: User) -> None:
    streams = [await listen(ann).open() for _ in range(5)]
    await append_async(to(boss, ann))
    for stream in streams:
        await stream.upto(inbox=1)
    assert len(hub().readers(ALL)) == 5
    for stream in streams:
        await stream.close()
    assert not hub().readers(ALL) and not hub().readers(f"inbox:{ann.pk}")
    assert not hub().access._people and not drain._listeners
