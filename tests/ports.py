"""Free TCP ports and waiting for conditions, for everything that tests start as a process of its own."""

import socket
import time
from collections.abc import Callable


def free_port() -> int:
    """A port nobody listens on now. Another process could take it before its user does; tests then fail loudly."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(ready: Callable[[], bool], *, timeout: float, what: str, pause: float = 0.05) -> None:
    """Returns as soon as `ready()` is true; raises TimeoutError naming `what` after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come true within {timeout} s")
        time.sleep(pause)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
