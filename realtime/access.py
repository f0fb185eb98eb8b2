"""Asks again what people may do, on every open connection, when their access changes.

A change with `recheck` on a person's inbox stream is the signal: it comes by doorbell within milliseconds,
and by the sweep when the doorbell is lost. What is asked is the database, never the signal.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from realtime import store
from realtime.db import in_db
from realtime.identity import authenticator
from realtime.readers import Watcher
from realtime.streams import split_stream, stream_name

if TYPE_CHECKING:
    from realtime.hub import Hub

log = logging.getLogger(__name__)

FORBIDDEN = "forbidden"
UNAUTHENTICATED = "unauthenticated"
CREDENTIALS_SECONDS = 60.0
"""How often credentials are looked at that may have expired by themselves."""
PREFIX = "inbox"
"""Streams of this kind tell their owner's changes of access; the key is the person's id."""


def _owner(stream: str) -> int | None:
    """The id of the person whose inbox this is."""
    prefix, key = split_stream(stream)
    return int(key) if prefix == PREFIX and key.isdigit() else None


class AccessWatch:
    """Which connections belong to whom, and on which streams' readability they depend."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._people: dict[int, dict[str, tuple[Watcher, set[str]]]] = {}
        self._depending: Counter[str] = Counter()
        self._next_check = time.monotonic() + CREDENTIALS_SECONDS

    async def watch(self, watcher: Watcher, streams: Sequence[str]) -> None:
        """Depend on streams. They and the person's inbox stream are listened to from now on."""
        identity = watcher.identity
        if identity is None:
            return
        mine = self._people.setdefault(identity.user_id, {})
        depends = mine.setdefault(watcher.id, (watcher, set()))[1]
        self._depending.update(set(streams) - depends)
        depends.update(streams)
        await self._hub.open([stream_name(PREFIX, identity.user_id), *streams])

    def watches(self, watcher: Watcher) -> bool:
        """Whether this watcher is still known here."""
        return watcher.identity is not None and watcher.id in self._people.get(watcher.identity.user_id, {})

    def streams_of(self, watcher: Watcher) -> list[str]:
        """The streams on which a watcher depends."""
        if watcher.identity is None:
            return []
        entry = self._people.get(watcher.identity.user_id, {}).get(watcher.id)
        return list(entry[1]) if entry is not None else []

    def unwatch(self, watcher: Watcher, stream: str) -> None:
        """Depend on a stream no more."""
        if watcher.identity is not None:
            entry = self._people.get(watcher.identity.user_id, {}).get(watcher.id)
            if entry is not None and stream in entry[1]:
                entry[1].remove(stream)
                self._let_go([stream])

    def forget(self, watcher: Watcher) -> None:
        """The watcher is gone."""
        if watcher.identity is None:
            return
        mine = self._people.get(watcher.identity.user_id, {})
        entry = mine.pop(watcher.id, None)
        if entry is not None:
            self._let_go(entry[1])
            if not mine:
                del self._people[watcher.identity.user_id]

    def _let_go(self, streams: Iterable[str]) -> None:
        for stream in streams:
            self._depending[stream] -= 1
            if self._depending[stream] <= 0:
                del self._depending[stream]

    def needs(self, stream: str) -> bool:
        """Whether the stream has to be listened to, for its owner's sake or because somebody depends on it."""
        owner = _owner(stream)
        return stream in self._depending or (owner is not None and owner in self._people)

    def changed(self, stream: str) -> None:
        """A change of access was told on this stream: to its owner, or to all who depend on it."""
        owner = _owner(stream)
        if owner is not None:
            self._hub.spawn(self._recheck(owner))
            return
        for user_id, mine in self._people.items():
            if any(stream in streams for _, streams in mine.values()):
                self._hub.spawn(self._recheck(user_id))

    async def check_credentials(self) -> None:
        """Once a minute: sign out those whose credential has run out, which nothing announces."""
        if time.monotonic() < self._next_check:
            return
        self._next_check = time.monotonic() + CREDENTIALS_SECONDS
        entries = [entry for mine in self._people.values() for entry in mine.values()]
        identities = list({w.identity for w, _ in entries if w.identity is not None})
        valid = await in_db(authenticator().still_valid, identities) if identities else set()
        for watcher, streams in entries:
            if watcher.identity not in valid:
                self._sign_out(watcher, streams)

    async def _recheck(self, user_id: int) -> None:
        entries = list(self._people.get(user_id, {}).values())
        identities = list({w.identity for w, _ in entries if w.identity is not None})
        wanted = {stream for _, streams in entries for stream in streams}
        valid = await in_db(authenticator().still_valid, identities)
        allowed = await in_db(store.readable, user_id, sorted(wanted))
        for watcher, streams in entries:
            if watcher.identity not in valid:
                self._sign_out(watcher, streams)
                continue
            for stream in sorted((streams & wanted) - allowed):
                self.unwatch(watcher, stream)
                self._hub.drop(watcher.id, stream)
                watcher.dropped(stream, FORBIDDEN)

    def _sign_out(self, watcher: Watcher, streams: set[str]) -> None:
        self._hub.forget(watcher)
        for stream in sorted(streams) or [""]:
            watcher.dropped(stream, UNAUTHENTICATED)
