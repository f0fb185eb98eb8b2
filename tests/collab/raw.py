"""A client of the document socket that sends what it likes."""

from contextlib import suppress
from types import TracebackType
from typing import Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from collab.core import frames
from collab.core.frames import ACK, AUTH, SYNC, UPDATE
from collab.core.varint import read_bytes, read_varuint

WAIT = 15.0


class Raw:
    """One connection. `seen` keeps every message that was received."""

    def __init__(self, base: str, document: object, token: str | None, query: str = "ack=1") -> None:
        credential = f"token={token}&" if token else ""
        self._connecting = connect(f"{base}/{document}?{credential}{query}", max_size=None)
        self.ws = self._connecting.__enter__()
        self.seen: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connecting.__exit__(kind, error, trace)

    def send(self, message: bytes | str) -> None:
        """Send one message. That the connection was closed meanwhile is told by `closed` or `next`."""
        with suppress(ConnectionClosed):
            self.ws.send(message)

    def update(self, update: bytes) -> None:
        self.send(frames.update(update))

    def step_2(self, update: bytes = b"\x00\x00") -> None:
        self.send(frames.step_2(update))

    def next(self) -> bytes:
        """The next message."""
        message = self.ws.recv(WAIT)
        assert isinstance(message, bytes)
        self.seen.append(message)
        return message

    def wait(self, *beginning: int) -> bytes:
        """The next message that begins with these bytes."""
        while True:
            message = self.next()
            if message.startswith(bytes(beginning)):
                return message

    def wait_ack(self, count: int) -> None:
        """Until so many content messages are committed."""
        while read_varuint(self.wait(ACK), 1)[0] < count:
            pass

    def wait_update(self) -> bytes:
        """The next update that is forwarded."""
        return read_bytes(self.wait(SYNC, UPDATE), 2)[0]

    def state(self, vector: bytes = b"\x00") -> bytes:
        """Ask for what is missing."""
        self.send(frames.step_1(vector))
        return read_bytes(self.wait(SYNC, frames.STEP_2), 2)[0]

    def closed(self) -> tuple[int, str]:
        """Wait for the close; its code and reason."""
        try:
            while True:
                self.next()
        except ConnectionClosed as closed:
            assert closed.rcvd is not None
            return closed.rcvd.code, closed.rcvd.reason

    def denied(self) -> str:
        """Why writing was denied, as told before the close."""
        reasons = [read_bytes(message, 2)[0].decode() for message in self.seen if message[0] == AUTH]
        assert len(reasons) == 1, reasons
        return reasons[0]
