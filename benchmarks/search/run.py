"""`bin/bench search`: a PostgreSQL of its own, a million messages, and how long reading them takes."""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.contest import Outcome, say
from benchmarks.servers.collab import SETTINGS
from benchmarks.servers.running import PYTHON, ROOT
from tests.services import Postgres

RESULTS = ROOT / "benchmarks/results"
TUNED = ("shared_buffers = '1GB'", "work_mem = '32MB'", "random_page_cost = 1.1", "max_wal_size = '4GB'")
"""As one would set them for such a database on an SSD; the rest is PostgreSQL's default."""


def search(quick: bool, only: Sequence[str]) -> list[Outcome]:
    """A part of bin/bench. `quick`: 50,000 messages. `only` has no meaning here."""
    count, repeats = (50_000, 60) if quick else (1_000_000, 300)
    with tempfile.TemporaryDirectory(prefix="collab-bench-") as name:
        Path(name).chmod(0o755)  # PostgreSQL's own user has to get in
        folder = Path(name) / "postgres"
        folder.mkdir()
        server = Postgres(folder).start()
        try:
            plans = RESULTS / ("search-plans-quick.txt" if quick else "search-plans.txt")
            return _measured(server, Path(name), count, repeats, plans)
        finally:
            server.stop()


def _measured(server: Postgres, folder: Path, count: int, repeats: int, plans: Path) -> list[Outcome]:
    env = {
        **os.environ,
        **SETTINGS,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(folder / "data"),
    }
    env["DATABASE_URL"] = server.create_database("bench")
    _tune(server, env)
    _python(env, "manage.py", "migrate", "--verbosity", "0")
    say(f"search: filling with {count:,} messages")
    known = _python(env, "-m", "benchmarks.search.seed", str(count))
    RESULTS.mkdir(exist_ok=True)
    said = _python(env, "-m", "benchmarks.search.measure", known, str(plans), str(repeats))
    found: dict[str, Any] = json.loads(said)
    say(f"search: indexed {found['indexed']['entries']:,} at {found['indexed']['per_s']:,.0f} a second")
    title = f"{count:,} messages in 500 rooms on PostgreSQL, {repeats} calls each"
    return [Outcome("search", title, {name: [figures] for name, figures in found["operations"].items()})]


def _tune(server: Postgres, env: dict[str, str]) -> None:
    code = "import django; django.setup(); from django.db import connection; connection.cursor()"
    for setting in TUNED:
        _python(env, "-c", f"{code}.execute({f'ALTER SYSTEM SET {setting}'!r})")
    server.stop()
    server.start()


def _python(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [PYTHON, *arguments], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout
