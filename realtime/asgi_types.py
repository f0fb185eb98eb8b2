"""The shapes of ASGI that the kernel uses."""

from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
OnMessage = Callable[[str | bytes], None]
"""Gets a text message as str, a binary one as bytes."""
LENT_RESPONSE = "collab.response"
"""The scope extension through which a server lends the response it streams (realtime.server.http)."""
