"""`bin/bench scroll`: a room of 100,000 messages in Chromium, against a page that only scrolls."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contest import Outcome, generate, say, started
from benchmarks.processes import free_port
from benchmarks.servers import collab
from benchmarks.servers.running import PYTHON, ROOT, Running, ServerFailed, prepare

TITLES = {
    "steady": "2,400 pixels a second by the wheel",
    "fast": "8,000 pixels a second by the wheel",
    "leaps": "8,000 pixels at once, four times a second",
}


def scroll(quick: bool, only: Sequence[str] = ()) -> list[Outcome]:
    """A part of bin/bench. `quick`: 20,000 messages, one round of five seconds. `only` has no meaning here."""
    count, rounds, seconds = (20_000, 1, 5) if quick else (100_000, 3, 20)
    prepare(["bin/setup", "dev"], {})  # Playwright
    prepare(["bin/build"], {})
    with started(lambda data: _start(data, count)) as running:
        command = [PYTHON, "-m", "benchmarks.scroll.drive", running.url, running.extra["room"]]
        found = generate([*command, str(rounds), str(seconds)], 120 + rounds * seconds * 12)
    title = f"{count:,} messages in a room, Chromium {found['chromium']} without a graphics card"
    return [
        Outcome(load, f"{title}: {TITLES[load]} for {seconds} s", runs)
        for load, runs in found["loads"].items()
    ]


def _start(data: Path, count: int) -> Running:
    """Collab with its filled room. Raises ServerFailed."""
    env = collab.environment(data)
    prepare([PYTHON, "manage.py", "migrate", "--verbosity", "0"], env)
    say(f"scroll: filling with {count:,} messages")
    done = subprocess.run(
        [PYTHON, "-m", "benchmarks.scroll.seed", str(count)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **env},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServerFailed(f"the room could not be filled\n{done.stderr[-2000:]}")
    port = free_port()
    running = Running("collab", f"http://127.0.0.1:{port}", data, {"room": done.stdout.split()[-1]})
    running.spawn(collab.serve(port), port, env)
    return running
