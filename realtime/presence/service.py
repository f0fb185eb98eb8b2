"""Keeps this node's lease and tells rooms who comes and goes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings

from realtime import metrics
from realtime.frames import text_frame
from realtime.identity import Identity
from realtime.presence.contract import Presence
from realtime.presence.memory import MemoryPresence
from realtime.presence.redis import RedisPresence
from realtime.readers import Reader
from realtime.registry import kinds
from realtime.streams import split_stream
from realtime.tasks import cancelled
from realtime.wire import Ephemeral

if TYPE_CHECKING:
    from realtime.hub import Hub

log = logging.getLogger(__name__)

GROUP = "presence"
LARGE = 100
"""Readers from which on a stream is told how many are there, at most once a second, instead of who."""
COUNT_SECONDS = 1.0
LINGER_SECONDS = 4.0
"""A person whose last connection closed stays online so long: a page that is left for another one of ours."""


class PresenceChanged(Ephemeral):
    """A person came online, went, fell idle on all their devices, or is back. Who is not online is not idle."""

    type: Literal["presence"] = "presence"
    user: str
    online: bool
    idle: bool = False


class PresenceCounted(Ephemeral):
    """How many people hear the stream, in a room too large to tell of each."""

    type: Literal["presence.count"] = "presence.count"
    online: int


class PresenceService:
    """Counts connections per person here, and knows who is online anywhere (at most a renewal old)."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        url = settings.REDIS_URL
        lease = settings.COLLAB["PRESENCE_TTL_SECONDS"]
        self._store: Presence = (
            RedisPresence(url.split(",")[0], lease, settings.REDIS_PREFIX) if url else MemoryPresence(lease)
        )
        self._renew_seconds = lease / 3
        self._here: dict[int, int] = {}
        self._idle_here: dict[int, set[str]] = {}
        self._names: dict[int, str] = {}
        self._streams: dict[int, frozenset[str]] = {}
        self._elsewhere: dict[int, tuple[str, frozenset[str]]] = {}
        self._online: set[int] = set()
        self._idle: set[int] = set()
        self._counting: set[str] = set()
        self._hearing: dict[str, dict[int, str]] = {}
        self._soon: asyncio.Event = asyncio.Event()

    def start(self) -> None:
        """Begin to keep the lease."""
        self._hub.spawn(self._keep())

    async def stop(self) -> None:
        """End the lease: everybody connected here is offline, unless another node has them."""
        try:
            await self._store.drop(self._hub.doorbell.node)
            await self._store.close()
        except Exception as error:
            log.info("the lease could not be ended and will run out: %s", error)

    def arrive(self, identity: Identity) -> None:
        """One more connection of this person."""
        user = identity.user_id
        self._here[user] = self._here.get(user, 0) + 1
        self._names[user] = identity.username
        self._soon.set()

    def leave(self, identity: Identity, connection: str = "") -> None:
        """One connection less; offline only if none comes within a moment."""
        asyncio.get_running_loop().call_later(LINGER_SECONDS, self._left, identity.user_id, connection)

    def set_idle(self, identity: Identity, connection: str, idle: bool) -> None:
        """The person touched nothing for a while on this device, or does again. Told with the next renewal,
        which is at once."""
        user = identity.user_id
        if user not in self._here:
            return
        quiet = self._idle_here.setdefault(user, set())
        if idle:
            quiet.add(connection)
        else:
            quiet.discard(connection)
        self._soon.set()

    def visible_in(self, identity: Identity, streams: frozenset[str]) -> None:
        """The person hears these streams, so their readers are told of the person's coming and going."""
        user = identity.user_id
        known = self._streams.get(user, frozenset())
        shown = frozenset(name for name in streams if shows_presence(name))
        if fresh := shown - known:
            self._streams[user] = known | fresh
            self._hear(user, identity.username, fresh)
            self._announce(user, identity.username, True, fresh)

    def online(self) -> frozenset[int]:
        """Who is online, here or elsewhere."""
        return frozenset(self._online | self._here.keys())

    def idle(self) -> frozenset[int]:
        """Who of those online is idle on every device."""
        return frozenset(self._idle)

    def idle_in(self, stream: str, limit: int = 100) -> list[str]:
        """Names of people who hear the stream and are idle; at most `limit`."""
        hearing = self._hearing.get(stream, {}).items()
        return sorted(islice((name for user, name in hearing if user in self._idle), limit))

    def online_in(self, stream: str, limit: int = 100) -> list[str]:
        """Names of people who are online and hear the stream, here or elsewhere; at most `limit`."""
        return sorted(islice(self._hearing.get(stream, {}).values(), limit))

    def heard(self, ring: dict[str, Any]) -> None:
        """Another node says that somebody came or went, or asks who is here."""
        if ring.get("ask"):
            for user, streams in self._streams.items():
                self._ring(user, self._names[user], True, streams)
            return
        self._mind_idle(ring)
        user, online = ring["user"], ring["online"]
        name, streams = ring["username"], frozenset(ring["streams"])
        if online:
            self._online.add(user)
            self._elsewhere[user] = (name, streams | self._elsewhere.get(user, ("", frozenset()))[1])
            self._hear(user, name, streams)
        elif user in self._here:
            return  # gone there, still here
        else:
            self._online.discard(user)
            self._idle.discard(user)
            self._elsewhere.pop(user, None)
            self._hear_no_more(user, streams)
        self._tell(name, online, streams, user in self._idle)

    def _mind_idle(self, ring: dict[str, Any]) -> None:
        """What another node says of somebody's idleness; who is at work here is not idle, whatever is said."""
        user = ring["user"]
        active_here = user in self._here and not self._is_idle_here(user)
        if ring["online"] and ring.get("idle") and not active_here:
            self._idle.add(user)
        else:
            self._idle.discard(user)

    def _is_idle_here(self, user: int) -> bool:
        return len(self._idle_here.get(user, ())) >= self._here.get(user, 0)

    def _left(self, user: int, connection: str) -> None:
        self._here[user] = self._here.get(user, 1) - 1
        self._idle_here.get(user, set()).discard(connection)
        self._soon.set()
        if self._here[user] > 0:
            return
        del self._here[user]
        self._idle_here.pop(user, None)
        self._hub.spawn(self._gone(user))

    async def _gone(self, user: int) -> None:
        """Tell that somebody is away, unless another node still has them."""
        streams, name = self._streams.pop(user, frozenset()), self._names.pop(user, "")
        await self._renew()
        if user not in self._online and user not in self._here:
            self._idle.discard(user)
            self._hear_no_more(user, streams)
            self._announce(user, name, False, streams)

    def _announce(self, user: int, username: str, online: bool, streams: frozenset[str]) -> None:
        self._tell(username, online, streams, user in self._idle)
        self._ring(user, username, online, streams)

    def _ring(self, user: int, username: str, online: bool, streams: frozenset[str]) -> None:
        message = {"type": "presence", "node": self._hub.doorbell.node, "user": user, "username": username}
        state = {"online": online, "idle": user in self._idle, "streams": sorted(streams)}
        self._hub.doorbell.ring(GROUP, message | state)

    def _tell(self, username: str, online: bool, streams: Iterable[str], idle: bool = False) -> None:
        told: set[str] = set()
        for stream in streams:
            readers = self._hub.readers(stream)
            if len(readers) > LARGE:
                self._count_soon(stream)
                continue
            event = PresenceChanged(stream=stream, user=username, online=online, idle=online and idle)
            feed(stream, event, [reader for reader in readers if reader.id not in told])
            told.update(reader.id for reader in readers)

    def _count_soon(self, stream: str) -> None:
        if stream not in self._counting:
            self._counting.add(stream)
            self._hub.loop.call_later(COUNT_SECONDS, self._count, stream)

    def _count(self, stream: str) -> None:
        self._counting.discard(stream)
        event = PresenceCounted(stream=stream, online=len(self._hearing.get(stream, {})))
        feed(stream, event, self._hub.readers(stream))

    def _hear(self, user: int, name: str, streams: Iterable[str]) -> None:
        for stream in streams:
            self._hearing.setdefault(stream, {})[user] = name

    def _hear_no_more(self, user: int, streams: Iterable[str]) -> None:
        for stream in streams:
            people = self._hearing.get(stream, {})
            people.pop(user, None)
            if not people:
                self._hearing.pop(stream, None)

    async def _keep(self) -> None:
        await self._hub.doorbell.join(GROUP)
        self._hub.doorbell.ring(GROUP, {"type": "presence", "node": self._hub.doorbell.node, "ask": True})
        while True:
            await self._renew()
            if cancelled():
                return
            metrics.PRESENT.set(len(self.online()))
            try:
                await asyncio.wait_for(self._soon.wait(), self._renew_seconds)
                self._soon.clear()
                await asyncio.sleep(0.1)  # several arrivals, one write
            except TimeoutError:
                continue

    async def _renew(self) -> None:
        try:
            here = {user: self._is_idle_here(user) for user in self._here}
            await self._store.renew(self._hub.doorbell.node, here)
            found = await self._store.online()
        except Exception as error:
            log.info("the presence lease was not renewed: %s", error)
            return
        before, self._online = self._online, set(found)
        for user in before - self._online - self._here.keys():
            # Nobody said goodbye: the lease of a node that died has ended.
            if (known := self._elsewhere.pop(user, None)) is not None:
                self._hear_no_more(user, known[1])
                self._tell(known[0], False, known[1])
        self._follow_idle(found)

    def _follow_idle(self, found: dict[int, bool]) -> None:
        """Tell whose idleness differs from what was told. Each node finds out by itself at its next renewal; the
        ring of the node that noticed makes it quick."""
        idle = {user for user, quiet in found.items() if quiet}
        # Somebody may have come back while the store was asked.
        idle = {user for user in idle if user not in self._here or self._is_idle_here(user)}
        changed, self._idle = (idle ^ self._idle) & found.keys(), idle
        for user in changed:
            if user in self._streams:
                self._announce(user, self._names[user], True, self._streams[user])
            elif (known := self._elsewhere.get(user)) is not None:
                self._tell(known[0], True, known[1], user in idle)


def shows_presence(stream: str) -> bool:
    """Whether readers of this kind of stream see each other come and go."""
    return bool(getattr(kinds.get(split_stream(stream)[0]), "presence", False))


def feed(stream: str, event: Ephemeral, readers: Sequence[Reader]) -> None:
    """Tell readers, encoded once."""
    if readers:
        payload = event.model_dump_json().encode()
        frame = text_frame(payload)
        for reader in readers:
            reader.feed_ephemeral(stream, payload, frame, "")
