"""Collab under test: everything on (accounts, access checks, every message and update committed, acks) on SQLite.

It runs with the defaults of production, but for the rates one person and one connection may send at (`LIMITS`): the
loads put a whole team's traffic on one sender.
"""

import functools
import json
import secrets
import shutil
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from benchmarks.processes import free_port
from benchmarks.servers.running import PYTHON, Running, ServerFailed, prepare

PEOPLE = 2000
TRIES = 40

LIMITS = {
    "MESSAGES_PER_SECOND": "1000000",
    "MESSAGES_BURST": "1000000",
    "COMMANDS_PER_SECOND": "1000000",
    "COMMANDS_BURST": "1000000",
    "UPDATES_PER_SECOND": "1000000",
    "UPDATES_BURST": "1000000",
}
SETTINGS = {
    "ENV_FILE": "",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "0",
    "LOG_LEVEL": "WARNING",
    "DATABASE_URL": "",
    "REDIS_URL": "",
}

Command = Callable[[int], Sequence[str]]


def serve(port: int) -> Sequence[str]:
    """The project's own way to serve."""
    return [PYTHON, "manage.py", "serve", "--port", str(port)]


def uvicorn(port: int) -> Sequence[str]:
    """Plain uvicorn: its own WebSocket protocol, no raw write for the hub."""
    options = ["--ws", "websockets-sansio", "--loop", "uvloop", "--log-level", "warning"]
    return [
        PYTHON,
        "-m",
        "uvicorn",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        *options,
        "config.asgi:application",
    ]


def daphne(port: int) -> Sequence[str]:
    """Daphne, the reference server of Channels."""
    return [PYTHON, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(port), "config.asgi:application"]


def start(data: Path, command: Command = serve, name: str = "collab", people: int = PEOPLE) -> Running:
    """Collab on a copy of the seeded data. `extra`: `room` (id) and `token` (of a staff member)."""
    if not (data / "seed").exists():
        shutil.copytree(seeded(data.parent, people), data, dirs_exist_ok=True)
    port = free_port()
    tokens = (data / "tokens").read_text().split()
    extra = {"room": (data / "room").read_text().strip(), "token": tokens[0]}
    running = Running(name, f"http://127.0.0.1:{port}", data, extra)
    running.spawn(command(port), port, environment(data))
    return running


def chat(data: Path, command: Command = serve, name: str = "collab") -> Running:
    """Collab for the chat loads: the file `urls` has a socket address with a token for each person."""
    running = start(data, command, name)
    base = running.url.replace("http:", "ws:")
    tokens = (data / "tokens").read_text().split()
    (data / "urls").write_text("\n".join(f"{base}/ws/?token={token}" for token in tokens))
    return running


ASGI_SERVERS: dict[str, Callable[[Path], Running]] = {
    "serve": functools.partial(chat, name="serve"),
    "uvicorn": functools.partial(chat, command=uvicorn, name="uvicorn"),
    "daphne": functools.partial(chat, command=daphne, name="daphne"),
}


def environment(data: Path) -> dict[str, str]:
    """What is set in the environment of a Collab process whose data lies in `data`."""
    return {**SETTINGS, **LIMITS, "DATA_DIR": str(data)}


@functools.cache
def seeded(folder: Path, people: int = PEOPLE) -> Path:
    """A folder with a migrated and seeded database, made in `folder` once in the life of this process."""
    data = Path(tempfile.mkdtemp(dir=folder))
    for step in (
        [PYTHON, "manage.py", "migrate", "--verbosity", "0"],
        [PYTHON, "-m", "benchmarks.servers.seed", str(people), str(data)],
    ):
        prepare(step, environment(data))
    return data


def add_documents(running: Running, titles: Sequence[str]) -> list[str]:
    """Make a document for each title in the seeded room, through the API. Returns their ids."""
    return [
        str(_post(running, f"rooms/{running.extra['room']}/documents", {"title": title})["id"])
        for title in titles
    ]


def _post(running: Running, path: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {running.extra['token']}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{running.url}/api/v1/{path}", json.dumps(body).encode(), headers)
    for _ in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                answer: dict[str, Any] = json.load(response)
                return answer
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.TOO_MANY_REQUESTS:
                raise ServerFailed(f"{running.name}: POST {path}: {error}") from error
            time.sleep(0.25)  # 200 documents at once are more than one person may make in a moment
        except OSError as error:
            raise ServerFailed(f"{running.name}: POST {path}: {error}") from error
    raise ServerFailed(f"{running.name}: POST {path}: too fast, {TRIES} times")
