"""Measures reading, through the functions that answer the API, on a filled database. Runs in Collab's own Python.

`python -m benchmarks.search.measure PEOPLE-AND-ROOM-AS-JSON PLANS-FILE REPEATS` prints
`{operation: {"p50_ms", "p99_ms", "queries", "rows", "calls"}}` and writes the plan of each hot query.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import django

from benchmarks.search.words import KANJI, Words

GAP: Final = 1_000
Operation = tuple[str, Callable[[], int]]
"""A name and one call of it, each time with other parameters; returns the number of rows it answered with."""


def index() -> dict[str, float]:
    """Index everything; how fast that went."""
    from django.core.management import call_command
    from django.db import connection

    from search.models import Entry

    began = time.monotonic()
    call_command("search_index", "--anew", stdout=sys.stderr)
    seconds = time.monotonic() - began
    entries = Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {"entries": entries, "per_s": entries / seconds}


def searches(known: dict[str, int], words: Words) -> Iterator[Operation]:
    from search.selectors import search

    def asks(name: str, person: str, query: Callable[[], str]) -> Operation:
        return f"search: {name}, as {person}", lambda: len(search(known[person], query()).hits)

    pick = words.random

    def common() -> str:
        return words.vocabulary[pick.randrange(2, 30)]

    def middle() -> str:
        return words.vocabulary[pick.randrange(200, 2_000)]

    def rare() -> str:
        return words.vocabulary[pick.randrange(10_000, 30_000)]

    def part() -> str:
        word = middle()
        return word[1:] if len(word) > 4 else word

    for person in ("ann", "bo", "cy"):
        yield asks("a common word", person, common)
        yield asks("a word", person, middle)
        yield asks("a rare word", person, rare)
        yield asks("a part of a word", person, part)
        yield asks("two words", person, lambda: f"{middle()} {common()}")
        yield asks("two letters", person, lambda: middle()[:2])
        yield asks("two kanji", person, lambda: "".join(pick.choices(KANJI, k=2)))
        yield asks("nothing fits", person, lambda: f"{middle()}qqx")
    yield asks("a word from somebody", "ann", lambda: f"{middle()} from:p{pick.randrange(100)}")
    yield asks("a word in a room", "ann", lambda: f'{middle()} in:"room {pick.randrange(500)}"')
    yield asks("a word with a file", "ann", lambda: f"{common()} has:file")
    yield asks("pinned", "ann", lambda: "is:pinned")
    yield asks("a word in a month", "ann", lambda: f"{middle()} on:2025-{pick.randrange(1, 13):02}")


def readings(known: dict[str, int], words: Words) -> Iterator[Operation]:
    from chat.selectors import message_page
    from realtime.store import read
    from rooms.selectors import my_rooms

    ann, big = known["ann"], known["big"]
    head = read(f"room:{big}", 0, 1).upto and _head(big)
    pick = words.random

    def gap() -> int:
        after, found = head - GAP, 0
        while after < head:
            batch = read(f"room:{big}", after)
            after, found = batch.upto, found + len(batch.changes)
        return found

    yield "history: the newest page", lambda: len(message_page(ann, big).messages)
    yield "history: any depth", lambda: len(message_page(ann, big, before=pick.randrange(60, head)).messages)
    yield "history: the oldest page", lambda: len(message_page(ann, big, before=60).messages)
    yield f"changes after a gap of {GAP:,}", gap
    yield "500 rooms in the sidebar", lambda: len(my_rooms(ann))


def _head(room: int) -> int:
    from realtime.models import Stream

    return Stream.objects.get(pk=f"room:{room}").head


def timed(call: Callable[[], int], repeats: int) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call()
    times, rows = [], []
    for _ in range(repeats):
        began = time.perf_counter()
        rows.append(call())
        times.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        call()
    ordered = sorted(times)
    return {
        "p50_ms": statistics.median(ordered),
        "p99_ms": ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))],
        "queries": len(queries),
        "rows": statistics.mean(rows),
        "calls": repeats,
    }


def plans(operations: list[Operation]) -> str:
    """EXPLAIN (ANALYZE, BUFFERS) of the slowest statement of each operation."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    out = []
    for name, call in operations:
        with CaptureQueriesContext(connection) as queries:
            call()
        reads = [
            each
            for each in queries.captured_queries
            if each["sql"].startswith(("SELECT", "WITH", "\n    WITH"))
        ]
        slowest = max(reads, key=lambda each: float(each["time"]))["sql"]
        with connection.cursor() as cursor:
            cursor.execute(
                "EXPLAIN (ANALYZE, BUFFERS) " + slowest.replace("%", "%%"), None if "%" not in slowest else ()
            )
            plan = "\n".join(row[0] for row in cursor.fetchall())
        out.append(f"## {name}\n\n{shortened(slowest)}\n\n{shortened(plan)}\n")
    return "\n".join(out)


def shortened(text: str) -> str:
    """Without the long lists of room ids."""
    import re

    return re.sub(r"(\d+, ?){20,}\d+", "… ids …", re.sub(r"(\d+,){20,}\d+", "… ids …", text))


def main() -> None:
    known: dict[str, Any] = json.loads(sys.argv[1])
    repeats = int(sys.argv[3])
    indexed = index()
    words = Words()
    operations = [*searches(known, words), *readings(known, words)]
    found = {name: timed(call, repeats) for name, call in operations}
    Path(sys.argv[2]).write_text(plans(operations))
    sys.stdout.write(json.dumps({"indexed": indexed, "operations": found}))


if __name__ == "__main__":
    django.setup()
    main()
