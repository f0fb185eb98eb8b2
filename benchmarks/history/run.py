"""What the history of a document costs on disk, against the recording that it was made from."""

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contest import Outcome, Report, say
from benchmarks.servers import collab
from benchmarks.servers.running import NODE, PYTHON, ROOT

HERE = ROOT / "benchmarks/history"
TRACE = ROOT / "benchmarks/documents/trace.json.gz"
EDITS = 20_000


def history(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """The recording once, and thirteen times over in one document."""
    outcome = Outcome("history", "A recorded session kept with its whole history")
    for times in (1,) if quick else (1, 13):
        name = f"{EDITS * times:,} edits"
        outcome.runs[name] = [_run(times)]
        say(f"history {name}: {outcome.runs[name][0]}")
    return [outcome]


def _run(times: int) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(collab.seeded(Path(folder)), data)
        updates = Path(folder) / "updates"
        with updates.open("wb") as out:
            subprocess.run([NODE, HERE / "updates.mjs", str(EDITS), str(times)], stdout=out, check=True)
        done = subprocess.run(
            [PYTHON, "-m", "benchmarks.history.sizes", str(updates)],
            env={**os.environ, **collab.environment(data)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
    report: Report = json.loads(done.stdout)
    own = len(gzip.decompress(TRACE.read_bytes())) * times
    return report | {"recording_kib": round(own / 1024), "ratio": round(report.pop("stored") / own, 2)}
