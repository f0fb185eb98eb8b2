"""One connection each, in the three dialects: plain JSON, Socket.IO 4, and Collab's own protocol.

A message's body is 120 characters, "@@GGGGGGGG:xxxx…", where G is its number in the whole run; send time and sender are
looked up by G, so that a delivery costs one search, one int() and a few list accesses.
"""

from collections.abc import Callable

from picows import WSFrame, WSListener, WSMsgType, WSTransport

from benchmarks.chat.score import Score, now

PADDING = "x" * 109
BODY = 120


def body_of(number: int) -> str:
    """The text of message `number`."""
    return f"@@{number:08d}:{PADDING}"


class Client(WSListener):
    """The JSON dialect: a message is {"message": body} and comes back to everybody with an id."""

    marker = b"@@"
    subprotocol: str | None = None

    def __init__(self, score: Score, index: int, senders: int, ready: Callable[[], None]) -> None:
        super().__init__()
        self.score, self.index, self.ready = score, index, ready
        self.seen = bytearray(score.total)
        self.newest = [-1] * senders
        self.on_own: Callable[[int], None] | None = None
        self.skip = len(self.marker) - 2

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        self.opened()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        if not self.score.stopping:
            self.score.closed += 1

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            self.score.complain(b"closed: " + frame.get_payload_as_bytes())
            transport.disconnect()
            return
        data = frame.get_payload_as_bytes()
        at = data.find(self.marker)
        if at < 0:
            self.control(data)
        elif self.is_delivery(data):
            self.score.frames += 1
            while at >= 0:
                at += self.skip
                self.delivered(int(data[at + 2 : at + 10]))
                at = data.find(self.marker, at + BODY)

    def delivered(self, number: int) -> None:
        """Message `number` arrived here: once, twice, or after a later one of the same sender."""
        score = self.score
        if self.seen[number]:
            score.twice += 1
            return
        arrived = now()
        self.seen[number] = 1
        score.latencies.append(arrived - score.sent_at[number])
        score.last_arrival = arrived
        sender = score.sender[number]
        if number < self.newest[sender]:
            score.reordered += 1
        else:
            self.newest[sender] = number
        if sender == self.index and self.on_own:
            self.on_own(number)

    def send_next(self) -> int:
        """Send the next message of the run and return its number."""
        score = self.score
        number = score.sent
        score.sent = number + 1
        score.sender[number] = self.index
        raw = self.encode(number)
        score.sent_at[number] = now()
        self.transport.send(WSMsgType.TEXT, raw)
        return number

    # What the dialects differ in.

    def opened(self) -> None:
        self.ready()

    def is_delivery(self, data: bytes) -> bool:
        return True

    def encode(self, number: int) -> bytes:
        return f'{{"message":"{body_of(number)}"}}'.encode()

    def control(self, data: bytes) -> None:
        if b'"error"' in data:
            self.score.complain(data)


class SocketIoClient(Client):
    """Socket.IO 4 over one WebSocket: Engine.IO open, connect to the default namespace, answer pings."""

    def opened(self) -> None:
        """The server speaks first."""

    def encode(self, number: int) -> bytes:
        return f'42["msg",{{"message":"{body_of(number)}"}}]'.encode()

    def control(self, data: bytes) -> None:
        if data[:1] == b"0":
            self.transport.send(WSMsgType.TEXT, b"40")
        elif data[:1] == b"2":
            self.transport.send(WSMsgType.TEXT, b"3")
        elif data[:2] == b"40":
            self.ready()
        elif data[:2] == b"44":
            self.score.complain(data)
