"""A y-websocket client for tests of faults: it keeps its own document, knows what was saved, and what it saw."""

import asyncio
import itertools
import re
from dataclasses import dataclass, field

from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

GONE = (ConnectionClosed, ConnectionError, OSError, InvalidStatus, InvalidMessage, TimeoutError, EOFError)
SYNC, AWARENESS, ACK = 0, 1, 100
STEP1, STEP2, UPDATE = 0, 1, 2


def varint(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def sync(kind: int, payload: bytes) -> bytes:
    return bytes([SYNC, kind]) + varint(len(payload)) + payload


@dataclass
class Editor:
    """Writes paragraphs "<name>-<number>" one after the other. What it wrote offline goes out on reconnecting."""

    name: str
    url: str
    written: list[str] = field(default_factory=list)
    saved: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.doc: Doc[XmlFragment] = Doc()
        self.content = self.doc.get("content", type=XmlFragment)
        self._numbers = itertools.count()
        self._sent: list[int] = []
        self._ws: ClientConnection | None = None
        self.doc.observe(self._changed)
        self._outbox: list[bytes] = []
        self._remote = False

    def _changed(self, event: object) -> None:
        if not self._remote:
            self._outbox.append(event.update)  # type: ignore[attr-defined]

    def write(self) -> None:
        """One more paragraph at the end."""
        token = f"{self.name}-{next(self._numbers)}"
        self.written.append(token)
        self.content.children.append(XmlElement("paragraph", contents=[XmlText(token)]))

    def tokens(self) -> list[str]:
        """The paragraphs, in order."""
        return re.findall(r"\w+-\d+", str(self.content))

    async def run(self, *, stop: asyncio.Event, write: bool, pace: float) -> None:
        """Connect (again and again) until `stop`, writing all the while if asked to."""
        while not stop.is_set():
            try:
                async with connect(self.url, max_size=None, open_timeout=5) as ws:
                    await self._session(ws, stop, write, pace)
            except GONE:
                await asyncio.sleep(0.05)

    async def _session(self, ws: ClientConnection, stop: asyncio.Event, write: bool, pace: float) -> None:
        self._sent, self._outbox = [], []
        await ws.send(sync(STEP1, self.doc.get_state()))
        reading = asyncio.create_task(self._read(ws))
        try:
            while not stop.is_set() and not reading.done():
                if write:
                    self.write()
                    for update in self._outbox:
                        await self._send_content(ws, UPDATE, update)
                    self._outbox = []
                await asyncio.sleep(pace)
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _send_content(self, ws: ClientConnection, kind: int, update: bytes) -> None:
        self._sent.append(len(self.written))
        await ws.send(sync(kind, update))

    async def _read(self, ws: ClientConnection) -> None:
        async for message in ws:
            assert isinstance(message, bytes)
            if message[0] == ACK:
                count, _ = read_varint(message, 1)
                self.saved.update(self.written[: self._sent[count - 1]] if count else ())
            elif message[0] == SYNC:
                size, at = read_varint(message, 2)
                payload = message[at : at + size]
                if message[1] == STEP1:
                    await self._send_content(ws, STEP2, self.doc.get_update(payload))
                else:
                    self._apply(payload)

    def _apply(self, update: bytes) -> None:
        self._remote = True
        try:
            self.doc.apply_update(update)
        finally:
            self._remote = False
        self.seen.update(token for token in self.tokens() if not token.startswith(f"{self.name}-"))


def check(editors: list[Editor], stored: list[str]) -> None:
    """What was shown as saved, or shown to somebody else, is stored once, and each one's own in order."""
    assert len(stored) == len(set(stored)), "a paragraph is there twice"
    have = set(stored)
    for editor in editors:
        assert editor.saved <= have, f"saved and gone: {sorted(editor.saved - have)[:5]}"
        assert editor.seen <= have, f"{editor.name} saw and it is gone: {sorted(editor.seen - have)[:5]}"
        own = [int(token.split("-")[1]) for token in stored if token.startswith(f"{editor.name}-")]
        assert own == sorted(own)
