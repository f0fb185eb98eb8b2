"""The document benchmarks: who takes part, and the driver that owns the server while Node's clients load it."""

import json
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.contest import Entrant, Outcome, Report, RunFailed, compete
from benchmarks.processes import Sample
from benchmarks.servers import collab, peers
from benchmarks.servers.running import NODE, ROOT, Running

RUN_SECONDS = 180
EDITORS = 400  # the most of one load, and as many again for after a restart
MAIN = ROOT / "benchmarks/documents/main.mjs"
SERVERS = (
    Entrant("collab", collab.start, "collab"),
    Entrant("hocuspocus", peers.hocuspocus, "hocuspocus"),
    Entrant("y-websocket", peers.y_websocket, "y-websocket"),
)


@dataclass(frozen=True, slots=True)
class Load:
    """One document load. `numbers` go to the function of this name in loads.mjs, `quick` replaces some of them."""

    name: str
    title: str
    numbers: dict[str, int]
    quick: dict[str, int]
    documents: int = 1


LONG = ("many", "cold", "opened", "peers")
LOADS = (
    Load(
        "replay",
        "20,000 edits of a recorded session between two clients, window 64",
        {"edits": 20_000, "window": 64},
        {"edits": 5_000},
    ),
    Load(
        "crowd",
        "50 clients in one document, 10 of them type 5 characters/s with cursors",
        {"clients": 50, "typists": 10, "rate": 5, "seconds": 15},
        {"seconds": 6},
    ),
    Load("many", "200 documents, 2 clients each, 1 edit/s", {"seconds": 10}, {"seconds": 5}, documents=200),
    Load(
        "presence",
        "100 clients in one document, each moves its cursor 5 times/s",
        {"clients": 100, "rate": 5, "seconds": 10},
        {"seconds": 5},
    ),
    Load(
        "cold",
        "opening a document of 260,000 edits after a restart, from connecting to the text",
        {"edits": 260_000, "window": 256},
        {"edits": 20_000},
    ),
    Load("storm", "150 clients join a document of 1 MB at once, after a restart", {"clients": 150}, {}),
    Load("opened", "200 documents are opened, by one client each", {}, {}, documents=200),
    Load("peers", "200 more clients open one document", {"clients": 200}, {}),
    Load("kill", "kill -9 when the second client has seen 1,500 edits", {"edits": 1_500, "window": 64}, {}),
)


def documents(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """All document loads; the long ones are left out of the quick form."""
    loads = [load for load in LOADS if not (quick and load.name in LONG)]
    chosen = [entrant for entrant in SERVERS if not only or entrant.name in only]
    outcomes = []
    for load in loads:
        numbers = load.numbers | (load.quick if quick else {})

        def run(entrant: Entrant, running: Running, load: Load = load, numbers: Any = numbers) -> Report:
            return Drive(entrant, running, load, numbers).report()

        outcomes.append(compete(Outcome(load.name, load.title), chosen, 1 if quick else 3, run))
    return outcomes


class Drive:
    """One run: starts Node, answers its marks with readings, restarts or a kill of the server, takes its report."""

    def __init__(self, entrant: Entrant, running: Running, load: Load, numbers: dict[str, int]) -> None:
        self.entrant, self.running, self.load, self.numbers = entrant, running, load, numbers
        self.readings: dict[str, Sample] = {}
        self.empty = _size(running.data)
        self.stored = 0

    def report(self) -> Report:
        """The generator's report with the server's costs added. Raises RunFailed."""
        output = self.running.data / "generator.out"
        with output.open("wb") as log:
            node = subprocess.Popen(
                [NODE, str(MAIN), self._task()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
            )
        alarm = threading.Timer(RUN_SECONDS, node.kill)
        alarm.start()
        try:
            found = self._converse(node)
        finally:
            alarm.cancel()
            node.kill()
            node.wait()
        if found is None:
            raise RunFailed(_complaint(output.read_text(errors="replace")))
        return found | self._costs(found)

    def _task(self) -> str:
        """What main.mjs is told. Each editor of Collab is a person with a token of their own."""
        names = [f"document-{number}" for number in range(self.load.documents)]
        tokens = []
        if self.entrant.dialect == "collab":
            names = collab.add_documents(self.running, names)
            tokens = (self.running.data / "tokens").read_text().split()[: 2 * EDITORS]
        server = {"dialect": self.entrant.dialect, "documents": names, "tokens": tokens, **self._address()}
        return json.dumps({"load": self.load.name, "server": server, "numbers": self.numbers})

    def _converse(self, node: "subprocess.Popen[bytes]") -> Report | None:
        assert node.stdin and node.stdout
        for line in node.stdout:
            said = json.loads(line)
            if "report" in said:
                report: Report = said["report"]
                return report
            answer = self._mark(said["mark"])
            node.stdin.write(json.dumps(answer).encode() + b"\n")
            node.stdin.flush()
        return None

    def _mark(self, name: str) -> dict[str, str]:
        if name in ("start", "end"):
            self.readings[name] = self.running.sample()
            return {}
        if name == "kill":
            self.running.kill()
        else:
            self.running.stop()
            self.stored = _size(self.running.data) - self.empty
        fresh = self.entrant.start(self.running.data)  # the folder is kept, the port is a new one
        self.running.url, self.running.processes = fresh.url, fresh.processes
        return self._address()

    def _address(self) -> dict[str, str]:
        return {"url": self.running.url}

    def _costs(self, report: Report) -> Report:
        if "end" not in self.readings:
            return {}
        cost = self.readings["end"] - self.readings["start"]
        found: Report = {
            "cpu_s": round(cost.cpu, 3),
            "cpu_s_per_10k": round(cost.cpu / max(1, report["edits"]) * 10_000, 3),
            "memory_mib": round(self.readings["end"].memory / 1024, 1),
            "server_load": round(cost.cpu / report["wall_s"], 3),
        }
        if each := report.get("each"):
            grown = self.readings["end"].memory - self.readings["start"].memory
            found["each_kib"] = round(grown / each, 1)
        return found | ({"stored_kib": round(self.stored / 1024)} if self.stored else {})


def _complaint(output: str) -> str:
    """What a generator that gave no report said: the line with its error first."""
    error = next((line for line in output.splitlines() if line.startswith("Error")), "no report")
    return f"{error}\n{output[-800:]}"


def _size(folder: Path) -> int:
    """Bytes of everything in `folder` but the output of the processes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".out")
