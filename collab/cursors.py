"""The awareness of an open document: between its connections here and the other nodes. Best effort."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from collab.core import frames
from collab.core.awareness import Awareness, Entry, decode, encode
from collab.core.errors import Bad
from realtime.frames import binary_frame

if TYPE_CHECKING:
    from collab.member import Member
    from realtime.hub import Hub

log = logging.getLogger(__name__)

GATHER_EACH: Final = 0.004
GATHER_LEAST: Final = 0.05
GATHER_MOST: Final = 0.25
"""States are gathered for so many seconds, the longer the more people there are, and then told together: everybody's
cursor goes to everybody, and every client answers every message with an echo."""
TOLD: Final = 4
"""Messages whose echoes are known at sight."""


class Cursors:
    """Who is where in one document. `members` are the local connections by id."""

    def __init__(self, hub: Hub, stream: str, members: Mapping[str, Member]) -> None:
        self._hub, self._stream, self._members = hub, stream, members
        self._awareness = Awareness()
        self._to_members: dict[int, Entry] = {}
        self._to_nodes: dict[int, Entry] = {}
        self._told: deque[bytes] = deque(maxlen=TOLD)
        self._flush: asyncio.TimerHandle | None = None

    def welcome(self, member: Member) -> None:
        """Show a new connection who is here: y-websocket never asks."""
        if everybody := self._awareness.everybody():
            member.send(frames.awareness(encode(everybody)))

    def asked(self, member: Member) -> None:
        """A connection wants to see everybody."""
        if member.awareness_bucket.take():
            member.send(frames.awareness(encode(self._awareness.everybody())))

    def said(self, member: Member, states: bytes) -> None:
        """A connection tells its state (or echoes others'). Raises `Bad`."""
        # An echo says nothing new. But the first words of a connection are its own: a client that comes back may
        # say the very same that was told of it before, and takes its state over with it.
        if member.introduced and states in self._told:
            return
        member.introduced = True
        if not member.awareness_bucket.take():
            return  # the next one says the same
        now = time.monotonic()
        self._pass_on(
            self._awareness.from_connection(decode(states), member.id, member.author, member.user, now)
        )

    def left(self, member: Member) -> None:
        """A connection is gone."""
        self._pass_on(self._awareness.leave(member.id))

    def heard(self, states: bytes, origin: str) -> None:
        """Another node passes states on."""
        if origin == self._hub.doorbell.node:
            return
        try:
            entries = self._awareness.from_node(decode(states), time.monotonic())
        except Bad as bad:
            log.warning("%s: another node's awareness is unreadable: %s", self._stream, bad.reason)
            return
        self._show(entries)

    def expire(self, now: float) -> None:
        """Drop the states of nodes that died."""
        self._show(self._awareness.expire(now))

    def _pass_on(self, entries: list[Entry]) -> None:
        """Tell everybody here and the other nodes."""
        self._to_nodes.update((entry.client, entry) for entry in entries)
        self._show(entries)

    def _show(self, entries: list[Entry]) -> None:
        self._to_members.update((entry.client, entry) for entry in entries)
        if self._to_members and self._flush is None:
            self._flush = asyncio.get_running_loop().call_later(self._gather, self.flush)

    @property
    def _gather(self) -> float:
        return min(max(GATHER_LEAST, GATHER_EACH * len(self._members)), GATHER_MOST)

    def flush(self) -> None:
        """Send what was gathered, of each client the newest state."""
        if frame := self._gathered():
            for member in self._members.values():
                member.write(frame, 1, ephemeral=True)

    def along(self) -> bytes:
        """What was gathered as a frame for everybody, if it is due soon and may as well go with what goes now: a
        write less for each. Otherwise b""."""
        if self._flush is None:
            return b""
        waits = self._flush.when() - asyncio.get_running_loop().time()
        if waits > self._gather / 2:
            return b""
        self._flush.cancel()
        return self._gathered()

    def _gathered(self) -> bytes:
        self._flush = None
        if self._to_nodes:
            states = encode(self._to_nodes.values())
            self._to_nodes.clear()
            self._hub.ephemeral(self._stream, states, self._hub.doorbell.node)
        if not self._to_members:
            return b""
        states = encode(self._to_members.values())
        self._to_members.clear()
        self._told.append(states)
        return binary_frame(frames.awareness(states))
