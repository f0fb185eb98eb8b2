"""From what a page recorded of its frames to the figures of a report. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

FRAME: Final = 1000 / 60
LATE: Final = 20.0
"""Milliseconds from one frame to the next beyond which at least one was left out, with three for the clock."""
VERY_LATE: Final = 50.0
STILL: Final = 0.5
"""Pixels that count as no movement."""
SLACK: Final = 60.0
"""Pixels that a wheel may be ahead of an even movement within one frame."""
MOST_SCRIPTS: Final = 8


def figures(seen: dict[str, Any], speed: float | None) -> dict[str, Any]:
    """The report of one phase. `seen`: what probe.js answered. `speed`: pixels per second by which the content was to
    move down the screen, None where it leaps."""
    gaps = [after - before for before, after in pairwise(seen["frames"])]
    known = [(gap, by) for gap, by in zip(gaps, seen["moves"][1:], strict=True) if by is not None]
    return {
        "fps": round(1000 * len(gaps) / sum(gaps), 1) if gaps else None,
        "p50_ms": percentile(gaps, 0.5),
        "p95_ms": percentile(gaps, 0.95),
        "p99_ms": percentile(gaps, 0.99),
        "most_ms": percentile(gaps, 1),
        "late_percent": share([gap > LATE for gap in gaps]),
        "very_late_percent": share([gap > VERY_LATE for gap in gaps]),
        "long_tasks": len(seen["tasks"]),
        "longest_ms": max(seen["tasks"], default=0),
        "still_percent": share([abs(by) < STILL for _gap, by in known]) if speed else None,
        "leaps": sum(is_leap(by, gap, speed) for gap, by in known) if speed else None,
        "nodes": seen["nodes"][-1],
        "most_nodes": max(seen["nodes"]),
        "most_rows": max(seen["rows"]),
        "frames": len(gaps),
        "scripts": scripts(seen["long"]),
    }


def is_leap(by: float, gap: float, speed: float) -> bool:
    """Whether what one reads went up, or down by far more than it was scrolled, within a frame of `gap` ms."""
    return by < -STILL - 1 or by > 3 * speed * max(gap, FRAME) / 1000 + SLACK


def percentile(values: Sequence[float], share: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


def share(which: Sequence[bool]) -> float | None:
    """In percent."""
    return round(100 * sum(which) / len(which), 2) if which else None


def scripts(long: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What ran in the frames that took longer than 50 ms, the dearest first: for whoever wants to know why."""
    spent: dict[tuple[str, str], dict[str, Any]] = {}
    for each in (script for frame in long for script in frame["scripts"]):
        one = spent.setdefault(
            (each["name"], each["at"]),
            {"name": each["name"], "at": each["at"], "times": 0, "ms": 0.0, "layout_ms": 0.0},
        )
        one["times"] += 1
        one["ms"] += each["ms"]
        one["layout_ms"] += each["layout"]
    dearest = sorted(spent.values(), key=lambda one: -one["ms"])[:MOST_SCRIPTS]
    return [one | {"ms": round(one["ms"]), "layout_ms": round(one["layout_ms"])} for one in dearest]
