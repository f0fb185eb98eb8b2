"""A chat client for tests of faults: it resumes from its cursor, resends what was not acknowledged, and keeps
a record of everything that it was told."""

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from tests.sockets import Socket, open_socket

GONE = (ConnectionClosed, ConnectionError, OSError, InvalidStatus, InvalidMessage, TimeoutError, EOFError)


@dataclass
class Chatter:
    """One person in one room. `url` may be changed between connections."""

    name: str
    token: str
    url: str
    room: int
    epoch: str | None = None
    seq: int = 0
    since: int = 0
    told: list[tuple[int, str]] = field(default_factory=list)
    acked: dict[str, int] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    resets: int = 0

    def __post_init__(self) -> None:
        self._numbers = itertools.count()
        self.socket: Socket | None = None

    @property
    def stream(self) -> str:
        return f"room:{self.room}"

    async def run(self, *, send: bool, stop: asyncio.Event, pace: float = 0.0) -> None:
        """Connect (again and again) until `stop`; send all the while if asked to."""
        while not stop.is_set():
            try:
                await self._session(send, stop, pace)
            except GONE:
                await asyncio.sleep(0.05)

    async def _session(self, send: bool, stop: asyncio.Event, pace: float) -> None:
        async with open_socket(self.url, self.token, open_timeout=5) as socket:
            self.socket = socket
            socket.on_frame = self._frame
            try:
                standing = await socket.subscribe(self.stream, self.epoch, self.seq if self.epoch else None)
                assert standing["status"] != "forbidden", standing
                if self.epoch is None:
                    # Heard from now on; an event may have come before the ack and be in `told` already.
                    self.since = min([standing["head"], *(seq - 1 for seq, _ in self.told)])
                    self.seq = max(self.seq, standing["head"])
                self.epoch = standing["epoch"]
                for client_id, body in list(self.pending.items()):
                    await self._post(socket, client_id, body)
                while not stop.is_set() and socket.closed is None:
                    if send and len(self.pending) < 20:
                        client_id = f"{self.name}-{next(self._numbers)}"
                        self.pending[client_id] = f"{client_id} says hello"
                        await self._post(socket, client_id, self.pending[client_id])
                    await asyncio.sleep(pace)
            except AssertionError as error:
                if socket.closed is None:
                    raise
                raise ConnectionError(str(error)) from None

    async def _post(self, socket: Socket, client_id: str, body: str) -> None:
        number = socket.take_id()
        socket.waiting[number] = client_id
        await socket.send_command("message.send", number, room=self.room, body=body, client_id=client_id)

    def _frame(self, frame: dict[str, Any]) -> None:
        socket = self.socket
        assert socket is not None
        kind = frame.get("type")
        if kind == "ack" and frame["id"] in socket.waiting:
            client_id = socket.waiting.pop(frame["id"])
            self.acked[client_id] = frame["result"]["message"]["created_seq"]
            self.pending.pop(client_id, None)
        elif kind == "error":
            self.faults.append(str(frame))
        elif kind == "reset":
            self.resets += 1
        elif frame.get("stream") == self.stream and "seq" in frame:
            if frame["seq"] <= self.seq:
                self.faults.append(f"{self.name}: {frame['seq']} after {self.seq}")
            self.seq = frame["seq"]
            if kind == "message.created":
                self.told.append((frame["seq"], frame["message"]["client_id"]))


def check(chatters: list[Chatter], stored: list[dict[str, Any]]) -> None:
    """Everything acknowledged or told is stored, once, in order, and every reader was told everything."""
    by_client = {message["client_id"]: message["created_seq"] for message in stored}
    seqs = [message["created_seq"] for message in stored]
    assert len(by_client) == len(stored), "a message was stored twice"
    assert seqs == sorted(set(seqs))
    expected = [(message["created_seq"], message["client_id"]) for message in stored]
    for chatter in chatters:
        assert chatter.faults == []
        assert chatter.resets == 0
        for client_id, seq in chatter.acked.items():
            assert by_client.get(client_id) == seq, f"{client_id} was acknowledged as {seq}"
        for seq, client_id in chatter.told:
            assert by_client.get(client_id) == seq, f"{chatter.name} was told {client_id} as {seq}"
        reached = [pair for pair in expected if chatter.since < pair[0] <= chatter.seq]
        missed, extra = set(reached) - set(chatter.told), set(chatter.told) - set(reached)
        assert chatter.told == reached, (
            f"{chatter.name}: missed {sorted(missed)[:9]}, extra {sorted(extra)[:9]}"
        )


def all_told(chatters: list[Chatter], stored: list[dict[str, Any]]) -> bool:
    """Everybody was told all that came after they had begun to listen."""
    return all(len(c.told) == sum(m["created_seq"] > c.since for m in stored) for c in chatters)
