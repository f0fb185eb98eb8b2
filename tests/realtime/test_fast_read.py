"""The short way of reading frames is taken where it may be, and nothing is lost when it may not."""

import json

import pytest
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from realtime.server import protocol
from realtime.server.protocol import CollabWebSocketProtocol


class Served(CollabWebSocketProtocol):
    """The protocol between handshake and close, on no socket."""

    def __init__(self) -> None:
        from types import SimpleNamespace

        from websockets.server import ServerProtocol

        self.config = SimpleNamespace(ws_max_size=1 << 20)  # type: ignore[assignment]
        self.conn = ServerProtocol()
        self.conn.state = OPEN
        self.conn.parser = self.conn.parse()
        next(self.conn.parser)
        self.frames = []
        self.close_sent = False
        self.got: list[str | bytes] = []
        self.transport = SimpleNamespace(write=lambda _: None, is_closing=lambda: False)  # type: ignore[assignment]
        self.lent = protocol.LentTransport(self)
        self.lent.on_message = self.got.append


def client() -> ClientProtocol:
    speaking = ClientProtocol(parse_uri("ws://localhost/"))
    speaking.state = OPEN
    return speaking


def said(*messages: str | bytes | Frame) -> bytes:
    speaking = client()
    for message in messages:
        if isinstance(message, Frame):
            speaking.send_frame(message)
        elif isinstance(message, str):
            speaking.send_text(message.encode())
        else:
            speaking.send_binary(message)
    return b"".join(speaking.data_to_send())


def test_whole_messages_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    served = Served()
    monkeypatch.setattr(served.conn, "receive_data", lambda _: pytest.fail("the long way"))
    served.data_received(said("one", b"two", json.dumps({"three": 3})))
    assert served.got == ["one", b"two", '{"three": 3}']


@pytest.mark.parametrize("cut", range(1, 40))
def test_wherever_the_bytes_are_cut(cut: int) -> None:
    served = Served()
    data = said("first message", Frame(Opcode.PING, b"hi"), "second", b"x" * 200, "third")
    for start in range(0, len(data), cut):
        served.data_received(data[start : start + cut])
    assert served.got == ["first message", "second", b"x" * 200, "third"]


def test_fragments_with_a_control_frame_between() -> None:
    served = Served()
    data = said(
        "before",
        Frame(Opcode.TEXT, b"one ", fin=False),
        Frame(Opcode.PING, b""),
        Frame(Opcode.CONT, b"two", fin=True),
        "after",
    )
    served.data_received(data)
    assert served.got == ["before", "one two", "after"]
