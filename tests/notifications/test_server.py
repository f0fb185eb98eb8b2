"""/events/ on real servers: ours and daphne."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import httpx
import pytest
import pytest_asyncio

from tests.notifications.remote import Person
from tests.server import Server

pytestmark = [pytest.mark.asyncio, pytest.mark.slow]

NAMES = ("ann", "bo")
Crowd = tuple[Server, Person, Person, Person]


@pytest.fixture(scope="module", params=["serve", "daphne"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, dict[str, str]]]:
    directory: Path = tmp_path_factory.mktemp("site")
    with Server(directory, kind=request.param) as server:
        tokens = server.create_users("boss", staff=True) | server.create_users(*NAMES)
        yield server, tokens


@pytest_asyncio.fixture
async def crowd(site: tuple[Server, dict[str, str]]) -> AsyncIterator[Crowd]:
    server, tokens = site
    boss, ann, bo = (Person(server.url, tokens[name]) for name in ("boss", *NAMES))
    yield server, boss, ann, bo
    for each in (boss, ann, bo):
        await each.close()


async def test_a_stranger_gets_401_as_json(crowd: Crowd) -> None:
    status, body = crowd[0].get("/events/?channel=announcements:all")
    assert status == 401 and b'"unauthenticated"' in body


async def test_what_is_sent_while_streams_open_is_never_lost(crowd: Crowd) -> None:
    _, boss, ann, _ = crowd
    for _ in range(15):
        start = len(ann.ids)
        sending = asyncio.gather(
            *(boss.send("x", {"user": "ann"} if n % 2 else "everyone") for n in range(4))
        )
        async with ann.listening() as messages:
            first = await anext(messages)
            assert first.event in ("stream-open", "notification.created")
            sent = await sending
            last = await boss.send()
            async for _ in messages:
                if last in ann.ids[start:]:
                    break
        # The first connection starts at its opening; all others from where the one before it ended.
        if start:
            await ann.hear(start + len(sent) + 1)
    assert len(ann.ids) == len(set(ann.ids)) and ann.resets == 0
    for prefix in ("inbox:", "announcements:"):
        seqs = ann.seqs(prefix)
        assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
        assert len(seqs) >= 14 * 2


async def test_connections_that_break_all_the_time_bring_everything_once(crowd: Crowd) -> None:
    server, boss, ann, bo = crowd
    people = [ann, bo, *(Person(server.url, ann.http.headers["Authorization"][7:]) for _ in range(6))]
    for person in people:  # everybody has a place before anything is sent
        person.messages.clear()
        person.last_id = ""
        async with person.listening() as messages:
            await anext(messages)
    done = asyncio.Event()

    async def storm(person: Person, random: Random) -> None:
        while not done.is_set():
            async with person.listening() as messages:
                try:
                    async with asyncio.timeout(random.uniform(0, 0.15)):
                        async for _ in messages:
                            pass
                except TimeoutError:
                    pass

    storms = [asyncio.ensure_future(storm(person, Random(n))) for n, person in enumerate(people)]
    ids = [await boss.send(f"n{n}") for n in range(120)]
    done.set()
    await asyncio.gather(*storms)
    for person in people:
        await person.hear(120)
        assert person.ids == ids and person.resets == 0
    for person in people[2:]:
        await person.close()


async def test_read_state_reaches_the_other_connection(crowd: Crowd) -> None:
    _, boss, ann, _ = crowd
    ann.last_id = ""
    ann.messages.clear()
    async with ann.listening() as messages:
        await anext(messages)
        sent = await boss.send("read me", {"user": "ann"})
        await ann.api("POST", f"/notifications/{sent}/read")
        async with asyncio.timeout(10):
            async for message in messages:
                if message.event == "notification.updated":
                    break
    assert [(e["type"], e["notification"]["read"]) for e in ann.events][-1] == ("notification.updated", True)


async def test_a_deleted_token_ends_its_stream_within_a_second(crowd: Crowd) -> None:
    server, _, ann, _ = crowd
    made = await ann.api("POST", "/tokens", name="short")
    guest = Person(server.url, made["token"])
    async with guest.listening() as messages:
        await anext(messages)
        await asyncio.sleep(0.2)  # let it become live; the other case has a test of its own
        await ann.api("DELETE", f"/tokens/{made['id']}")
        async with asyncio.timeout(1):
            rest = [message async for message in messages]
    assert rest[-1].event == "stream-error"
    answer = await guest.http.get("/events/")
    assert answer.status_code == 401
    await guest.close()


async def test_held_streams_pin_no_threads(crowd: Crowd) -> None:
    server, boss, ann, _ = crowd

    def threads() -> int:
        status = Path(f"/proc/{server.pid}/status").read_text()
        return int(status.split("Threads:")[1].split()[0])

    await asyncio.gather(
        *(ann.api("GET", "/notifications") for _ in range(40))
    )  # all pools are at their size
    before = threads()
    async with asyncio.TaskGroup() as group:
        heard = [asyncio.Event() for _ in range(60)]
        opened = [asyncio.Event() for _ in range(60)]

        async def hold(index: int) -> None:
            async with Person.listening(ann) as messages:
                async for message in messages:
                    opened[index].set()
                    if message.event == "notification.created" and "to all of you" in message.data:
                        heard[index].set()
                        return

        ann.last_id = ""
        for index in range(60):
            group.create_task(hold(index))
        for each in opened:
            await asyncio.wait_for(each.wait(), 20)
        assert threads() <= before + 12  # pools may still grow a little; one for each stream would be 60
        await boss.send("to all of you")
        for each in heard:
            await asyncio.wait_for(each.wait(), 10)


@pytest.mark.parametrize("kill", [False, True])
async def test_a_restart_loses_nothing(tmp_path: Path, kill: bool) -> None:
    with Server(tmp_path) as server:
        boss = Person(server.url, server.create_users("boss", staff=True)["boss"])
        ann = Person(server.url, server.create_users("ann")["ann"])
        async with ann.listening() as messages:
            await anext(messages)
            ids = [await boss.send(f"before {n}") for n in range(3)]
            while ann.ids != ids[:2]:  # the third may be on its way when the server goes
                await anext(messages)
            stopping = asyncio.get_running_loop().run_in_executor(
                None, server.kill if kill else server.terminate
            )
            async with asyncio.timeout(10):
                try:
                    async for _ in messages:
                        pass
                except httpx.TransportError:
                    assert kill  # a drain ends the response as it should be ended
            await stopping
        server.start()
        ids += [await boss.send(f"after {n}") for n in range(3)]
        await ann.hear(6)
        assert ann.ids == ids and ann.resets == 0
        for each in (boss, ann):
            await each.close()
