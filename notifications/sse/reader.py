"""One open event stream as the hub sees it: a reader with a place in each stream and a bounded queue."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Final, Protocol

from notifications import event_ids
from notifications.sse import encoding
from notifications.sse.catchup import Places
from realtime.drain import drain
from realtime.identity import Identity
from realtime.streams import Change, Cursor

MAX_EVENTS: Final = 256
MAX_BYTES: Final = 1024 * 1024


class DirectResponse(Protocol):
    """An open response of which the server lends the transport (`realtime.server.http`)."""

    @property
    def ready(self) -> bool: ...
    def write(self, data: bytes) -> None: ...


class SseReader:
    """What the hub feeds goes straight to the response, or waits here until the response takes it.

    Straight only while whoever drives the response waits in `take`: then nothing older is on its way. A reader that
    does not take it is `behind` once 256 events or 1 MiB wait: it hears nothing more, its place stays where the queue
    ends, and whoever drives it reads on from the rows. So it is never cut off and never costs more than its queue.
    """

    framed = False  # it makes its own text of the changes

    def __init__(self, identity: Identity, places: Places, direct: DirectResponse | None = None) -> None:
        self.id = f"sse-{secrets.token_hex(8)}"
        self.identity: Identity | None = identity
        self.places = places
        self.behind = False
        self._direct = direct
        self._taking = False
        self._said = False
        self._ended = ""
        self._queue: list[bytes] = []
        self._bytes = 0
        self._wake = drain.event()

    # -- towards the hub

    def feed(self, stream: str, changes: Sequence[Change], frames: bytes) -> None:
        places = self.places
        epoch, seq = places[stream].epoch, places[stream].seq
        ready: list[bytes] = []
        direct = self._direct if self._taking and not self._queue else None
        if direct is not None and not direct.ready:
            direct = None
        for change in changes:
            if self.behind:
                return
            if change.seq <= seq:
                continue  # told already
            places[stream] = Cursor(epoch, change.seq)
            if (event := encoding.event(change.payload, places)) is not None:
                if direct is None:
                    self._add(event)
                else:
                    ready.append(event)
        if direct is not None and ready:
            direct.write(b"".join(ready))
            self._said = True

    def feed_ephemeral(self, stream: str, payload: bytes, frame: bytes, origin: str) -> None:
        """Nothing that lasts for a moment only travels here."""

    def reset(self, stream: str, epoch: str, head: int) -> None:
        if not self.behind:
            self.places[stream] = Cursor(epoch, head)
            self._add(encoding.reset(stream, event_ids.encode(self.places)))

    def dropped(self, stream: str, code: str) -> None:
        self.end(code)

    # -- towards the response

    @property
    def ended(self) -> str:
        """Why the response has to end: what `dropped` said, or "drain"; "" while it goes on."""
        return self._ended or ("drain" if drain.started and not self._queue else "")

    def end(self, code: str) -> None:
        """Let the response end; what still waits is not told."""
        self._ended = self._ended or code
        self._queue.clear()
        self._wake.set()

    def _add(self, event: bytes) -> None:
        self._queue.append(event)
        self._bytes += len(event)
        self.behind = len(self._queue) >= MAX_EVENTS or self._bytes >= MAX_BYTES
        self._wake.set()

    async def take(self, seconds: float) -> bytes:
        """Everything that waits, as one chunk; b"" after so many seconds without any, or at the end."""
        if not (self._queue or self.ended or self.behind):
            self._taking = True
            try:
                async with asyncio.timeout(seconds):
                    await self._wake.wait()
            except TimeoutError:
                return b""
            finally:
                self._taking = False
        chunk = b"".join(self._queue)
        self._queue.clear()
        self._bytes = 0
        self._wake.clear()
        return chunk

    def spoke(self) -> bool:
        """Whether something went straight to the response since this was asked last."""
        said, self._said = self._said, False
        return said

    def release(self) -> None:
        """The response has ended."""
        drain.release(self._wake)
