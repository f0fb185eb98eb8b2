"""Tables of medians and ratios: on the terminal, in benchmarks/RESULTS.md and, with every run, as JSON."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.contest import Outcome
from benchmarks.machine import facts

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
OURS = ("collab", "serve")
LOSSES = ("lost", "twice", "reordered", "unequal", "forgotten")


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of the reports: its key, its heading, how many decimals, and whether to show the ratio to ours."""

    key: str
    heading: str
    decimals: int = 2
    ratio: bool = False


CHAT = (
    Column("cpu_s_per_10k", "CPU-s per 10,000 deliveries", 3, ratio=True),
    Column("deliveries_per_s", "deliveries/s", 0),
    Column("p50_ms", "p50 ms", 1),
    Column("p99_ms", "p99 ms", 1),
    Column("memory_per_connection_kib", "KiB per connection", 1),
    Column("server_load", "cores used", 2),
)
DOCUMENTS = (
    Column("cpu_s_per_10k", "CPU-s per 10,000 updates", 2, ratio=True),
    Column("p50_ms", "p50 ms", 1),
    Column("p99_ms", "p99 ms", 1, ratio=True),
    Column("memory_mib", "memory MiB", 0),
)
REPLAY = (
    *DOCUMENTS,
    Column("per_s", "updates/s", 0, ratio=True),
    Column("stored_kib", "stored KiB", 0),
    Column("open_ms", "cold open ms", 0),
)
KILL = (
    Column("edits", "edits seen", 0),
    Column("survived", "there after the restart", 0),
    Column("lost", "lost", 0),
)
IDLE = (
    Column("memory_per_connection_kib", "KiB per connection", 1, ratio=True),
    Column("base_memory_mib", "MiB without clients", 0),
    Column("connect_cpu_ms", "CPU-ms per connect", 2),
    Column("idle_percent", "% of a core while idle", 1),
)
SSE = (
    Column("cpu_s_per_10k", "CPU-s per 10,000 deliveries", 3, ratio=True),
    Column("p50_ms", "p50 ms", 1),
    Column("p99_ms", "p99 ms", 1),
    Column("memory_per_connection_kib", "KiB per stream", 1, ratio=True),
    Column("threads", "threads", 0),
)
SSE_IDLE = (
    Column("memory_per_connection_kib", "KiB per stream", 1, ratio=True),
    Column("base_memory_mib", "MiB without clients", 0),
    Column("connect_cpu_ms", "CPU-ms per connect", 2),
    Column("idle_percent", "% of a core while idle", 1),
    Column("threads", "threads", 0),
    Column("database_connections", "database connections", 0),
)
SEARCH = (
    Column("p50_ms", "p50 ms", 1),
    Column("p99_ms", "p99 ms", 1),
    Column("queries", "queries", 0),
    Column("rows", "rows answered", 1),
    Column("calls", "calls", 0),
)
HISTORY = (
    Column("recording_kib", "recording KiB", 0),
    Column("yjs_kib", "its updates KiB", 0),
    Column("rows_kib", "as rows KiB", 0),
    Column("stored_kib", "kept KiB", 0),
    Column("ratio", "kept / recording", 2),
    Column("segments_kib", "of it segments KiB", 0),
    Column("checkpoints_kib", "checkpoints KiB", 0),
    Column("load_ms", "load ms", 0),
)
PRESENCE = (
    Column("server_load", "cores used", 3, ratio=True),
    Column("cpu_s_per_10k", "CPU-s per 10,000 moves", 2),
    Column("memory_mib", "memory MiB", 0),
)
COLD = (Column("open_ms", "cold open ms", 0, ratio=True), Column("stored_kib", "stored KiB", 0))
STORM = (
    Column("all_ms", "all have it after ms", 0, ratio=True),
    Column("cpu_s", "CPU-s", 2, ratio=True),
    Column("memory_mib", "memory MiB", 0),
)
EACH = (Column("each_kib", "KiB for each", 1, ratio=True), Column("memory_mib", "memory MiB", 0))
SCROLL = (
    Column("fps", "frames/s", 1, ratio=True),
    Column("p50_ms", "p50 ms", 1),
    Column("p95_ms", "p95 ms", 1),
    Column("p99_ms", "p99 ms", 1),
    Column("late_percent", "% over 20 ms", 1),
    Column("very_late_percent", "% over 50 ms", 1),
    Column("long_tasks", "long tasks", 0),
    Column("longest_ms", "longest ms", 0),
    Column("most_nodes", "DOM nodes at most", 0),
    Column("nodes", "in the end", 0),
    Column("most_rows", "rows at most", 0),
    Column("heap_mib", "heap MiB", 1),
    Column("leaps", "leaps", 0),
)
TITLES = {
    "sse": "Server-sent events",
    "asgi": "ASGI servers",
    "search": "Reading a large installation",
    "scroll": "Scrolling",
}
COLUMNS = {
    "chat": CHAT,
    "asgi": CHAT,
    "idle": IDLE,
    "sse": SSE,
    "sse-idle": SSE_IDLE,
    "documents": DOCUMENTS,
    "replay": REPLAY,
    "kill": KILL,
    "history": HISTORY,
    "presence": PRESENCE,
    "cold": COLD,
    "storm": STORM,
    "opened": EACH,
    "peers": EACH,
    "search": SEARCH,
    "scroll": SCROLL,
}


def table(part: str, outcome: Outcome) -> str:
    """One load as a Markdown table: a row for each server, ours first."""
    columns = COLUMNS.get(outcome.load, COLUMNS[part])
    shown = {column.key for column in columns}
    reports = [run for runs in outcome.runs.values() for run in runs]
    counts = [key for key in LOSSES if key not in shown and any(key in run for run in reports)]
    first = next((name for name in OURS if name in outcome.runs), "")
    head = [
        {"search": "operation", "history": "document", "scroll": "page"}.get(part, "server"),
        *(column.heading for column in columns),
        *([" / ".join(counts)] if counts else []),
        "runs",
    ]
    rows = [head, ["---"] * len(head)]
    for server in sorted(outcome.runs, key=lambda name: name != first):
        cells = [_cell(outcome, server, column, first) for column in columns]
        losses = [" / ".join(f"{outcome.total(server, key):,}" for key in counts)] if counts else []
        name = f"**{server}**" if server == first else server
        rows.append([name, *cells, *losses, str(len(outcome.runs[server]))])
    failed = [f"\n{server} failed in {why.splitlines()[0]}" for server, why in outcome.failed.items()]
    return "\n".join([f"### {outcome.title}\n", *(f"| {' | '.join(row)} |" for row in rows), *failed])


def _cell(outcome: Outcome, server: str, column: Column, first: str) -> str:
    value = outcome.median(server, column.key)
    if value is None:
        return "–"
    text = f"{value:,.{column.decimals}f}"
    spread = outcome.spread(server, column.key)
    if column.ratio and len(outcome.runs[server]) > 1 and spread is not None:
        text += f" ±{spread * 50:.0f} %"
    ours = outcome.median(first, column.key)
    if column.ratio and server != first and ours is not None and value:
        text += f" (ours {ours / value:.2f} ×)"
    return text


def publish(part: str, outcomes: Sequence[Outcome], command: str, quick: bool) -> str:
    """The section of `part`; written into RESULTS.md unless `quick`, and with all runs into results/*.json."""
    about = facts()
    lines = [f"{name}: {value}" for name, value in about.items()]
    intro = [f"## {TITLES.get(part, part.capitalize())}\n", f"`{command}` · " + " · ".join(lines) + "\n"]
    section = "\n".join(intro) + "\n" + "\n\n".join(table(part, outcome) for outcome in outcomes) + "\n"
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    document = {"command": command, "machine": about, "loads": [asdict(outcome) for outcome in outcomes]}
    name = f"{part}-quick.json" if quick else f"{part}.json"
    (folder / name).write_text(json.dumps(document, indent=1) + "\n")
    if not quick:
        _replace_section(part, section)
    return section


def _replace_section(part: str, section: str) -> None:
    """Put `section` between the marks of `part` in RESULTS.md; append it if it has none yet."""
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    block = f"{begin}\n{section}{end}\n"
    text = (
        RESULTS.read_text() if RESULTS.exists() else "# Results\n\nWritten by `bin/bench`; see README.md.\n"
    )
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end) + "\n?", re.DOTALL)
    text = pattern.sub(lambda _: block, text) if pattern.search(text) else f"{text.rstrip()}\n\n{block}"
    RESULTS.write_text(text)
