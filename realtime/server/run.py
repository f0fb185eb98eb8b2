"""Runs uvicorn as the server of one node, with a drain on SIGTERM."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys

import uvicorn
from django.conf import settings

from realtime.drain import drain_sockets
from realtime.hub import hub, stop_hub
from realtime.server.http import CollabHttpProtocol
from realtime.server.protocol import CollabWebSocketProtocol
from realtime.services import start_services, stop_services

log = logging.getLogger(__name__)

MAX_MESSAGE = 4 * 1024 * 1024
"""Bytes of one WebSocket message; larger ones end in 1009. Commands and updates have lower limits."""
GC_THRESHOLDS = (20_000, 20, 20)
"""Rarer than Python's default (700, 10, 10): a message makes many short-lived objects and hardly a cycle."""
SWITCH_SECONDS = 0.001
"""How long one thread may keep the interpreter while another waits: the writer must not wait 5 ms for it."""


class Server(uvicorn.Server):
    """Starts the hub with the server, and drains before it stops."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen to the other nodes before the first client comes."""
        hub()
        start_services()
        await super().startup(sockets)
        # What is loaded now stays: the collector need not walk through it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, tell sockets to resume elsewhere, let responses end."""
        for server in self.servers:
            server.close()
        await asyncio.gather(_drain(), stop_services())
        await super().shutdown(sockets)
        await stop_hub()


async def _drain() -> None:
    try:
        await asyncio.wait_for(drain_sockets(), settings.COLLAB["DRAIN_SECONDS"] / 2)
    except TimeoutError:
        log.warning("the drain took too long")


def serve(host: str, port: int, *, fd: int | None = None) -> None:
    """Serve until SIGTERM or SIGINT. `port` 0 takes a free one."""
    sys.setswitchinterval(SWITCH_SECONDS)
    config = uvicorn.Config(
        "config.asgi:application",
        host=host,
        port=port,
        fd=fd,
        loop="uvloop",
        http=CollabHttpProtocol,
        ws=CollabWebSocketProtocol,
        ws_max_size=MAX_MESSAGE,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=4096,
        timeout_graceful_shutdown=int(settings.COLLAB["DRAIN_SECONDS"] / 3),
    )
    Server(config).run()
