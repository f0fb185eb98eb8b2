"""The dialect of Collab's socket (docs/protocol.md): hello, subscribe, commands with ids, acks, events."""

from picows import WSMsgType

from benchmarks.chat.clients import Client, body_of
from benchmarks.chat.score import now

FIRST_MESSAGE = 2  # the ids of message commands are their numbers plus this; 1 is the subscription


class CollabClient(Client):
    """Counts a delivery only from `message.created`: the ack carries the message as well, and `html` its text."""

    marker = b'"body":"@@'
    subprotocol = "collab.v1"
    room = 0

    def opened(self) -> None:
        """The server says hello first."""

    def is_delivery(self, data: bytes) -> bool:
        if data.find(b'"message.created"') >= 0:
            return True
        self.acknowledged(data)
        return False

    def acknowledged(self, data: bytes) -> None:
        """Note the time of an ack, and complain of one that answers no message of ours."""
        number = self.command_of(data) - FIRST_MESSAGE
        if b'"ack"' in data and 0 <= number < self.score.sent:
            self.score.ack_latencies.append(now() - self.score.sent_at[number])
        else:
            self.score.complain(data)

    @staticmethod
    def command_of(data: bytes) -> int:
        """The command's id in an ack or error: the first `"id":` of the frame. 0 if there is none."""
        at = data.find(b'"id":')
        digits = data[at + 5 : at + 16].split(b",")[0].strip(b" }") if at >= 0 else b""
        return int(digits) if digits.isdigit() else 0

    def encode(self, number: int) -> bytes:
        return (
            f'{{"id":{number + FIRST_MESSAGE},"type":"message.send","room":{self.room},'
            f'"body":"{body_of(number)}","client_id":"m{number}"}}'
        ).encode()

    def control(self, data: bytes) -> None:
        if b'"hello"' in data:
            subscribe = f'{{"id":1,"type":"subscribe","streams":[{{"stream":"room:{self.room}"}}]}}'
            self.transport.send(WSMsgType.TEXT, subscribe.encode())
        elif b'"ack"' in data and self.command_of(data) == 1:
            if b'"forbidden"' in data:
                self.score.complain(data)
            else:
                self.ready()
        elif b'"error"' in data or b'"reset"' in data or b'"dropped"' in data:
            self.score.complain(data)
