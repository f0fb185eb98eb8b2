"""What a request costs before and behind its view: `.venv/bin/python -m benchmarks.requests`.

Django's own handler and ours take turns in one process, over the same middleware, views and SQLite database (in a
temporary directory). It prints milliseconds of processor time a request, medians of rounds.
"""

import asyncio
import os
import statistics
import tempfile
import time
from io import StringIO
from typing import Any

ADDRESSES = ("/healthz", "/api/v1/me", "/api/v1/rooms")
ROUNDS = 12
REQUESTS = 25


async def ask(handler: Any, address: str, token: str) -> int:
    """The status of a GET with a token."""
    from asgiref.sync import ThreadSensitiveContext

    from config.threads import least_busy

    headers = [(b"host", b"127.0.0.1"), (b"authorization", b"Bearer " + token.encode())]
    scope = {"type": "http", "method": "GET", "path": address, "query_string": b"", "headers": headers}
    asked = [{"type": "http.request"}]
    status: list[int] = []

    async def receive() -> Any:
        return asked.pop() if asked else await asyncio.get_running_loop().create_future()

    async def send(message: Any) -> None:
        status.extend([message["status"]] if "status" in message else [])

    async with ThreadSensitiveContext(executor=least_busy()):
        await handler(scope, receive, send)
    return status[0]


async def measure(token: str) -> None:
    from django.core.handlers.asgi import ASGIHandler

    from config.handler import Handler

    handlers = {"Django's handler": ASGIHandler(), "ours": Handler()}
    for address in ADDRESSES:
        spent: dict[str, list[float]] = {name: [] for name in handlers}
        for _ in range(ROUNDS):
            for name, handler in handlers.items():
                began = time.process_time()
                for _ in range(REQUESTS):
                    assert await ask(handler, address, token) == 200
                spent[name].append((time.process_time() - began) / REQUESTS * 1000)
        told = ", ".join(f"{name} {statistics.median(each):.1f} ms" for name, each in spent.items())
        print(f"{address}: {told}")


def main() -> None:
    from django.core.management import call_command

    import config.asgi  # noqa: F401 - sets Django up
    from accounts.models import User

    call_command("migrate", verbosity=0)
    User.objects.create_user("ann")
    call_command("create_token", "ann", stdout=(said := StringIO()))
    asyncio.run(measure(said.getvalue().split()[-1]))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            {"DATA_DIR": folder, "DEMO": "1", "ALLOWED_HOSTS": "127.0.0.1", "LOG_LEVEL": "ERROR"}
        )
        main()
