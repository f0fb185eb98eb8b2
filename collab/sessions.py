"""The open documents of this process: loaded on first use, unloaded when idle and saved."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Sequence

from django.utils.translation import gettext as _

from collab import limits, metrics
from collab.history import Unreadable
from collab.quarantine import shut
from collab.refusing import NOT_SAVED
from collab.session import DocumentSession
from collab.storage import Loaded, load, load_to_show, make_index
from realtime.close_codes import SLOW
from realtime.db import in_db
from realtime.errors import Refused
from realtime.hub import Hub, hub

log = logging.getLogger(__name__)


class Sessions:
    """One per hub. Whoever opens a document holds it until they release it."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._open: dict[int, asyncio.Future[DocumentSession]] = {}
        self._holds: dict[int, int] = {}
        self._idle_since: dict[int, float] = {}
        self._at_once: set[int] = set()  # whose index must not be put off
        hub.spawn(self._look_after_for_ever())

    def get(self, document_id: int) -> DocumentSession | None:
        """The document, if it is in memory and ready."""
        session = self._ready(document_id)
        return session if session is not None and not session.dead else None

    def _ready(self, document_id: int) -> DocumentSession | None:
        future = self._open.get(document_id)
        if future is None or not future.done() or future.cancelled() or future.exception() is not None:
            return None
        return future.result()

    async def open(self, document_id: int, room_id: int) -> DocumentSession:
        """The document, loaded if need be; release it afterwards. Two who ask at once load it once."""
        self._holds[document_id] = self._holds.get(document_id, 0) + 1
        try:
            self._unload_dead(document_id)
            future = self._open.get(document_id)
            if future is None:
                future = asyncio.ensure_future(self._load(document_id, room_id))
                self._open[document_id] = future
                metrics.OPEN.set(len(self._open))
            return await asyncio.shield(future)
        except BaseException:
            self.release(document_id)
            raise

    def release(self, document_id: int) -> None:
        """Whoever opened it has left."""
        self._holds[document_id] -= 1
        if self._holds[document_id] == 0:
            del self._holds[document_id]
            self._idle_since[document_id] = time.monotonic()

    async def _load(self, document_id: int, room_id: int) -> DocumentSession:
        try:
            with metrics.LOAD_SECONDS.time():
                try:
                    loaded = await in_db(load if document_id in self._at_once else load_to_show, document_id)
                except Unreadable as error:
                    log.error("document %d goes into quarantine: %s", document_id, error.reason)
                    raise await in_db(shut, document_id, error) from error
            session = DocumentSession(self.hub, document_id, room_id, loaded)
            # What was committed since the load is fed before this returns.
            await self.hub.subscribe(session, {session.stream: loaded.cursor})
            if session.dead:
                self.hub.forget(session)
                raise Refused("unavailable", _("The document changed under way. Please try again."))
            if loaded.checkpoint is not None:
                self.hub.spawn(self._make_index(session, loaded))
            return session
        except BaseException:
            self._forget(document_id)
            raise

    async def _make_index(self, session: DocumentSession, loaded: Loaded) -> None:
        """What was put off. Should the checkpoint not serve for it, the next load tries an older one."""
        try:
            index, holes = await in_db(make_index, loaded)
        except Exception:
            log.exception("document %d: the index of its checkpoint cannot be made", session.document_id)
            self._at_once.add(session.document_id)
            session.dead = True
            session.close(SLOW, NOT_SAVED)
        else:
            session.indexed(index, holes)

    def _forget(self, document_id: int) -> None:
        self._open.pop(document_id, None)
        self._idle_since.pop(document_id, None)
        metrics.OPEN.set(len(self._open))

    def _unload_dead(self, document_id: int) -> None:
        session = self._ready(document_id)
        if session is not None and session.dead:
            self.hub.forget(session)
            self._forget(document_id)

    def _unload_idle(self, document_id: int, session: DocumentSession, now: float) -> None:
        """Nothing is awaited between the last look and the end, so nobody can come in between."""
        if document_id in self._holds or not session.saved:
            return
        if now - self._idle_since.get(document_id, now) >= limits.IDLE_SECONDS:
            self.hub.forget(session)
            self._forget(document_id)

    async def _look_after_for_ever(self) -> None:
        for step in itertools.cycle(range(limits.TICK_STEPS)):
            await asyncio.sleep(limits.TICK_SECONDS / limits.TICK_STEPS)
            self.look_after(
                time.monotonic(), [each for each in self._open if each % limits.TICK_STEPS == step]
            )

    def look_after(self, now: float, document_ids: Sequence[int] | None = None) -> None:
        """See to these open documents, or to all (`now` in seconds): keep, tell, unload."""
        for document_id in list(self._open) if document_ids is None else document_ids:
            self._unload_dead(document_id)
            session = self.get(document_id)
            if session is None:
                continue
            try:
                session.tick(now)
                self._unload_idle(document_id, session, now)
            except Exception:
                log.exception("document %d could not be looked after", document_id)


_sessions: Sessions | None = None


def sessions() -> Sessions:
    """The open documents of the process's hub."""
    global _sessions  # noqa: PLW0603  (one per process, like the hub)
    here = hub()
    if _sessions is None or _sessions.hub is not here:
        _sessions = Sessions(here)
    return _sessions


def open_session(document_id: int) -> DocumentSession | None:
    """The document, if it is in this process's memory. Starts nothing."""
    if _sessions is None or _sessions.hub.loop is not asyncio.get_running_loop():
        return None
    return _sessions.get(document_id)
