"""Who loses a room stops hearing it at once, on the hub that feeds them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio

from accounts.access import identity_of_token
from accounts.actions import ChangeStanding, create_token
from accounts.models import User
from realtime.append import Append
from realtime.commit import append_async, writer
from realtime.db import in_db
from realtime.hub import Hub, hub, stop_hub
from rooms.actions import BanMember, RemoveMember, UpdateRoom
from tests.people import person, room, sending
from tests.realtime.notes import Listener

pytestmark = pytest.mark.django_db(transaction=True)


@pytest_asyncio.fixture
async def running() -> AsyncIterator[Hub]:
    yield hub()
    await stop_hub()
    writer.flush()


class World:
    """Bo is in the public room, Cy only reads along."""

    def __init__(self) -> None:
        self.root = person("root", is_staff=True, is_superuser=True)
        self.ann, self.bo, self.cy = person("ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo, visibility="public").id

    def listener(self, user: User) -> Listener:
        return Listener(user.username, identity_of_token(create_token(user.pk, "t").token))


LOSSES: dict[str, tuple[str, Callable[[World], Append[Any]]]] = {
    "a member is banned": ("bo", lambda w: BanMember(w.ann.pk, w.room, w.bo.pk)),
    "a reader is banned": ("cy", lambda w: BanMember(w.ann.pk, w.room, w.cy.pk)),
    "a reader is made a guest": ("cy", lambda w: ChangeStanding(w.root.pk, w.cy.pk, guest=True)),
    "the room is closed": ("cy", lambda w: UpdateRoom(w.ann.pk, w.room, visibility="private")),
}


@pytest.mark.parametrize("loss", LOSSES)
async def test_the_stream_is_dropped(running: Hub, loss: str) -> None:
    w = await in_db(World)
    name, act = LOSSES[loss]
    reader: Listener = await in_db(w.listener, getattr(w, name))
    stream = f"room:{w.room}"
    await running.subscribe(reader, {stream: None})
    await append_async(await in_db(act, w))
    async with asyncio.timeout(10):
        while not reader.drops:
            await asyncio.sleep(0.01)
    assert reader.drops == [(stream, "forbidden")]
    heard = len(reader.got)
    await append_async(sending(w.ann, w.room, "secret"))
    assert len(reader.got) == heard


async def test_who_leaves_a_public_room_may_read_on(running: Hub) -> None:
    w = await in_db(World)
    reader: Listener = await in_db(w.listener, w.bo)
    await running.subscribe(reader, {f"room:{w.room}": None})
    await append_async(RemoveMember(w.bo.pk, w.room, w.bo.pk))
    await append_async(sending(w.ann, w.room, "open"))
    async with asyncio.timeout(10):
        while not any(b'"open"' in payload for _, _, payload in reader.got):
            await asyncio.sleep(0.01)
    assert reader.drops == []
