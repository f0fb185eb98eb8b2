"""A network between one browser and the server that lets some things through and others not."""

import re

from playwright.sync_api import Page, Route, WebSocketRoute


class Network:
    """What passes from all pages of this page's context, from now on. Pages themselves always do.

    `sockets`: may WebSockets be opened? `api`: may /api/v1/ be asked? Both can be changed at any time; sockets that
    are open stay open.
    """

    def __init__(self, page: Page, *, sockets: bool = True, api: bool = True) -> None:
        self.sockets, self.api = sockets, api
        page.context.route_web_socket(re.compile("/ws/"), self._socket)
        page.context.route(re.compile("/api/v1/"), self._request)

    def _socket(self, socket: WebSocketRoute) -> None:
        if self.sockets:
            socket.connect_to_server()
        else:
            socket.close(code=1008)

    def _request(self, route: Route) -> None:
        if self.api:
            route.continue_()
        else:
            route.abort()
