"""Who is in the document and where their cursor is: states by client id, each with a clock. Best effort.

    update = count, (client, clock, JSON or "null")*

A state is taken only from the connection that its client id belongs to, and is stamped with the signed-in
identity. Clients echo every state that they hear; only entries with a newer clock go on, or fifty cursors
become a storm.
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from collab.core.errors import Bad
from collab.core.values import read_json
from collab.core.varint import read_string, read_varuint, varbytes, varuint

MAX_CLIENTS: Final = 8
"""Client ids of one connection: a y-websocket client has one."""
MAX_STATE: Final = 16 * 1024
"""Bytes of one state as JSON."""
MAX_BYTES: Final = 256 * 1024
"""Bytes of one update."""
MAX_ENTRIES: Final = 1000
"""Entries of one update: a client that comes back echoes everybody it saw."""
EXPIRES: Final = 45.0
"""Seconds until a state that nobody renews is dropped; clients renew theirs every 15 s."""
NOBODY: Final = "null"


class Entry(NamedTuple):
    """One state as it travels. `state` is JSON; "null": gone."""

    client: int
    clock: int
    state: str


class Held(NamedTuple):
    """One state as it is known here. `owner` is the local connection it belongs to ("": another node's)."""

    clock: int
    state: str
    owner: str
    user: int
    seen: float


def decode(data: bytes) -> list[Entry]:
    """The entries of an update. Raises `Bad`."""
    if len(data) > MAX_BYTES:
        raise Bad(f"an awareness update is larger than {MAX_BYTES} bytes", "too_large")
    try:
        count, at = read_varuint(data, 0)
        if count > MAX_ENTRIES or count * 3 > len(data) - at:
            raise Bad("more states declared than there are bytes")
        entries = []
        for _ in range(count):
            client, at = read_varuint(data, at)
            clock, at = read_varuint(data, at)
            state, at = read_string(data, at)
            entries.append(Entry(client, clock, state))
    except IndexError as error:
        raise Bad("the awareness update ends too early") from error
    if at != len(data):
        raise Bad("there are bytes behind the awareness update")
    return entries


def encode(entries: Iterable[Entry]) -> bytes:
    """Entries as an update."""
    listed = list(entries)
    parts = [varuint(len(listed))]
    for client, clock, state in listed:
        parts += (varuint(client), varuint(clock), varbytes(state.encode()))
    return b"".join(parts)


def stamp(state: str, user: dict[str, Any]) -> str:
    """The state with `user` set to who really sent it. Raises `Bad` for what is not a JSON object."""
    if len(state) > MAX_STATE:
        raise Bad("an awareness state is too large", "too_large")
    value = read_json(state)
    if not isinstance(value, dict):
        raise Bad("an awareness state is not an object")
    value["user"] = user
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


MAX_GONE: Final = 256
"""Clients that left and are remembered."""


class Awareness:
    """The states of one document on one node."""

    def __init__(self) -> None:
        self._held: dict[int, Held] = {}
        self._gone: dict[int, tuple[int, int]] = {}
        """Clock and person of those who left lately: a late echo must not bring them back, as somebody else."""

    def from_connection(
        self, entries: Iterable[Entry], owner: str, user_id: int, user: dict[str, Any], now: float
    ) -> list[Entry]:
        """Take in what a local connection says; returns what is new, stamped, to be passed on."""
        new = []
        for client, clock, state in entries:
            held = self._held.get(client)
            if held is None:
                if state == NOBODY or not self._may_begin(client, owner, user_id, clock):
                    continue
            elif not self._may_set(held, owner, user_id, clock, gone=state == NOBODY):
                continue
            if state == NOBODY:
                self._forget(client)
                new.append(Entry(client, clock, NOBODY))
                continue
            stamped = stamp(state, user)
            self._held[client] = Held(clock, stamped, owner, user_id, now)
            new.append(Entry(client, clock, stamped))
        return new

    def _may_begin(self, client: int, owner: str, user_id: int, clock: int) -> bool:
        """Whether a connection may introduce a client that is not known now."""
        owned = self._owned(owner)
        gone_clock, gone_user = self._gone.get(client, (-1, 0))
        back = gone_user == user_id and not owned
        return owned < MAX_CLIENTS and (clock > gone_clock or back)

    def _may_set(self, held: Held, owner: str, user_id: int, clock: int, *, gone: bool) -> bool:
        if held.owner == owner:
            return clock > held.clock or (gone and clock == held.clock)
        # The same person's client on a new connection may take its own state over, nobody else may. A connection
        # that has a state of its own already only echoes what it was told (another tab of the same person).
        mine = bool(held.owner) and held.user == user_id and not gone
        return mine and clock >= held.clock and not self._owned(owner)

    def _forget(self, client: int) -> None:
        held = self._held.pop(client)
        self._gone.pop(client, None)
        self._gone[client] = (held.clock, held.user)
        if len(self._gone) > MAX_GONE:
            del self._gone[next(iter(self._gone))]

    def _owned(self, owner: str) -> int:
        return sum(held.owner == owner for held in self._held.values())

    def from_node(self, entries: Iterable[Entry], now: float) -> list[Entry]:
        """Take in what another node passed on; returns what is new here."""
        new = []
        for client, clock, state in entries:
            held = self._held.get(client)
            if held is not None and (clock < held.clock or (clock == held.clock and state != NOBODY)):
                continue
            if state != NOBODY:
                self._held[client] = Held(clock, state, "", 0, now)
            elif held is None:
                continue
            else:
                self._forget(client)
            new.append(Entry(client, clock, state))
        return new

    def leave(self, owner: str) -> list[Entry]:
        """A connection is gone; returns what tells the others so."""
        gone = [(client, held.clock) for client, held in self._held.items() if held.owner == owner]
        for client, _ in gone:
            self._forget(client)
        return [Entry(client, clock, NOBODY) for client, clock in gone]

    def expire(self, now: float) -> list[Entry]:
        """Drop states that nobody renewed (a node died); returns what tells the local connections so."""
        old = [(c, held.clock) for c, held in self._held.items() if now - held.seen > EXPIRES]
        for client, _ in old:
            self._forget(client)
        return [Entry(client, clock, NOBODY) for client, clock in old]

    def everybody(self) -> list[Entry]:
        """All states, for somebody who joins."""
        return [Entry(client, held.clock, held.state) for client, held in self._held.items()]
