"""One open event stream as the hub sees it: a reader with a place in each stream and a bounded queue."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Final

from notifications.access import ANNOUNCEMENTS
from notifications.sse.encoding import KEEP_ALIVE, Place, after, body, place, place_in, press, reset
from notifications.sse.outlet import Outlet
from realtime.drain import drain
from realtime.identity import Identity
from realtime.streams import Change, Cursor, stream_name

MAX_EVENTS: Final = 256
MAX_BYTES: Final = 256 * 1024
STUCK_BEATS: Final = 4
"""A client that has taken nothing for so many beats is cut off; it comes back with its place."""

_numbers: Final = count(1)


class SseReader:
    """What the hub feeds goes straight to the response, or waits here until the response takes it.

    A reader whose client does not take it is `behind` once 256 events or 256 KiB wait: it hears nothing more, its
    place stays where the queue ends, and whoever drives it reads on from the rows. So it is never told too little and
    never costs more than its queue.

    It has a place among the announcements, whose text it shares with everybody, and one in the person's inbox.
    """

    __slots__ = (
        "_all",
        "_bytes",
        "_ended",
        "_inbox",
        "_moved",
        "_out",
        "_own",
        "_queue",
        "_stuck",
        "_tail",
        "_turn",
        "behind",
        "id",
        "identity",
        "spoke",
    )

    framed = False  # it makes its own text of the changes

    def __init__(self, identity: Identity) -> None:
        self.id = f"sse-{next(_numbers)}"
        self.identity: Identity | None = identity
        self._inbox = stream_name("inbox", identity.user_id)
        self._all = self._own = Place("", 0, b"")
        self._tail = b""
        self.behind = False
        self.spoke = False
        self._out: Outlet | None = None
        self._moved = False
        self._ended = ""
        self._queue: list[bytes] = []
        self._bytes = self._stuck = 0
        self._turn: asyncio.Future[None] | None = None

    # -- towards the hub

    def feed(self, stream: str, changes: Sequence[Change], frames: bytes) -> None:
        if stream != self._inbox:
            self._feed_announcements(stream, changes)
        else:
            self._feed_inbox(stream, changes)

    def _feed_announcements(self, stream: str, changes: Sequence[Change]) -> None:
        """The way of what a thousand readers are told: little is touched, and the text is everybody's."""
        at, tail = self._all, self._tail
        told = press.told(stream, at.epoch, changes)
        texts: list[bytes] = []
        for text, here in told:
            if here.seq <= at.seq or self.behind:
                continue  # told already, or read from the rows later
            self._all = here
            if not text:
                self._moved = True
            elif len(told) == 1 or not self._ready:
                self._tell(text, tail)
            else:
                texts += (text, tail)
        if texts:
            self._say(b"".join(texts))

    def _feed_inbox(self, stream: str, changes: Sequence[Change]) -> None:
        at = self._own
        texts = []
        for change in changes:
            if change.seq <= self._own.seq or self.behind:
                continue
            self._own = place_in(stream, Cursor(at.epoch, change.seq))
            if not (text := body(change.payload)):
                self._moved = True
                continue
            text += place((self._all, self._own))
            if self._ready:
                texts.append(text)
            else:
                self._wait(text)
        if self._own is not at:
            self._tail = after(self._own)
        if texts:
            self._say(texts[0] if len(texts) == 1 else b"".join(texts))

    def feed_ephemeral(self, stream: str, payload: bytes, frame: bytes, origin: str) -> None:
        """Nothing that lasts for a moment only travels here."""

    def reset(self, stream: str, epoch: str, head: int) -> None:
        if not self.behind:
            self.move(self.cursors() | {stream: Cursor(epoch, head)})
            self._tell(reset(stream, b",".join((self._all.text, self._own.text)).decode()))

    def dropped(self, stream: str, code: str) -> None:
        self.end(code)

    # -- towards the response

    def move(self, places: Mapping[str, Cursor]) -> None:
        """Stand at these places; the client is told by what is written next."""
        self._all = place_in(ANNOUNCEMENTS, places[ANNOUNCEMENTS])
        self._own = place_in(self._inbox, places[self._inbox])
        self._tail = after(self._own)

    def cursors(self) -> dict[str, Cursor]:
        """Where it stands, in the order of the streams in an id."""
        named = ((ANNOUNCEMENTS, self._all), (self._inbox, self._own))
        return {stream: Cursor(at.epoch, at.seq) for stream, at in named}

    def open(self, out: Outlet) -> None:
        """Write to this response from now on."""
        self._out = out

    def write(self, text: bytes) -> None:
        """Write what comes before everything that will be fed."""
        if self._out is not None and not self._out.lost:
            self._say(text)

    @property
    def _ready(self) -> bool:
        return self._out is not None and self._out.ready and not self._queue

    @property
    def room(self) -> bool:
        """Nothing waits, and the client takes what it gets."""
        return self._ready

    @property
    def ended(self) -> str:
        """Why the response has to end: what `dropped` said, "gone" or "drain"; "" while it goes on."""
        return self._ended or ("drain" if drain.started and not self._queue else "")

    def end(self, code: str) -> None:
        """Let the response end; what still waits is not told."""
        self._ended = self._ended or code
        self._queue = []
        self.changed()

    def beat(self) -> None:
        """Called at even intervals: break a silence, and do without a client that is stuck."""
        out = self._out
        if out is None or self._ended:
            return
        if not out.ready:
            self._stuck += 1
            if self._stuck > STUCK_BEATS:
                out.abort()
                self.end("gone")
        elif not self.spoke and not self._queue:
            self._say(place((self._all, self._own)) if self._moved else KEEP_ALIVE)
        self.spoke = False

    def changed(self) -> None:
        """The response is ready again or lost, or something else came that its driver has to look at."""
        out = self._out
        if out is not None and out.lost:
            self._ended = self._ended or "gone"
        elif out is not None and out.ready and self._queue:
            text = b"".join(self._queue)
            self._queue, self._bytes = [], 0
            self._say(text)
        if self._turn is not None and not self._turn.done():
            self._turn.set_result(None)

    async def turn(self) -> None:
        """Wait until something has changed."""
        self._turn = asyncio.get_running_loop().create_future()
        try:
            await self._turn
        finally:
            self._turn = None

    def _tell(self, text: bytes, tail: bytes = b"") -> None:
        if self._ready:
            self._say(text, tail)
        else:
            self._wait(text + tail)

    def _say(self, text: bytes, tail: bytes = b"") -> None:
        assert self._out is not None
        self._out.write(text, tail)
        self.spoke, self._moved, self._stuck = True, False, 0

    def _wait(self, text: bytes) -> None:
        """Keep it until the client takes it."""
        self._queue.append(text)
        self._bytes += len(text)
        self.behind = len(self._queue) >= MAX_EVENTS or self._bytes >= MAX_BYTES
