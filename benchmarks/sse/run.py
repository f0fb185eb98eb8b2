"""The SSE benchmark: Collab's notifications against django-eventstream as its documentation sets it up."""

import sys
from collections.abc import Sequence

from benchmarks.contest import Entrant, Outcome, Report, compete, generate
from benchmarks.servers import collab, peers
from benchmarks.servers.running import Running
from benchmarks.sse.loadgen import LOADS, Load

RUN_SECONDS = 60
SERVERS = (
    Entrant("collab", collab.start, "collab"),
    Entrant("eventstream", peers.eventstream, "eventstream"),
)


def sse(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """The two SSE loads."""
    chosen = [entrant for entrant in SERVERS if not only or entrant.name in only]
    return [_compete(load, chosen, 1 if quick else 3) for load in LOADS]


def _compete(load: Load, entrants: Sequence[Entrant], rounds: int) -> Outcome:
    def run(entrant: Entrant, running: Running) -> Report:
        command = [sys.executable, "-m", "benchmarks.sse.loadgen", "--load", load.name]
        command += [
            "--dialect",
            entrant.dialect,
            "--url",
            running.url,
            "--pids",
            ",".join(map(str, running.pids)),
        ]
        tokens = running.data / "tokens"
        command += ["--tokens", str(tokens)] if tokens.exists() else []
        return generate(command, RUN_SECONDS)

    return compete(Outcome(load.name, load.title), entrants, rounds, run)
