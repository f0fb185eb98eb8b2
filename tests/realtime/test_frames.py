"""The frame codec against the `websockets` library, which implements the standard in full."""

import os

from hypothesis import given
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN, SERVER, Protocol
from websockets.uri import parse_uri

from realtime.frames import binary_frame, take_message, text_frame, unframe

LIMIT = 1 << 20


def client() -> Protocol:
    protocol = ClientProtocol(parse_uri("ws://localhost/"))
    protocol.state = OPEN
    return protocol


def reader() -> Protocol:
    """The other end of our frames: a client's parser without its handshake."""
    return Protocol(side=client().side, max_size=None)


sizes = st.sampled_from([0, 1, 125, 126, 127, 65535, 65536, 70000])


@given(st.lists(st.tuples(st.booleans(), sizes), max_size=4))
def test_our_frames_are_read_by_a_client(messages: list[tuple[bool, int]]) -> None:
    payloads = [(text, b"a" * size if text else os.urandom(size)) for text, size in messages]
    data = b"".join(text_frame(p) if text else binary_frame(p) for text, p in payloads)
    protocol = reader()
    protocol.receive_data(data)
    got = [
        (f.opcode is Opcode.TEXT, bytes(f.data)) for f in protocol.events_received() if isinstance(f, Frame)
    ]
    assert got == payloads
    assert list(unframe(data)) == payloads


def from_client(text: bool, payload: bytes) -> bytes:
    protocol = client()
    (protocol.send_text if text else protocol.send_binary)(payload)
    return b"".join(protocol.data_to_send())


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=300)), max_size=5))
def test_messages_of_a_client_are_taken(messages: list[tuple[bool, bytes]]) -> None:
    data = b"".join(from_client(text, payload) for text, payload in messages)
    at, got = 0, []
    while (message := take_message(data, at, LIMIT)) is not None:
        got.append((message.text, message.payload))
        at = message.end
    assert got == messages
    assert at == len(data)


@given(st.binary(min_size=0, max_size=400), st.integers(0, 410))
def test_an_incomplete_frame_is_left_alone(payload: bytes, cut: int) -> None:
    data = from_client(False, payload)
    if cut < len(data):
        assert take_message(data[:cut], 0, LIMIT) is None


@given(st.binary(max_size=64))
def test_nothing_else_is_ever_taken_for_a_message(junk: bytes) -> None:
    """Whatever is taken, the full parser reads as the same message."""
    message = take_message(junk, 0, LIMIT)
    if message is None:
        return
    protocol = Protocol(side=SERVER, max_size=None)
    protocol.receive_data(junk[: message.end])
    (frame,) = [f for f in protocol.events_received() if isinstance(f, Frame)]
    assert (frame.opcode is Opcode.TEXT, bytes(frame.data), frame.fin) == (
        message.text,
        message.payload,
        True,
    )


def test_what_is_left_to_the_full_parser() -> None:
    whole = from_client(True, b"hello")
    assert take_message(whole, 0, 4) is None  # too large
    assert take_message(bytes([whole[0] & 0x7F]) + whole[1:], 0, LIMIT) is None  # a fragment
    assert take_message(bytes([0x89]) + whole[1:], 0, LIMIT) is None  # a ping
    assert take_message(bytes([whole[0] | 0x40]) + whole[1:], 0, LIMIT) is None  # an extension bit
    assert take_message(text_frame(b"hello and more"), 0, LIMIT) is None  # not masked
    assert take_message(from_client(False, b"x" * 70000), 0, LIMIT) is None  # rare; the parser's job
