"""Sending one event: signed, to a public address, within seconds. Knows no database."""

import hashlib
import hmac
import http.client
from dataclasses import dataclass, field
from threading import Timer
from typing import Final

from realtime.outward.guard import PORTS, Allowed, Forbidden, checked, is_public, target
from realtime.outward.line import Line, Resolve, resolve

SECONDS: Final = 10.0
"""For one request altogether (but for the name server's time)."""


def signature(secret: str, at: int, body: bytes) -> str:
    """The value of `X-Collab-Signature`: the time in seconds, and HMAC-SHA256 of "<time>.<body>" with the secret."""
    made = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={made}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it. `status` None: nothing did, `fault` says why."""

    status: int | None
    fault: str = ""

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Sender:
    """Tests give it a resolver, an allow list and ports of their own. Redirects are not followed."""

    resolve: Resolve = resolve
    allowed: Allowed = is_public
    ports: frozenset[int] = field(default=PORTS)
    seconds: float = SECONDS

    def check(self, url: str) -> None:
        """Raises Forbidden for an address that would never be asked, as far as its text tells."""
        target(url, self.ports)

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Never raises."""
        try:
            return self._post(url, body, headers)
        except Forbidden as error:
            return Answer(None, f"not asked: {error}")
        except (OSError, http.client.HTTPException) as error:
            return Answer(None, f"{type(error).__name__}: {error}")

    def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        scheme, host, port, path = target(url, self.ports)
        line = Line(scheme, host, port, checked(self.resolve(host, port), self.allowed), self.seconds)
        end = Timer(self.seconds, line.cut)
        end.daemon = True
        end.start()
        try:
            line.request("POST", path, body=body, headers={**headers, "Connection": "close"})
            response = line.getresponse()
            response.read(1024)
            return Answer(response.status, "" if 200 <= response.status < 300 else f"HTTP {response.status}")
        finally:
            end.cancel()
            line.close()
