"""The chat and idle benchmarks: who takes part, and how one run is made."""

import sys
from collections.abc import Sequence

from benchmarks import contest
from benchmarks.chat.loads import CHAT_LOADS, IDLE, Load
from benchmarks.contest import Entrant, Outcome, Report, compete
from benchmarks.servers import collab, peers
from benchmarks.servers.running import Running

RUN_SECONDS = 90
TUTORIAL = Entrant("tutorial", peers.tutorial, rounds=1)  # fifty times off: one round is enough
CHAT = (
    Entrant("collab", collab.chat, "collab"),
    Entrant("socket.io", peers.socketio, "socket.io"),
    Entrant("ws", peers.ws_broadcast),
    TUTORIAL,
)
HELD = (Entrant("collab", collab.chat, "collab"), Entrant("bare uvicorn", peers.bare_echo))
ASGI = tuple(Entrant(name, start, "collab") for name, start in collab.ASGI_SERVERS.items())


def chat(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """The three fan-out loads."""
    return [_compete(load, CHAT, 1 if quick else 3, quick, only) for load in CHAT_LOADS]


def idle(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """What a connection that only listens costs."""
    return [_compete(IDLE, HELD, 1 if quick else 3, quick, only)]


def asgi(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """The same Collab behind three ASGI servers, for the first two chat loads."""
    return [_compete(load, ASGI, 1 if quick else 3, True, only) for load in CHAT_LOADS[:2]]


def _compete(
    load: Load, entrants: Sequence[Entrant], rounds: int, quick: bool, only: Sequence[str]
) -> Outcome:
    chosen = [entrant for entrant in entrants if not only or entrant.name in only]

    def run(entrant: Entrant, running: Running) -> Report:
        return generate(load, quick, entrant.dialect, running)

    return compete(Outcome(load.name, load.title), chosen, rounds, run)


def generate(load: Load, quick: bool, dialect: str, running: Running) -> Report:
    """One run of the load generator. Raises RunFailed."""
    urls = running.data / "urls"
    if not urls.exists():
        urls.write_text(running.url)
    command = [sys.executable, "-m", "benchmarks.chat.loadgen", "--load", load.name, "--dialect", dialect]
    command += ["--urls", str(urls), "--pids", ",".join(map(str, running.pids))]
    command += ["--room", running.extra.get("room", "0"), *(["--quick"] if quick else [])]
    return contest.generate(command, RUN_SECONDS)
