"""The SSE benchmark: Collab's notifications against django-eventstream on the same server and nginx' nchan."""

import functools
import sys
from collections.abc import Sequence

from benchmarks.contest import Entrant, Outcome, Report, compete, generate
from benchmarks.servers import collab, peers
from benchmarks.servers.running import Running
from benchmarks.sse.loadgen import LOADS, Load

RUN_SECONDS = 60
PEOPLE = 5000
COLLAB = functools.partial(collab.start, people=PEOPLE)
SERVERS = {
    "sse-broadcast": (
        Entrant("collab", COLLAB, "collab"),
        Entrant("nchan", peers.nchan, "nchan"),
        Entrant("eventstream", peers.eventstream, "eventstream", rounds=1),  # ten times off
    ),
    "sse-each": (
        Entrant("collab", COLLAB, "collab"),
        Entrant("collab, a call for each", COLLAB, "collab-calls", rounds=1),
        Entrant("nchan", peers.nchan, "nchan"),
        Entrant("eventstream", peers.eventstream, "eventstream", rounds=1),
    ),
    "sse-idle": (
        Entrant("collab", COLLAB, "collab", rounds=1),
        Entrant("nchan", peers.nchan, "nchan", rounds=1),
    ),
}


def sse(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """The three SSE loads."""
    return [_compete(load, 1 if quick else 3, only) for load in LOADS]


def _compete(load: Load, rounds: int, only: Sequence[str]) -> Outcome:
    chosen = [entrant for entrant in SERVERS[load.name] if not only or entrant.name in only]

    def run(entrant: Entrant, running: Running) -> Report:
        command = [sys.executable, "-m", "benchmarks.sse.loadgen", "--load", load.name]
        command += ["--dialect", entrant.dialect, "--url", running.url]
        command += ["--pids", ",".join(map(str, running.pids))]
        tokens = running.data / "tokens"
        command += ["--tokens", str(tokens)] if tokens.exists() else []
        return generate(command, RUN_SECONDS)

    return compete(Outcome(load.name, load.title), chosen, rounds, run)
