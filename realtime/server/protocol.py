"""uvicorn's WebSocket protocol (websockets-sansio), which lends the application its transport.

Through the scope extension `collab.frames` the application writes ready frames and gets whole messages
without a queue and a task switch for each. Handshake, fragments, control frames, errors and close stay with
the parser of the `websockets` library.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import OPEN

from realtime.asgi_types import OnMessage
from realtime.close_codes import SILENT
from realtime.connection import EXTENSION
from realtime.frames import take_message

log = logging.getLogger(__name__)

ABORT_SECONDS: Final = 5.0
"""A client that does not take its close frame is cut off after so long."""


class LentTransport:
    """What `Connection` uses of one WebSocket (see `realtime.connection.FrameTransport`)."""

    __slots__ = ("_protocol", "on_full", "on_message", "on_writable", "paused", "write")

    def __init__(self, protocol: CollabWebSocketProtocol) -> None:
        self._protocol = protocol
        self.paused = False
        self.on_full: Callable[[], None] | None = None
        self.on_writable: Callable[[], None] | None = None
        self.on_message: OnMessage | None = None
        self.write = protocol.transport.write

    def close(self, code: int, reason: str) -> None:
        """Send a close frame behind what was written; the transport ends when the client answers, or soon."""
        self._protocol.close_now(code, reason)

    def pause_reading(self) -> None:
        """Leave further messages in the client's hands."""
        if not self._protocol.transport.is_closing():
            self._protocol.transport.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        if not self._protocol.transport.is_closing():
            self._protocol.transport.resume_reading()


class CollabWebSocketProtocol(WebSocketsSansIOProtocol):
    """See the module."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lent: LentTransport | None = None

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.lent = LentTransport(self)
            extensions: Any = self.scope.setdefault("extensions", {})
            extensions[EXTENSION] = self.lent

    # -- reading

    def data_received(self, data: bytes) -> None:
        lent = self.lent
        if lent is None or lent.on_message is None or not self._at_boundary():
            super().data_received(data)
            return
        start, size, limit = 0, len(data), self.config.ws_max_size
        while start < size:
            message = take_message(data, start, limit)
            if message is None or lent.on_message is None:
                super().data_received(data[start:])
                return
            start = message.end
            self._deliver(lent.on_message, message.text, message.payload)

    def _at_boundary(self) -> bool:
        """The library's parser holds nothing: no part of a frame, no fragment of a message.

        Its innermost generator then waits in `at_eof` for the first byte of a frame.
        """
        conn: Any = self.conn
        if conn.state is not OPEN or conn.current_size is not None:
            return False
        waiting = conn.parser
        while waiting.gi_yieldfrom is not None:
            waiting = waiting.gi_yieldfrom
        return waiting.__name__ == "at_eof"  # type: ignore[no-any-return]

    def _deliver(self, on_message: OnMessage, text: bool, payload: bytes) -> None:
        if text:
            try:
                on_message(payload.decode())
            except UnicodeDecodeError:
                self.close_now(1007, "text is not UTF-8")
        else:
            on_message(payload)

    def send_receive_event_to_app(self) -> None:
        lent = self.lent
        if lent is None or lent.on_message is None or self.close_sent:
            super().send_receive_event_to_app()
            return
        payload = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        self._deliver(lent.on_message, self.curr_msg_data_type == "text", bytes(payload))

    # -- writing

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.lent is not None:
            self.lent.paused = True
            if self.lent.on_full is not None:
                self.lent.on_full()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.lent is not None:
            self.lent.paused = False
            if self.lent.on_writable is not None:
                self.lent.on_writable()

    def close_now(self, code: int, reason: str) -> None:
        """Close without waiting for a transport that is full."""
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.stop_keepalive()
        if self.lent is not None:
            self.lent.on_message = None
        self.close_timer = self.loop.call_later(ABORT_SECONDS, self.transport.abort)

    def keepalive_timeout(self) -> None:
        """The client has not answered a ping."""
        self.pong_timer = None
        self.pending_ping_payload = None
        self.close_now(SILENT.code, SILENT.reason)
