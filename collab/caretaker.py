"""What an open document needs beside its edits: checkpoints, packing, and telling the room's list and the search."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

from collab import limits, metrics
from collab.actions import SaveCheckpoint, TellEdited
from collab.history.keeping import pack_soon
from realtime.commit import submit
from realtime.errors import Refused
from realtime.limits import TokenBucket

if TYPE_CHECKING:
    from collab.session import DocumentSession
    from collab.storage import Loaded
    from realtime.hub import Hub

told_soon: Final = TokenBucket(limits.TELLS_PER_SECOND, limits.TELLS_BURST)
"""Of the whole process: where very many documents are edited at once, the tick tells of them, less often."""


class Caretaker:
    """One for each session; runs on the event loop and never awaits."""

    def __init__(self, session: DocumentSession, hub: Hub, loaded: Loaded) -> None:
        self._session, self._hub = session, hub
        self._rows, self._bytes = loaded.tail_rows, loaded.tail_bytes
        self._pack_due = False
        self._tell_at = 0.0
        self._soon: asyncio.TimerHandle | None = None
        self.checkpointing = False
        self.edited = False
        """The content was changed here, and that is not told yet."""

    @property
    def saved(self) -> bool:
        """There is nothing left to tell or to keep."""
        return not (self.edited or self.checkpointing) and (self._session.holes or not self._rows)

    def fed(self, rows: int, size: int) -> None:
        """So many updates, of so many bytes together, were committed."""
        self._rows += rows
        self._bytes += size
        if self._rows >= limits.CHECKPOINT_ROWS or self._bytes >= limits.CHECKPOINT_BYTES:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Keep the state, so that the next load is fast. Not while something before an update is missing: the
        state would leave that update out."""
        session = self._session
        if self.checkpointing or session.holes or not self._rows or not session.judging:
            return
        self.checkpointing = True
        rows, size = self._rows, self._bytes

        def done(result: Any) -> None:
            self.checkpointing = False
            if not isinstance(result, Refused):
                metrics.CHECKPOINTS.inc()
                self._pack_due = True
                self._rows -= rows
                self._bytes -= size

        seq, state, owners = session.cursor.seq, session.state, session.owners
        submit(SaveCheckpoint(session.document_id, seq, state, owners, session.size), done)

    def was_edited(self) -> None:
        """Somebody here has changed the content: tell of it in a moment, together with what follows."""
        if not self.edited:
            self.edited = True
            if self._soon is None:
                self._soon = asyncio.get_running_loop().call_later(limits.TELL_SOON_SECONDS, self._tell_soon)

    def _tell_soon(self) -> None:
        self._soon = None
        now = time.monotonic()
        if self.edited and now >= self._tell_at and not self._session.dead and told_soon.take():
            self.tell(now)

    def tick(self, now: float) -> None:
        """Now and then."""
        if self.edited and now >= self._tell_at:
            self.tell(now)
        if self._session.idle:
            self.checkpoint()
        if self._pack_due:
            self._pack_due = False
            self._hub.spawn(pack_soon(self._session.document_id))

    def tell(self, now: float) -> None:
        """Keep the derived text, which is searched, and tell the room's list."""
        session = self._session
        self.edited = False
        started = time.perf_counter()
        text = session.text
        # A long document is told of less often: it must not cost more than a hundredth of the time.
        self._tell_at = now + 100 * (time.perf_counter() - started)
        submit(TellEdited(session.document_id, session.room_id, text), lambda _: None)
