"""Getting the beginning of a page: within seconds and kilobytes, from public addresses only, redirects included."""

import http.client
from dataclasses import dataclass, field
from threading import Timer
from typing import Final
from urllib.parse import urljoin

from realtime.outward.guard import PORTS, Allowed, Forbidden, checked, is_public, target
from realtime.outward.line import Line, Resolve, resolve

SECONDS: Final = 5.0
"""For one page altogether, redirects included (but for the name server's time)."""
MOST_BYTES: Final = 96 * 1024
"""The head of a page is at its beginning."""
MOST_REDIRECTS: Final = 3
TYPES: Final = ("text/html", "application/xhtml+xml")
HEADERS: Final = {
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Encoding": "identity",
    "User-Agent": "Collab link preview",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the address it came from at last, its beginning, and the charset its header named ("": none)."""

    url: str
    body: bytes
    charset: str


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks for pages. Tests give it a resolver, an allow list and ports of their own."""

    resolve: Resolve = resolve
    allowed: Allowed = is_public
    ports: frozenset[int] = field(default=PORTS)
    seconds: float = SECONDS

    def page(self, url: str) -> Page | None:
        """The page, or None if it is no HTML, or not there. Raises Forbidden, OSError or http.client.HTTPException."""
        for _ in range(MOST_REDIRECTS + 1):
            found = self._ask(url)
            if not isinstance(found, str):
                return found
            url = found
        return None

    def _ask(self, url: str) -> Page | str | None:
        """One request: the page, where it is said to be instead, or None."""
        scheme, host, port, path = target(url, self.ports)
        line = Line(scheme, host, port, checked(self.resolve(host, port), self.allowed), self.seconds)
        end = Timer(self.seconds, line.cut)  # a server may send a byte now and then, for ever
        end.daemon = True
        end.start()
        try:
            line.request("GET", path, headers=HEADERS)
            return _read(url, line.getresponse())
        finally:
            end.cancel()
            line.close()


def _read(url: str, response: http.client.HTTPResponse) -> Page | str | None:
    if response.status in (301, 302, 303, 307, 308):
        where = response.headers.get("Location", "")
        return urljoin(url, where) if where else None
    if response.status != 200 or response.headers.get_content_type() not in TYPES:
        return None
    return Page(url, response.read(MOST_BYTES), response.headers.get_content_charset("") or "")


__all__ = ["Fetcher", "Forbidden", "Page", "resolve"]
