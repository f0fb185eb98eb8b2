"""The common course of every benchmark: servers take turns at a load, several rounds, medians at the end."""

import atexit
import functools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.servers.running import ROOT, Running, ServerFailed

Start = Callable[[Path], Running]
Report = dict[str, Any]
WORK = ROOT / "benchmarks/.work"  # in it a folder for each process that measures, by its id
BRIEF = (
    "cpu_s_per_10k",
    "per_s",
    "deliveries_per_s",
    "p50_ms",
    "p99_ms",
    "lost",
    "twice",
    "reordered",
    "memory_per_connection_kib",
    "server_load",
    "generator_load",
    "errors",
    "unequal",
    "forgotten",
    "open_ms",
)


@dataclass(frozen=True, slots=True)
class Entrant:
    """A server that takes part: its name in the tables, how it is started, and in how many rounds at most."""

    name: str
    start: Start
    dialect: str = "json"
    rounds: int = 99


@dataclass(slots=True)
class Outcome:
    """All runs of one load: server → reports, in the order of the rounds. `failed` says why a server has fewer."""

    load: str
    title: str
    runs: dict[str, list[Report]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def median(self, server: str, key: str) -> float | None:
        """The median of a figure over the rounds; None where no run has it."""
        values = [run[key] for run in self.runs.get(server, []) if run.get(key) is not None]
        return statistics.median(values) if values else None

    def spread(self, server: str, key: str) -> float | None:
        """(largest - smallest) / median of a figure over the rounds, as a share."""
        values = [run[key] for run in self.runs.get(server, []) if run.get(key) is not None]
        middle = statistics.median(values) if values else 0
        return (max(values) - min(values)) / middle if middle else None

    def total(self, server: str, key: str) -> int:
        """The sum of a count over the rounds."""
        return sum(int(run.get(key) or 0) for run in self.runs.get(server, []))


@functools.cache
def work() -> Path:
    """The folder of this process; gone when the process ends. What a process that was killed left behind goes too."""
    for left in WORK.glob("*"):
        if not Path(f"/proc/{left.name}").exists():
            shutil.rmtree(left, ignore_errors=True)
    mine = WORK / str(os.getpid())
    mine.mkdir(parents=True)
    atexit.register(shutil.rmtree, mine, ignore_errors=True)
    return mine


@contextmanager
def started(start: Start) -> Iterator[Running]:
    """A fresh server with an empty folder of its own; both are gone afterwards."""
    data = Path(tempfile.mkdtemp(dir=work()))
    running: Running | None = None
    try:
        running = start(data)
        yield running
    finally:
        if running is not None:
            running.kill()
        shutil.rmtree(data, ignore_errors=True)


def turns(entrants: Sequence[Entrant], rounds: int) -> Iterator[tuple[int, Entrant]]:
    """Who runs when: every other round in reverse, so that nobody always follows the same server."""
    for number in range(rounds):
        order: Iterable[Entrant] = entrants if number % 2 == 0 else reversed(entrants)
        for entrant in order:
            if number < entrant.rounds:
                yield number, entrant


def compete(
    outcome: Outcome, entrants: Sequence[Entrant], rounds: int, run: Callable[[Entrant, Running], Report]
) -> Outcome:
    """Let the entrants run `rounds` times. A server that cannot start is noted and sits
    the other rounds out; a run that fails is noted."""
    absent = set()
    for number, entrant in turns(entrants, rounds):
        if entrant.name in absent:
            continue
        try:
            with started(entrant.start) as running:
                report = run(entrant, running)
        except (ServerFailed, RunFailed) as error:
            if isinstance(error, ServerFailed):
                absent.add(entrant.name)
            outcome.failed[entrant.name] = f"round {number + 1}: {error}"
            say(f"{outcome.load} round {number + 1} {entrant.name}: failed: {error}")
            continue
        outcome.runs.setdefault(entrant.name, []).append(report)
        say(f"{outcome.load} round {number + 1} {entrant.name}: {brief(report)}")
    return outcome


class RunFailed(Exception):
    """A load generator ended without a report; the text is what it said."""


def generate(command: Sequence[str], seconds: float) -> Report:
    """Run a load generator in its own process and return its report. Raises RunFailed."""
    try:
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise RunFailed(f"no report after {seconds:.0f} s") from error
    if done.returncode or not done.stdout:
        raise RunFailed(f"{done.stderr[:400]} … {done.stderr[-400:]}")
    report: Report = json.loads(done.stdout)
    return report


def brief(report: Report) -> str:
    """One line of progress: the figures that matter of one run."""
    return " ".join(f"{key}={report[key]}" for key in BRIEF if report.get(key) is not None)


def say(text: str) -> None:
    """Progress for the person who waits."""
    print(text, file=sys.stderr, flush=True)
