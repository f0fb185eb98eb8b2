"""One request to a push service: https, a public address, within seconds. What pywebpush sends goes through here."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Timer
from typing import Any, Final

from django.conf import settings

from realtime.outward.guard import Forbidden, checked, is_public, target
from realtime.outward.line import Line, Resolve, resolve

SECONDS: Final = 10.0
"""For one request altogether (but for the name server's time)."""
ANSWER_BYTES: Final = 1024
PORTS: Final = frozenset({443})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a push service said, in the words that pywebpush reads."""

    status_code: int
    reason: str = ""
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PushLine:
    """Stands in for a `requests.Session`. Redirects are not followed. Tests give it a resolver of their own."""

    resolve: Resolve = resolve
    seconds: float = SECONDS

    def check(self, url: str) -> None:
        """Raises Forbidden for an address that would never be asked, as far as its text tells."""
        self._target(url)

    def post(
        self,
        url: str,
        data: bytes | None = None,
        headers: Mapping[str, Any] | None = None,
        timeout: Any = None,
    ) -> Answer:
        """Raises Forbidden, OSError, http.client.HTTPException."""
        scheme, host, port, path, inside = self._target(url)
        found = self.resolve(host, port)
        address = checked(found, (lambda each: True) if inside else is_public)
        line = Line(scheme, host, port, address, self.seconds)
        end = Timer(self.seconds, line.cut)
        end.daemon = True
        end.start()
        try:
            sent = {name: str(value) for name, value in (headers or {}).items()}
            line.request("POST", path, body=data or b"", headers={**sent, "Connection": "close"})
            response = line.getresponse()
            text = response.read(ANSWER_BYTES).decode("utf-8", "replace")
            return Answer(response.status, response.reason, text, dict(response.getheaders()))
        finally:
            end.cancel()
            line.close()

    def _target(self, url: str) -> tuple[str, str, int, str, bool]:
        scheme, host, port, path = target(url, frozenset())
        inside = f"{host}:{port}" in settings.PUSH_INSIDE
        if not inside and (scheme != "https" or port not in PORTS):
            raise Forbidden("a push service is asked over https")
        return scheme, host, port, path, inside


FAULTS: Final = (Forbidden, OSError, http.client.HTTPException)
