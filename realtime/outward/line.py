"""A connection to one address that was looked at before."""

import http.client
import socket
import ssl
from collections.abc import Callable, Sequence
from functools import cache

Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> list[str]:
    """IP addresses of a host; raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class Line(http.client.HTTPConnection):
    """A connection to one address that was checked, whatever the name says meanwhile."""

    def __init__(self, scheme: str, host: str, port: int, address: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.scheme, self.address = scheme, address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = _tls().wrap_socket(plain, server_hostname=self.host) if self.scheme == "https" else plain

    def cut(self) -> None:
        """End what is under way, from another thread."""
        line = self.sock
        if line is not None:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
