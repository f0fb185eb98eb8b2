"""The JSON socket: `ws /ws/`, subprotocol collab.v1."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any, Literal

from django.conf import settings

from realtime import close_codes, metrics
from realtime.asgi_types import Receive, Scope, Send
from realtime.commands import ack_bytes, error_bytes, id_of, parse, perform
from realtime.connection import Connection
from realtime.db import in_db
from realtime.errors import Refused
from realtime.frames import text_frame
from realtime.hub import Hub, hub
from realtime.identity import Identity, authenticator
from realtime.limits import TokenBucket
from realtime.registry import Caller
from realtime.streams import Change, Cursor
from realtime.subscriptions import Standings, StreamStanding, Subscribe, Unsubscribe
from realtime.wire import Command, Encoded, Wire

SUBPROTOCOL = "collab.v1"
PROTOCOL = 1
MAX_STREAMS = 2_000
"""Streams that one socket may hear."""
MAX_REFUSED = 200
"""Commands refused as too fast before the socket is closed with 4429."""


class SocketUser(Wire):
    """The person signed in on this socket."""

    id: int
    username: str
    name: str
    colour: int
    is_staff: bool


class Hello(Wire):
    """The first frame: who you are, which node this is, and how often to say something (seconds)."""

    type: Literal["hello"] = "hello"
    user: SocketUser
    node: str
    heartbeat: int
    protocol: int


def hello(identity: Identity, node: str) -> Hello:
    """The greeting of a person by a node."""
    user = SocketUser(
        id=identity.user_id,
        username=identity.username,
        name=identity.name,
        colour=identity.colour,
        is_staff=identity.is_staff,
    )
    beat = int(settings.COLLAB["HEARTBEAT_SECONDS"])
    return Hello(user=user, node=node, heartbeat=beat, protocol=PROTOCOL)


class Reset(Wire):
    """The cursor is void: fetch the stream's state anew. What comes next follows `head`."""

    type: Literal["reset"] = "reset"
    stream: str
    epoch: str
    head: int


class Dropped(Wire):
    """The stream is heard no more; `code` says why."""

    type: Literal["dropped"] = "dropped"
    stream: str
    code: str


async def socket(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of one socket. Refusals come as a close code after the accept, so that a
    browser learns the reason (before it, all it sees is 403)."""
    connection = Connection(scope, receive, send)
    offered = scope.get("subprotocols", [])
    if not await connection.accept(SUBPROTOCOL if SUBPROTOCOL in offered else None):
        return
    try:
        identity = await in_db(authenticator().identify, scope["headers"], scope["query_string"])
    except Refused as refusal:
        connection.close(close_codes.SIGNED_OUT, refusal.message)
        await connection.run(lambda _: None)
        connection.gone()
        return
    session = SocketSession(connection, identity, hub())
    await session.run()


class SocketSession:
    """A signed-in socket: the hub's reader, and the caller of commands."""

    def __init__(self, connection: Connection, identity: Identity, hub: Hub) -> None:
        limits = settings.COLLAB
        self.id = secrets.token_hex(8)
        self.identity: Identity | None = identity
        self._connection = self.line = connection
        self._hub = hub
        self._caller = Caller(identity, self.id)
        self._bucket = TokenBucket(limits["COMMANDS_PER_SECOND"], limits["COMMANDS_BURST"])
        self._refused = 0
        self._streams: set[str] = set()
        self._acks: list[bytes] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve the socket until the client is gone."""
        identity = self._caller.identity
        await self._hub.watch(self)
        self._hub.sockets.add(self)
        self._hub.presence.arrive(identity)
        try:
            self._send(hello(identity, self._hub.doorbell.node))
            await self._connection.run(self.on_message)
        finally:
            self._hub.sockets.discard(self)
            self._hub.forget(self)
            self._hub.presence.leave(identity, self.id)
            for task in self._tasks:
                task.cancel()
            self._connection.gone()

    def _send(self, value: Wire) -> None:
        self._connection.write(text_frame(value.encoded()))

    # -- commands

    def on_message(self, raw: str | bytes) -> None:
        """One frame from the client."""
        if not self._bucket.take():
            self._too_fast(raw)
            return
        try:
            if isinstance(raw, bytes):
                raise Refused("bad_request", "Commands are text frames.")
            command = parse(raw)
        except Refused as refusal:
            self._refuse(id_of(raw), refusal)
            return
        if isinstance(command, Subscribe):
            self._spawn(self._subscribe(command))
        elif isinstance(command, Unsubscribe):
            self._unsubscribe(command)
        else:
            self._perform(command)

    def _perform(self, command: Command) -> None:
        connection, command_id = self._connection, command.id
        connection.hold()

        def answer(result: Encoded | Refused | None) -> None:
            connection.release()
            if isinstance(result, Refused):
                self._refuse(command_id, result)
            else:
                self._ack(text_frame(ack_bytes(command_id, result)))

        if (pending := perform(self._caller, command, answer)) is not None:
            self._spawn(pending)

    def _ack(self, frame: bytes) -> None:
        """Acks of one turn (of one commit) leave in one write."""
        if not self._acks:
            self._hub.loop.call_soon(self._send_acks)
        self._acks.append(frame)

    def _send_acks(self) -> None:
        frames, self._acks = self._acks, []
        self._connection.write(b"".join(frames), len(frames))

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _refuse(self, command_id: int, refusal: Refused) -> None:
        metrics.REFUSALS.labels(refusal.code).inc()
        self._connection.write(text_frame(error_bytes(command_id, refusal)))

    def _too_fast(self, raw: str | bytes) -> None:
        self._refused += 1
        if self._refused > MAX_REFUSED:
            self._connection.close(close_codes.TOO_FAST)
            return
        self._refuse(id_of(raw), Refused("too_fast", "Too many commands; wait a moment."))

    # -- subscriptions

    async def _subscribe(self, command: Subscribe) -> None:
        wanted: dict[str, Cursor | None] = {}
        for item in command.streams:
            known = item.epoch is not None and item.seq is not None
            wanted[item.stream] = Cursor(item.epoch or "", item.seq or 0) if known else None
        if len(self._streams | wanted.keys()) > MAX_STREAMS:
            self._refuse(
                command.id, Refused("invalid", f"At most {MAX_STREAMS} streams a socket.", "streams")
            )
            return
        found = await self._hub.subscribe(self, wanted)
        heard = {name for name, standing in found.items() if standing.status != "forbidden"}
        self._streams |= heard
        self._hub.presence.visible_in(self._caller.identity, frozenset(heard))
        standings = [
            StreamStanding(
                stream=name,
                epoch=s.epoch,
                head=s.head,
                status=s.status,
                online=self._hub.presence.online_in(name) if name in heard else [],
                idle=self._hub.presence.idle_in(name) if name in heard else [],
            )
            for name, s in found.items()
        ]
        self._connection.write(text_frame(ack_bytes(command.id, Standings(streams=standings))))

    def _unsubscribe(self, command: Unsubscribe) -> None:
        for name in command.streams:
            self._streams.discard(name)
            self._hub.unsubscribe(self, name)
        self._connection.write(text_frame(ack_bytes(command.id, None)))

    # -- the hub's reader

    def feed(self, stream: str, changes: Sequence[Change], frames: bytes) -> None:
        """Pass the ready frames on."""
        self._connection.write(frames, len(changes))

    def feed_ephemeral(self, stream: str, payload: bytes, frame: bytes, origin: str) -> None:
        """Pass it on, but not back to where it came from."""
        if origin != self.id:
            self._connection.write(frame, 1, ephemeral=True)

    def reset(self, stream: str, epoch: str, head: int) -> None:
        """Tell the client to fetch the state anew."""
        self._send(Reset(stream=stream, epoch=epoch, head=head))

    def dropped(self, stream: str, code: str) -> None:
        """Access is lost: to a stream, or altogether."""
        self._streams.discard(stream)
        if code == "unauthenticated":
            self._connection.close(close_codes.SIGNED_OUT)
        else:
            self._send(Dropped(stream=stream, code=code))

    def close(self, code: close_codes.CloseCode) -> None:
        """Close from the server's side (drain)."""
        self._connection.close(code)
