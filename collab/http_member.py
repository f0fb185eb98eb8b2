"""Somebody who edits without a socket: what one HTTP request brings is looked at, committed and acknowledged by the
document's session as if it came over a connection that ends right after."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from collab import limits
from collab.core import frames
from realtime.close_codes import BAD_FRAME, LOCKED, NO_ACCESS, OUTDATED, SIGNED_OUT, TOO_FAST, CloseCode
from realtime.errors import Refused
from realtime.limits import TokenBucket

if TYPE_CHECKING:
    from collab.session import DocumentSession
    from realtime.identity import Identity

CODES: dict[int, str] = {
    BAD_FRAME.code: "invalid",
    NO_ACCESS.code: "forbidden",
    SIGNED_OUT.code: "unauthenticated",
    TOO_FAST.code: "too_fast",
    OUTDATED.code: "conflict",
    LOCKED.code: "locked",
}
"""What a close code is called in an answer; all others are worth another try ("unavailable")."""


class _NoSocket:
    """The connection that there is not: never closed before its time, never full."""

    closed = False

    def hold(self) -> None: ...
    def release(self) -> None: ...


class HttpMember:
    """A member of a session (see `collab.member.Member`) for the time of one request."""

    def __init__(self, identity: Identity) -> None:
        self.id = secrets.token_hex(8)
        self.identity: Identity | None = identity
        self.author = identity.user_id
        self.connection = _NoSocket()
        self.refusal: Refused | None = None
        self.introduced = False
        self.received = 0
        self.asked = False
        self.attempts = 0
        self.awareness_bucket = TokenBucket(0.0, 0.0)
        self.sync_bucket = TokenBucket(0.0, 0.0)
        self._wanted = 0
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def give(self, session: DocumentSession, updates: Sequence[bytes]) -> None:
        """Have the session take these updates, and wait until all are committed.

        Raises Refused: "conflict" when something before them is missing, "invalid", "forbidden", "too_large", ….
        """
        self._wanted = len(updates)
        session.join(self)  # type: ignore[arg-type]  # it is one in all that a session asks of a member
        try:
            for update in updates:
                if self.connection.closed:
                    break
                # As a whole state: one that deletes what is deleted already is not stored again.
                session.received(self, frames.step_2(update))  # type: ignore[arg-type]
            await asyncio.wait_for(self._end, limits.HTTP_SECONDS)
        except TimeoutError:
            raise Refused("unavailable", _("The server could not save this just now.")) from None
        finally:
            self.connection.closed = True
            session.leave(self)  # type: ignore[arg-type]

    def _finish(self, refused: Refused | None = None) -> None:
        if self._end.done():
            return
        if refused is None:
            self._end.set_result(None)
        else:
            self.connection.closed = True
            self._end.set_exception(refused)

    # -- what a session does with its members

    def ack(self, number: int) -> bytes:
        if number >= self._wanted:
            self._finish()
        return b""

    def acknowledge(self, number: int) -> None:
        self.ack(number)

    def missed(self, number: int) -> None:
        self._finish(
            Refused(
                "conflict", _("Something before these updates is missing: send all that the server lacks.")
            )
        )

    def covered(self, number: int) -> None: ...

    def close(self, code: CloseCode, reason: str | None = None) -> None:
        self._finish(Refused(CODES.get(code.code, "unavailable"), reason or code.reason))

    def dropped(self, stream: str, code: str) -> None:
        self._finish(Refused("forbidden", _("This document is not yours to see.")))

    def hold(self, size: int) -> None: ...
    def release(self, sizes: list[int]) -> None: ...
    def send(self, message: bytes) -> None: ...
    def write(self, ready: bytes, events: int, *, ephemeral: bool = False) -> None: ...
    def keep_alive(self) -> None: ...
