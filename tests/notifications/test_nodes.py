"""Two processes on PostgreSQL and Redis: every stream is whole on either, whatever happens to Redis."""

import asyncio
from pathlib import Path

import pytest

from tests.notifications.remote import Person
from tests.server import Server
from tests.services import Redis

pytestmark = [pytest.mark.asyncio, pytest.mark.slow, pytest.mark.postgres]


async def test_streams_on_two_nodes_are_equal_through_an_outage(
    tmp_path: Path, postgres_url: str, redis_server: Redis
) -> None:
    env = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_server.url}
    with Server(tmp_path / "a", env=env) as one, Server(tmp_path / "b", env=env) as two:
        tokens = one.create_users("boss", staff=True) | one.create_users("ann", "bo")
        senders = [Person(node.url, tokens["boss"]) for node in (one, two)]
        hearers = [Person(node.url, tokens[name]) for node in (one, two) for name in ("ann", "bo")]
        for each in hearers:
            async with each.listening() as messages:
                await anext(messages)
        hearing = [asyncio.ensure_future(each.hear(160, 60)) for each in hearers]

        async def send(sender: Person) -> None:
            for n in range(40):
                await sender.send()
                for name in ("ann", "bo"):
                    await sender.send(audience={"user": name})
                if n == 10 and sender is senders[0]:
                    redis_server.stop(kill=True)
                    await asyncio.sleep(1)
                    redis_server.start()

        await asyncio.gather(*(send(sender) for sender in senders))
        await asyncio.gather(*hearing)
        for each in hearers:
            assert each.seqs("announcements:") == list(range(1, 81))
            assert each.seqs("inbox:") == list(range(1, 81))
            assert each.resets == 0

        # What one node decides holds on the other.
        made = await hearers[0].api("POST", "/tokens", name="short")
        guest = Person(two.url, made["token"])
        async with guest.listening() as messages:
            await anext(messages)
            await asyncio.sleep(0.5)  # live by now
            await hearers[0].api("DELETE", f"/tokens/{made['id']}")
            async with asyncio.timeout(1):
                rest = [message async for message in messages]
        assert rest[-1].event == "stream-error"
        for each in (*senders, *hearers, guest):
            await each.close()
