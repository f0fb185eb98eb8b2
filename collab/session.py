"""An open document on this node: between its connections, the writer and the hub.

An update goes: received → guarded → committed → fed by the hub in the stream's order → applied → forwarded.
So nothing is shown to anybody before it is committed, and what is shown is the same, in the same order, on every
node. One append of a document is under way at a time; what comes meanwhile goes into the next.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings

from collab import limits, metrics
from collab.actions import Entry, SaveCheckpoint, StoreUpdates, TellEdited
from collab.core import frames
from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.origin import Origin
from collab.core.update import parse_update
from collab.cursors import Cursors
from collab.events import document_stream
from collab.storage import Loaded, absorb
from realtime.close_codes import BAD_FRAME, DRAIN, NO_ACCESS, SLOW, TOO_FAST, CloseCode
from realtime.commit import submit
from realtime.errors import Refused
from realtime.frames import binary_frame
from realtime.streams import Change, Cursor

if TYPE_CHECKING:
    from collab.member import Member
    from realtime.hub import Hub
    from realtime.identity import Identity

log = logging.getLogger(__name__)

CLOSES: dict[str, CloseCode] = {"forbidden": NO_ACCESS, "not_found": NO_ACCESS, "too_fast": TOO_FAST}
"""By the code of a refusal; all others are bad frames."""
NOT_SAVED = "not saved just now, connect again"


class DocumentSession:
    """The hub's reader of `document:<id>`. Everything here runs on the event loop and never awaits."""

    identity: Identity | None = (
        None  # the hub's reader for the server itself; each member's rights are watched
    )

    def __init__(self, hub: Hub, document_id: int, room_id: int, loaded: Loaded) -> None:
        self.document_id, self.room_id = document_id, room_id
        self.stream = document_stream(document_id)
        self.id = secrets.token_hex(8)
        self.cursor = loaded.cursor
        self.members: dict[str, Member] = {}
        self.dead = False
        self._loop = asyncio.get_running_loop()
        self._replica = loaded.replica
        self._index = loaded.index
        self._size = loaded.size
        self._tail_rows, self._tail_bytes = loaded.tail_rows, loaded.tail_bytes
        self._holes = loaded.holes
        self._absorb_own = False  # after a rebuilt index even our own updates are absorbed when they are fed
        self._cursors = Cursors(hub, self.stream, self.members)
        self._waiting: list[Entry] = []
        self._writing: list[Entry] = []
        self._scheduled = False
        self._checkpointing = False
        self._edited = False
        self._tell_at = 0.0
        self._max_update: int = settings.COLLAB["MAX_UPDATE_BYTES"]

    # -- connections

    def join(self, member: Member) -> None:
        """Ask the new connection for what it has, and show it who is here."""
        self.members[member.id] = member
        member.asked = True
        member.send(frames.step_1(self._replica.vector))
        self._cursors.welcome(member)

    def leave(self, member: Member) -> None:
        """The connection is gone."""
        if self.members.pop(member.id, None) is not None:
            self._cursors.left(member)

    def close(self, code: CloseCode, reason: str | None = None) -> None:
        """Close all connections."""
        for member in list(self.members.values()):
            member.close(code, reason)

    @property
    def idle(self) -> bool:
        """Nobody is here and everything is saved."""
        return not (self.members or self._waiting or self._writing or self._checkpointing)

    @property
    def text(self) -> str:
        """The plain text as of `cursor`."""
        return self._replica.text

    # -- what connections send

    def received(self, member: Member, data: str | bytes) -> None:
        """One message from a connection."""
        if member.connection.closed:
            return
        try:
            if isinstance(data, str):
                raise Bad("messages are binary")
            kind, sync, body = frames.read_message(data)
            if kind == frames.SYNC:
                if sync == frames.STEP_1:
                    self._answer(member, body)
                else:
                    self._content(member, body, whole=sync == frames.STEP_2)
            elif kind == frames.AWARENESS:
                self._cursors.said(member, body)
            else:
                self._cursors.asked(member)
        except Bad as bad:
            self._refuse(member, bad.code, bad.reason)
        except Exception:  # a defect of ours must cost this connection only, and say so
            log.exception("%s: a message could not be handled", self.stream)
            self._refuse(member, "internal", "this could not be read")

    def _answer(self, member: Member, vector: bytes) -> None:
        if not member.sync_bucket.take():
            raise Bad("too many synchronisations", "too_fast")
        member.send(frames.step_2(self._replica.since(vector)))

    def _content(self, member: Member, update: bytes, *, whole: bool) -> None:
        member.received = number = member.received + 1
        size = len(update)
        if size > self._max_update:
            raise Bad(f"an update is larger than {self._max_update} bytes", "too_large")
        plan = self._index.examine(parse_update(update), member.author)
        if whole:
            member.asked = False
        if plan.missing:
            self._ask(member, number)
            return
        if whole and plan.new and not plan.tracks:
            # Only deletions. Some are implied (of what came into a deleted parent) and only the replica knows them.
            absorb(self._index, self._replica.since(self._replica.vector), 0)
            plan = self._index.examine(parse_update(update), member.author)
        if whole:
            member.attempts = 0
            member.covered(number)
        if plan.new:
            if member.refusal is not None:
                raise Bad(member.refusal.message, "forbidden")
            if self._size + size > limits.MAX_DOCUMENT_BYTES:
                raise Bad("the document is full", "too_large")
            self._index.absorb(plan, member.author)
            self._size += size
        elif self._waiting or self._writing:
            update = b""  # known, but perhaps not committed yet: its ack waits for its turn
        else:
            self._acknowledge(member, number)
            return
        member.hold(len(update))
        self._waiting.append(Entry(Origin(member.id, member.author, number), update))
        self._schedule()

    def _ask(self, member: Member, number: int) -> None:
        """Something before this update is missing: never store or acknowledge it, ask for all that is missing.
        The client's answer covers what it has sent until then."""
        member.missed(number)
        if member.asked:
            return
        member.attempts += 1
        if member.attempts > limits.MAX_ASKED:
            raise Bad("what comes before these updates is missing")
        metrics.ASKED.inc()
        member.asked = True
        member.send(frames.step_1(self._replica.vector))

    def _acknowledge(self, member: Member, number: int) -> None:
        if frame := member.ack(number):
            member.write(frame, 1)

    def _refuse(self, member: Member, code: str, reason: str) -> None:
        metrics.REFUSED.labels(code).inc()
        if code == "forbidden":
            member.send(frames.denied(reason))
        member.close(CLOSES.get(code, BAD_FRAME), reason)

    def feed_ephemeral(self, stream: str, payload: bytes, frame: bytes, origin: str) -> None:
        """Awareness from another node."""
        self._cursors.heard(payload, origin)

    # -- towards the database

    def _schedule(self) -> None:
        if not self._scheduled and not self._writing:
            self._scheduled = True
            self._loop.call_soon(self._store)  # after what else is read in this turn of the loop

    def _store(self) -> None:
        self._scheduled = False
        if self._writing or not self._waiting:
            return
        self._writing = self._take()
        if any(entry.update for entry in self._writing):
            submit(StoreUpdates(self.document_id, self.room_id, self._writing), self._stored)
        else:
            self._stored({})

    def _take(self) -> list[Entry]:
        size = 0
        for count, entry in enumerate(self._waiting):
            size += len(entry.update)
            if count == limits.ROWS_PER_APPEND or (count and size > limits.BYTES_PER_APPEND):
                break
        else:
            taken, self._waiting = self._waiting, []
            return taken
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken

    def _stored(self, result: dict[int, Refused] | Refused) -> None:
        """The append is committed, and what it changed was fed; or it failed, and nothing of it is stored."""
        done, self._writing = self._writing, []
        failed: set[str] = set()
        for origin, update in done:
            member = self.members.get(origin.connection)
            refusal = result if isinstance(result, Refused) else result.get(origin.author)
            if member is not None:
                member.release(len(update))
            if refusal is not None and (update or origin.connection in failed):
                failed.add(origin.connection)
                if member is not None:
                    self._not_stored(member, refusal)
            elif member is not None and origin.connection not in failed:
                self._acknowledge(member, origin.number)
        if failed:
            self._forget_failed(failed)
        if self._waiting:
            self._schedule()

    def _not_stored(self, member: Member, refusal: Refused) -> None:
        if member.connection.closed:
            return
        if refusal.code in CLOSES:
            self._refuse(member, "forbidden", refusal.message)
        else:
            member.close(SLOW, NOT_SAVED)

    def _forget_failed(self, failed: set[str]) -> None:
        """What was counted on was not committed: begin again from what is, and from what still waits."""
        index = Index.of(self._replica.since())
        index.owners = self._index.owners
        self._index, self._absorb_own = index, True
        waiting = [entry for entry in self._waiting if entry.origin.connection not in failed]
        self._waiting = [entry for entry in waiting if self._still_fits(entry)]

    def _still_fits(self, entry: Entry) -> bool:
        if not entry.update or absorb(self._index, entry.update, entry.origin.author):
            return True
        if member := self.members.get(entry.origin.connection):
            member.close(SLOW, NOT_SAVED)
        return False

    # -- what the hub feeds

    def feed(self, stream: str, changes: Sequence[Change], frames_: bytes) -> None:
        """Committed updates, in order, once: apply them and pass them on."""
        payloads = [change.payload for change in changes]
        poisoned = self._replica.apply(payloads)
        origins = [Origin.read(change.origin) for change in changes]
        for origin, payload in zip(origins, payloads, strict=True):
            if self._absorb_own or origin.connection not in self.members:
                self._absorb(origin, payload)
        self.cursor = Cursor(self.cursor.epoch, changes[-1].seq)
        self._tail_rows += len(changes)
        self._tail_bytes += sum(map(len, payloads))
        if poisoned:
            payloads, origins = self._without(poisoned, payloads, origins, changes)
        self._forward(payloads, origins)
        self._look_at_tail()

    def _absorb(self, origin: Origin, update: bytes) -> None:
        if not absorb(self._index, update, origin.author):
            self._holes = True
        if origin.connection not in self.members:
            self._size += len(update)

    def _forward(self, payloads: list[bytes], origins: list[Origin]) -> None:
        """One write to each connection: the others' updates, and up to where its own are committed."""
        ready = [binary_frame(frames.update(payload)) for payload in payloads]
        everything = b"".join(ready)
        own: dict[str, int] = {}
        for origin in origins:
            if origin.connection in self.members:
                own[origin.connection] = origin.number
                self._edited = True
        if own:
            metrics.UPDATES.inc(len(payloads))
        for member in list(self.members.values()):
            number = own.get(member.id)
            if number is None:
                member.write(everything, len(ready))
                continue
            mine = [f for f, origin in zip(ready, origins, strict=True) if origin.connection != member.id]
            if ack := member.ack(number):
                mine.append(ack)
            if mine:
                member.write(b"".join(mine), len(mine))

    def _without(
        self, poisoned: list[int], payloads: list[bytes], origins: list[Origin], changes: Sequence[Change]
    ) -> tuple[list[bytes], list[Origin]]:
        """Leave out what could not be applied: it is stored, but nobody shall see it."""
        metrics.POISONED.inc(len(poisoned))
        self._holes = True
        for at in poisoned:
            log.error("%s: update %d cannot be applied", self.stream, changes[at].seq)
            if member := self.members.get(origins[at].connection):
                self._refuse(member, "bad_request", "this update cannot be applied")
        keep = [at for at in range(len(payloads)) if at not in set(poisoned)]
        return [payloads[at] for at in keep], [origins[at] for at in keep]

    def reset(self, stream: str, epoch: str, head: int) -> None:
        """The stream was numbered anew (a restored backup): what is in memory is void."""
        self.dead = True
        self.close(DRAIN)

    def dropped(self, stream: str, code: str) -> None:
        """Never: the server itself reads."""

    # -- looking after it

    def _look_at_tail(self) -> None:
        if self._tail_rows >= limits.CHECKPOINT_ROWS or self._tail_bytes >= limits.CHECKPOINT_BYTES:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Keep the state, so that the next load is fast. Not while something before an update is missing: the
        state would leave that update out."""
        if self._checkpointing or self._holes or not self._tail_rows:
            return
        self._checkpointing = True
        rows, size = self._tail_rows, self._tail_bytes
        state, owners = self._replica.since(), dict(self._index.owners)

        def done(result: Any) -> None:
            self._checkpointing = False
            if not isinstance(result, Refused):
                metrics.CHECKPOINTS.inc()
                self._tail_rows -= rows
                self._tail_bytes -= size

        submit(SaveCheckpoint(self.document_id, self.cursor.seq, state, owners, self._size), done)

    def tick(self, now: float) -> None:
        """Now and then: keep connections alive, drop states of dead nodes, tell the room of edits."""
        for member in self.members.values():
            member.keep_alive()
        self._cursors.expire(now)
        if self._edited and now >= self._tell_at:
            self.tell_edited(now)
        if self.idle:
            self.checkpoint()

    def tell_edited(self, now: float) -> None:
        """Keep the derived text and tell the room's list."""
        self._edited = False
        started = time.perf_counter()
        text = self.text
        # A long document is told of less often: it must not cost more than a hundredth of the time.
        self._tell_at = now + max(limits.TELL_SECONDS, 100 * (time.perf_counter() - started))
        submit(TellEdited(self.document_id, self.room_id, text), lambda _: None)

    @property
    def saved(self) -> bool:
        """Idle, with nothing left to tell or to keep."""
        return self.idle and not self._edited and (self._holes or not self._tail_rows)
