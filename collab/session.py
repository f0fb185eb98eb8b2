"""An open document on this node: between its connections, the writer and the hub.

An update goes: received → guarded → committed → fed by the hub in the stream's order → applied → forwarded.
So nothing is shown to anybody before it is committed, and what is shown is the same, in the same order, on every
node. One append of a document is under way at a time; what comes meanwhile goes into the next.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings

from collab import limits, metrics
from collab.actions import Entry, StoreUpdates
from collab.actions.updates import portion
from collab.answers import Answers
from collab.caretaker import Caretaker
from collab.core import frames
from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.origin import Origin
from collab.core.quick import take_typing
from collab.core.update import MAX_PARTS, parse_update
from collab.cursors import Cursors
from collab.doubts import Doubts
from collab.events import document_stream
from collab.forwarding import forward, let_go_on
from collab.refusing import CLOSES, NOT_SAVED, refuse
from collab.storage import Loaded, absorb
from realtime.close_codes import DRAIN, SLOW, CloseCode
from realtime.commit import submit
from realtime.errors import Refused
from realtime.streams import Change, Cursor

if TYPE_CHECKING:
    from collab.member import Member
    from realtime.hub import Hub
    from realtime.identity import Identity

log = logging.getLogger(__name__)

BUSY_SECONDS = 0.1  # a document with a commit so short ago is in the middle of much


class DocumentSession:
    """The hub's reader of `document:<id>`. Everything here runs on the event loop and never awaits."""

    identity: Identity | None = None  # it reads for the server itself; each member's rights are watched
    framed = False  # the hub need not make text frames of updates

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
        self._early: list[Callable[[], None]] | None = [] if loaded.checkpoint is not None else None
        self.size = loaded.size
        self.holes = loaded.holes
        """An update waits for something that is not there: this state must not become a checkpoint."""
        self._absorb_own = False  # after a rebuilt index even our own updates are absorbed when they are fed
        self._cursors = Cursors(hub, self.stream, self.members)
        self._answers = Answers(loaded.replica)
        self._doubts = Doubts(hub)
        self._waiting: list[Entry] = []
        self._writing: list[Entry] = []
        self._scheduled = False
        self._stored_at = 0.0
        self._care = Caretaker(self, hub, loaded)
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
        return not (self.members or self._waiting or self._writing or self._care.checkpointing)

    @property
    def text(self) -> str:
        """The plain text as of `cursor`."""
        return self._replica.text

    @property
    def state(self) -> bytes:
        """The whole content as of `cursor`, as one update."""
        return self._replica.since()

    @property
    def judging(self) -> bool:
        """The index is there, so that edits are taken."""
        return self._early is None

    @property
    def owners(self) -> dict[int, int]:
        """Which person each Yjs client id belongs to."""
        return dict(self._index.owners)

    @property
    def vector(self) -> bytes:
        """The state vector as of `cursor`."""
        return self._replica.vector

    def since(self, vector: bytes | None) -> bytes:
        """What somebody with this state vector lacks (None: everything). Raises `Bad`."""
        return self._replica.since() if vector is None else self._replica.since(vector)

    def edited(self) -> None:
        """Somebody without a connection has changed the content: the list and the search are told, too."""
        self._care.was_edited()

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
            refuse(member, bad.code, bad.reason)
        except Exception:  # a defect of ours must cost this connection only, and say so
            log.exception("%s: a message could not be handled", self.stream)
            refuse(member, "internal", "this could not be read")

    def _answer(self, member: Member, vector: bytes) -> None:
        if not member.sync_bucket.take():
            raise Bad("too many synchronisations", "too_fast")
        member.write(self._answers.to(vector), 1)

    def _content(self, member: Member, update: bytes, *, whole: bool) -> None:
        member.received = number = member.received + 1
        size = len(update)
        if size > self._max_update:
            raise Bad(f"an update is larger than {self._max_update} bytes", "too_large")
        fits = member.refusal is None and self.size + size <= limits.MAX_DOCUMENT_BYTES
        if self._early is not None or self._doubts.about(member):
            self._put_off(member, number, update, whole)
        elif fits and not whole and take_typing(self._index, update, member.author):
            self.size += size
            self._queue(member, number, update)
        else:
            self._examined(member, number, update, whole)

    def indexed(self, index: Index, holes: bool) -> None:
        """The index that was put off is there: judge what came meanwhile, in order."""
        early, self._early = self._early or [], None
        self._index, self.holes = index, self.holes or holes
        for each in early:
            each()

    def _put_off(self, member: Member, number: int, update: bytes, whole: bool) -> None:
        member.hold(len(update))
        judge = partial(self._judge_late, member, number, update, whole)
        if self._early is not None:
            self._early.append(judge)
        else:
            self._doubts.put_off(member, judge)

    def _judge_late(self, member: Member, number: int, update: bytes, whole: bool) -> None:
        member.release([len(update)])
        if member.connection.closed:
            return
        if self._doubts.about(member):
            self._put_off(member, number, update, whole)
            return
        try:
            self._examined(member, number, update, whole)
        except Bad as bad:
            refuse(member, bad.code, bad.reason)

    def _examined(self, member: Member, number: int, update: bytes, whole: bool) -> None:
        # A whole state tells of all deletions that there ever were.
        most = MAX_PARTS + (self._index.deleted_runs if whole else 0)
        plan = self._index.examine(parse_update(update, most), member.author)
        if whole:
            member.asked = False
        if plan.missing:
            self._ask(member, number)
            return
        if whole and plan.new and not plan.tracks:
            # Only deletions. Some are implied (of what came into a deleted parent) and only the replica knows them.
            absorb(self._index, self._replica.since(self._replica.vector), 0)
            plan = self._index.examine(parse_update(update, most), member.author)
        if whole:
            member.attempts = 0
            member.covered(number)
        if plan.new and member.refusal is not None:
            self._put_off(member, number, update, whole)
            return
        if plan.new:
            self._check_room(len(update))
            self._index.absorb(plan, member.author)
            self.size += len(update)
        elif self._waiting or self._writing:
            update = b""  # known, but perhaps not committed yet: its ack waits for its turn
        else:
            member.acknowledge(number)
            return
        self._queue(member, number, update)

    def _check_room(self, size: int) -> None:
        if self.size + size > limits.MAX_DOCUMENT_BYTES:
            raise Bad("the document is full", "too_large")

    def _queue(self, member: Member, number: int, update: bytes) -> None:
        member.hold(len(update))
        self._waiting.append(Entry(Origin(member.id, member.author, number), update))
        if not self._scheduled and not self._writing:
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
        self._writing, self._waiting = portion(self._waiting)
        if any(entry.update for entry in self._writing):
            busy = self._loop.time() - self._stored_at < BUSY_SECONDS
            submit(StoreUpdates(self.document_id, self.room_id, self._writing, busy=busy), self._stored)
        else:
            self._stored({})

    def _stored(self, result: dict[int, Refused] | Refused) -> None:
        """The append is committed, and what it changed was fed; or it failed, and nothing of it is stored."""
        done, self._writing = self._writing, []
        self._stored_at = self._loop.time()
        if result == {}:
            let_go_on(self.members, done)
        else:
            self._partly_stored(done, result)
        if self._waiting:
            self._schedule()

    def _partly_stored(self, done: list[Entry], result: dict[int, Refused] | Refused) -> None:
        failed: set[str] = set()
        for origin, update in done:
            member = self.members.get(origin.connection)
            refusal = result if isinstance(result, Refused) else result.get(origin.author)
            if member is not None:
                member.release([len(update)])
            # What brought nothing new leaned on something of the same person that waited here: it failed with that.
            if refusal is not None:
                failed.add(origin.connection)
                if member is not None:
                    self._not_stored(member, refusal)
            elif member is not None and origin.connection not in failed:
                member.acknowledge(origin.number)
        self._forget_failed(failed)

    def _not_stored(self, member: Member, refusal: Refused) -> None:
        if member.connection.closed:
            return
        if refusal.code in CLOSES:
            refuse(member, "forbidden", refusal.message)
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
        # Of what brought nothing new nobody knows what it leaned on.
        if entry.update and absorb(self._index, entry.update, entry.origin.author):
            return True
        if member := self.members.get(entry.origin.connection):
            member.close(SLOW, NOT_SAVED)
        return False

    # -- what the hub feeds

    def feed(self, stream: str, changes: Sequence[Change], frames_: bytes) -> None:
        """Committed updates, in order, once: apply them and pass them on."""
        payloads = [change.payload for change in changes]
        poisoned = self._replica.apply(payloads)
        self._answers.clear()
        connections = [change.origin.partition(".")[0] for change in changes]
        members, absorb_own = self.members, self._absorb_own
        for change, connection in zip(changes, connections, strict=True):
            if self._early is not None:
                self._early.append(partial(self._absorb, connection, change))
            elif absorb_own or connection not in members:
                self._absorb(connection, change)
        self.cursor = Cursor(self.cursor.epoch, changes[-1].seq)
        rows, size = len(payloads), sum(map(len, payloads))
        if poisoned:
            changes = self._without(poisoned, changes)
            connections = [change.origin.partition(".")[0] for change in changes]
        if changes and forward(members, connections, changes, self._cursors.along()):
            metrics.UPDATES.inc(len(changes))
            self._care.was_edited()
        self._care.fed(rows, size)

    def _absorb(self, connection: str, change: Change) -> None:
        if not absorb(self._index, change.payload, Origin.read(change.origin).author):
            self.holes = True
        if connection not in self.members:
            self.size += len(change.payload)

    def _without(self, poisoned: list[int], changes: Sequence[Change]) -> list[Change]:
        """Leave out what could not be applied: it is stored, but nobody shall see it."""
        metrics.POISONED.inc(len(poisoned))
        self.holes = True
        for at in poisoned:
            log.error("%s: update %d cannot be applied", self.stream, changes[at].seq)
            if member := self.members.get(Origin.read(changes[at].origin).connection):
                refuse(member, "bad_request", "this update cannot be applied")
        return [change for at, change in enumerate(changes) if at not in set(poisoned)]

    def reset(self, stream: str, epoch: str, head: int) -> None:
        """The stream was numbered anew (a restored backup): what is in memory is void."""
        self.dead = True
        self.close(DRAIN)

    def dropped(self, stream: str, code: str) -> None:
        """Never: the server itself reads."""

    # -- looking after it

    def checkpoint(self) -> None:
        """Keep the state, so that the next load is fast."""
        self._care.checkpoint()

    def tick(self, now: float) -> None:
        """Now and then: keep connections alive, drop states of dead nodes, tell the room of edits."""
        for member in self.members.values():
            member.keep_alive()
        self._cursors.expire(now)
        self._care.tick(now)

    @property
    def saved(self) -> bool:
        """Idle, with nothing left to tell or to keep."""
        return self.idle and self._care.saved
