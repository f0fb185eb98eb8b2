"""The ASGI application: sockets to the kernel and to documents, everything else to Django."""

import os
from typing import Any

import django
from asgiref.sync import ThreadSensitiveContext
from channels.routing import ProtocolTypeRouter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

# Models must be ready before these are imported.
from config.bodies import bounded  # noqa: E402
from config.direct import plain  # noqa: E402
from config.handler import Handler  # noqa: E402
from config.origin import cookies_from_own_origin_only  # noqa: E402
from config.threads import least_busy  # noqa: E402
from notifications.sse.app import events  # noqa: E402
from realtime.asgi_types import Receive, Scope, Send  # noqa: E402
from realtime.close_codes import GONE  # noqa: E402
from realtime.connection import Connection  # noqa: E402
from realtime.consumers import socket  # noqa: E402

EVENTS = "/events/"
django_application = Handler()


async def http(scope: Any, receive: Any, send: Any) -> None:
    """Event streams by themselves, as they last; everything else to Django, on one of the shared threads."""
    if scope["path"] == EVENTS and plain(scope):
        await events(scope, receive, send)
        return
    async with ThreadSensitiveContext(executor=least_busy()):
        await bounded(django_application, scope, receive, send)


async def websocket(scope: Scope, receive: Receive, send: Send) -> None:
    """Sockets by path. An unknown path is told so after the accept, so that the client sees the reason."""
    scope = cookies_from_own_origin_only(scope)
    path: str = scope["path"]
    if path == "/ws/":
        await socket(scope, receive, send)
    elif path.startswith("/ws/documents/"):
        from collab.consumers import document_socket

        await document_socket(scope, receive, send)
    else:
        connection = Connection(scope, receive, send)
        if await connection.accept():
            connection.close(GONE, "there is no such socket")
            await connection.run(lambda _: None)
            connection.gone()


application = ProtocolTypeRouter({"http": http, "websocket": websocket})
