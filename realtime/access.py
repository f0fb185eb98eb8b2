"""Asks again what people may do, on every open connection, when their access changes.

A change with `recheck` on a person's inbox stream is the signal: it comes by doorbell within milliseconds,
and by the sweep when the doorbell is lost. What is asked is the database, never the signal.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from realtime import store
from realtime.db import in_db
from realtime.identity import authenticator
from realtime.readers import Rechecked, Watcher
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


@dataclass(slots=True)
class _Entry:
    """A watcher, the streams that it must be able to read, and those that only tell it to look again."""

    watcher: Watcher
    streams: set[str] = field(default_factory=set)
    signals: set[str] = field(default_factory=set)


class AccessWatch:
    """Which connections belong to whom, and on which streams' readability they depend."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._people: dict[int, dict[str, _Entry]] = {}
        self._depending: Counter[str] = Counter()
        self._next_check = time.monotonic() + CREDENTIALS_SECONDS

    async def watch(self, watcher: Watcher, streams: Sequence[str], signals: Sequence[str] = ()) -> None:
        """Depend on streams. They, `signals` and the person's inbox stream are listened to from now on."""
        identity = watcher.identity
        if identity is None:
            return
        entry = self._people.setdefault(identity.user_id, {}).setdefault(watcher.id, _Entry(watcher))
        self._depending.update(set(streams) - entry.streams)
        self._depending.update(set(signals) - entry.signals)
        entry.streams.update(streams)
        entry.signals.update(signals)
        await self._hub.open([stream_name(PREFIX, identity.user_id), *streams, *signals])

    def _entry(self, watcher: Watcher) -> _Entry | None:
        if watcher.identity is None:
            return None
        return self._people.get(watcher.identity.user_id, {}).get(watcher.id)

    def watches(self, watcher: Watcher) -> bool:
        """Whether this watcher is still known here."""
        return self._entry(watcher) is not None

    def streams_of(self, watcher: Watcher) -> list[str]:
        """The streams on which a watcher depends."""
        entry = self._entry(watcher)
        return list(entry.streams) if entry is not None else []

    def unwatch(self, watcher: Watcher, stream: str) -> None:
        """Depend on a stream no more."""
        entry = self._entry(watcher)
        if entry is not None and stream in entry.streams:
            entry.streams.remove(stream)
            self._let_go([stream])

    def forget(self, watcher: Watcher) -> None:
        """The watcher is gone."""
        if watcher.identity is None:
            return
        mine = self._people.get(watcher.identity.user_id, {})
        entry = mine.pop(watcher.id, None)
        if entry is not None:
            self._let_go([*entry.streams, *entry.signals])
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
            if any(stream in each.streams or stream in each.signals for each in mine.values()):
                self._hub.spawn(self._recheck(user_id))

    async def check_credentials(self) -> None:
        """Once a minute: sign out those whose credential has run out, which nothing announces."""
        if time.monotonic() < self._next_check:
            return
        self._next_check = time.monotonic() + CREDENTIALS_SECONDS
        entries = [entry for mine in self._people.values() for entry in mine.values()]
        identities = list({e.watcher.identity for e in entries if e.watcher.identity is not None})
        valid = await in_db(authenticator().still_valid, identities) if identities else set()
        for entry in entries:
            if entry.watcher.identity not in valid:
                self._sign_out(entry.watcher, entry.streams)

    async def _recheck(self, user_id: int) -> None:
        entries = list(self._people.get(user_id, {}).values())
        identities = list({e.watcher.identity for e in entries if e.watcher.identity is not None})
        wanted = {stream for entry in entries for stream in entry.streams}
        valid = await in_db(authenticator().still_valid, identities)
        allowed = await in_db(store.readable, user_id, sorted(wanted))
        for entry in entries:
            watcher = entry.watcher
            if watcher.identity not in valid:
                self._sign_out(watcher, entry.streams)
                continue
            lost = sorted((entry.streams & wanted) - allowed)
            for stream in lost:
                self.unwatch(watcher, stream)
                self._hub.drop(watcher.id, stream)
                watcher.dropped(stream, FORBIDDEN)
            if not lost and isinstance(watcher, Rechecked):
                watcher.rechecked()

    def _sign_out(self, watcher: Watcher, streams: set[str]) -> None:
        gone = sorted(streams) or [""]
        self._hub.forget(watcher)
        for stream in gone:
            watcher.dropped(stream, UNAUTHENTICATED)
