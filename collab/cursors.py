"""The awareness of an open document: between its connections here and the other nodes. Best effort."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from collab.core import frames
from collab.core.awareness import Awareness, Entry, decode, encode
from collab.core.errors import Bad
from realtime.frames import binary_frame

if TYPE_CHECKING:
    from collab.member import Member
    from realtime.hub import Hub

log = logging.getLogger(__name__)


class Cursors:
    """Who is where in one document. `members` are the local connections by id."""

    def __init__(self, hub: Hub, stream: str, members: Mapping[str, Member]) -> None:
        self._hub, self._stream, self._members = hub, stream, members
        self._awareness = Awareness()

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
        self._show(entries)
        if entries:
            self._hub.ephemeral(self._stream, encode(entries), self._hub.doorbell.node)

    def _show(self, entries: list[Entry]) -> None:
        if not entries:
            return
        frame = binary_frame(frames.awareness(encode(entries)))
        for member in self._members.values():
            member.write(frame, 1, ephemeral=True)
