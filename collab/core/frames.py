"""Messages of the y-websocket protocol, as bytes. One WebSocket frame holds one message.

sync (0): step 1 (0) + state vector · step 2 (1) + update · update (2) + update
awareness (1) + update · auth (2) + denied (0) + reason · query awareness (3)
ack (100) + how many of this connection's step 2 and update messages are committed (only with ?ack=1)
"""

from typing import Final, NamedTuple

from collab.core.errors import Bad
from collab.core.varint import read_bytes, read_varuint, varbytes, varuint
from realtime.frames import binary_frame

SYNC, AWARENESS, AUTH, QUERY_AWARENESS, ACK = 0, 1, 2, 3, 100
STEP_1, STEP_2, UPDATE = 0, 1, 2
DENIED: Final = 0

KEEP_ALIVE: Final = bytes((AWARENESS, 1, 0))
"""An awareness update about nobody. y-websocket gives up a connection that is silent for 30 s, and pings of the
WebSocket do not count."""


TYPED: Final = bytes((SYNC, UPDATE))
"""How an update begins; most are short."""


class Received(NamedTuple):
    """A message from a client. `sync` is only set for `kind` SYNC; `body` is empty for a query."""

    kind: int
    sync: int
    body: bytes


def read_message(data: bytes) -> Received:
    """Take a client's message apart. Raises `Bad`."""
    if data[:2] == TYPED and len(data) > 2 and data[2] == len(data) - 3 < 0x80:
        return Received(SYNC, UPDATE, data[3:])
    try:
        kind, at = read_varuint(data, 0)
        sync = -1
        if kind == SYNC:
            sync, at = read_varuint(data, at)
            if sync > UPDATE:
                raise Bad(f"unknown sync message {sync}")
        elif kind == QUERY_AWARENESS:
            return Received(kind, sync, b"")
        elif kind != AWARENESS:
            raise Bad(f"unknown message {kind}")
        body, at = read_bytes(data, at)
    except IndexError as error:
        raise Bad("the message ends too early") from error
    if at != len(data):
        raise Bad("there are bytes behind the message")
    return Received(kind, sync, body)


SHORT: Final = [bytes((0x82, size + 3, SYNC, UPDATE, size)) for size in range(123)]
"""What precedes a short update: the head of a WebSocket frame (binary, whole, under 126 bytes) and of the message."""


def step_1(vector: bytes) -> bytes:
    """Ask for what one who has `vector` lacks."""
    return b"\x00\x00" + varbytes(vector)


def step_2(update: bytes) -> bytes:
    """The answer to step 1."""
    return b"\x00\x01" + varbytes(update)


def update(update: bytes) -> bytes:
    """A change."""
    return b"\x00\x02" + varbytes(update)


def update_frame(update: bytes) -> bytes:
    """A change as a whole WebSocket frame; most are short."""
    size = len(update)
    return SHORT[size] + update if size < len(SHORT) else binary_frame(b"\x00\x02" + varbytes(update))


def awareness(states: bytes) -> bytes:
    """Awareness states (see `collab.core.awareness`)."""
    return b"\x01" + varbytes(states)


def denied(reason: str) -> bytes:
    """What the client wanted to write was not taken."""
    return bytes((AUTH, DENIED)) + varbytes(reason.encode())


def ack(count: int) -> bytes:
    """So many content messages of this connection are committed."""
    return bytes((ACK,)) + varuint(count)
