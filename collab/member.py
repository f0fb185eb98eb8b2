"""A connection to a document: who is at the other end, what they may, and how far their updates are committed."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

from django.conf import settings

from collab import limits
from collab.core import frames
from realtime.close_codes import NO_ACCESS, SIGNED_OUT, CloseCode
from realtime.connection import Connection
from realtime.errors import Refused
from realtime.frames import binary_frame
from realtime.identity import Identity
from realtime.limits import TokenBucket

log = logging.getLogger(__name__)

COLOURS: Final = (
    "#3b5bdb", "#0b7285", "#a61e4d", "#5c7a00", "#7048e8", "#c2410c", "#087f5b", "#9c36b5",
)  # fmt: skip
"""People's hues as in static/src/styles/tokens.css, for editors that want a colour and not a number."""
PACE_SECONDS: Final = 0.05
"""How often somebody who writes too fast is looked at again."""
KEEP_ALIVE: Final = binary_frame(frames.KEEP_ALIVE)


def _nothing_to_look_at() -> None:
    """Of a member whom nobody has told otherwise."""


async def _nobody_to_ask() -> None:
    """Of a member whom nobody has told otherwise."""


class Member:
    """One connection. The hub asks it again when its rights change (`realtime.readers.Watcher`)."""

    def __init__(self, connection: Connection, identity: Identity, *, wants_acks: bool = False) -> None:
        self.id = secrets.token_hex(8)
        self.identity: Identity | None = identity
        self.author = identity.user_id
        self.connection = connection
        self.refusal: Refused | None = None
        """Why they may not write; None when they may. What counts is asked again at the commit."""
        self.rechecked: Callable[[], None] = _nothing_to_look_at
        """Called by the hub when their rights were asked again and they still read."""
        self.ask_again: Callable[[], Awaitable[None]] = _nobody_to_ask
        """Brings `refusal` up to now. Raises Refused for who may not even read."""
        self.user = {
            "username": identity.username,
            "name": identity.name,
            "colour": identity.colour,
            "color": COLOURS[(identity.colour - 1) % len(COLOURS)],
        }
        self.introduced = False
        """It has said who is there (awareness)."""
        self.received = 0
        """Content messages (step 2, update) so far."""
        self.asked = False
        """Step 1 was sent and its answer has not come."""
        self.attempts = 0
        self._wants_acks = wants_acks
        self._acked = 0
        self._hole_at = 0  # the last message that could not be judged because something before it is missing
        self._whole_at = 0  # the last whole state that could: it covers everything sent before it
        self._quiet = False
        self._loop = asyncio.get_running_loop()
        settings_ = settings.COLLAB
        self._bucket = TokenBucket(settings_["UPDATES_PER_SECOND"], settings_["UPDATES_BURST"])
        self.awareness_bucket = TokenBucket(limits.AWARENESS_PER_SECOND, limits.AWARENESS_BURST)
        self.sync_bucket = TokenBucket(limits.SYNCS_PER_SECOND, limits.SYNCS_BURST)

    # -- towards the client

    def send(self, message: bytes) -> None:
        """Send one message of the protocol."""
        self.write(binary_frame(message), 1)

    def write(self, ready: bytes, events: int, *, ephemeral: bool = False) -> None:
        """Send ready frames."""
        self._quiet = False
        try:
            self.connection.write(ready, events, ephemeral)
        except (
            RuntimeError
        ) as error:  # the transport broke in this turn of the loop; its own task is about to learn it
            log.debug("a connection was gone before it was told: %s", error)

    def keep_alive(self) -> None:
        """Called on every tick: says something if nothing was said since the last one."""
        if self._quiet:
            self.connection.write(KEEP_ALIVE, 1, True)
        self._quiet = True

    def close(self, code: CloseCode, reason: str | None = None) -> None:
        self.connection.close(code, reason)

    def dropped(self, stream: str, code: str) -> None:
        """Access is lost, or the credential is void."""
        self.close(SIGNED_OUT if code == "unauthenticated" else NO_ACCESS)

    # -- acknowledgements

    def missed(self, number: int) -> None:
        """This message could not be judged; acknowledgements wait for a whole state that covers it."""
        self._hole_at = number

    def covered(self, number: int) -> None:
        """This message was a whole state and was taken."""
        self._whole_at = number

    def ack(self, number: int) -> bytes:
        """The frame that says all content messages up to this one are committed; b"" if it need not be sent."""
        if number <= self._acked or (self._hole_at and not self._hole_at < self._whole_at <= number):
            return b""
        self._acked = number
        return binary_frame(frames.ack(number)) if self._wants_acks else b""

    def acknowledge(self, number: int) -> None:
        """Say so, if it need be said."""
        if frame := self.ack(number):
            self.write(frame, 1)

    # -- pace

    def hold(self, size: int) -> None:
        """One more update of so many bytes is under way; too much, and the socket is not read."""
        if size < limits.BYTES_PER_HOLD:
            self.connection.hold()
            return
        for _ in range(1 + size // limits.BYTES_PER_HOLD):
            self.connection.hold()

    def release(self, sizes: list[int]) -> None:
        """Updates are committed. Who writes too fast is let go on only as fast as they may."""
        if self.connection.closed:
            return
        tokens = len(sizes) + sum(sizes) / limits.BYTES_PER_TOKEN
        if len(sizes) > 1 and tokens > self._bucket.burst:
            for size in sizes:
                self.release([size])
        elif self._bucket.take(min(tokens, self._bucket.burst)):
            for _ in range(sum(1 + size // limits.BYTES_PER_HOLD for size in sizes)):
                self.connection.release()
        else:
            self._loop.call_later(PACE_SECONDS, self.release, sizes)
