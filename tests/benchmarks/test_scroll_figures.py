"""What is made of the frames that a page recorded."""

from typing import Any

import pytest

from benchmarks.scroll.figures import FRAME, figures, is_leap, percentile, scripts, share

SPEED = 2_400.0


def seen(gaps: list[float], moves: list[float | None] | None = None, **more: Any) -> dict[str, Any]:
    frames = [sum(gaps[:number]) for number in range(len(gaps) + 1)]
    moves = [None, *(moves or [40.0] * len(gaps))]
    return {
        "frames": frames,
        "moves": moves,
        "nodes": [900, 1200, 1000],
        "rows": [30, 50],
        "tasks": [],
        "long": [],
    } | more


def test_late_frames_are_told_from_those_in_time() -> None:
    found = figures(seen([FRAME] * 96 + [2 * FRAME] * 3 + [80]), SPEED)
    assert (found["late_percent"], found["very_late_percent"]) == (4.0, 1.0)
    assert (found["p50_ms"], found["p95_ms"], found["p99_ms"], found["most_ms"]) == (16.7, 16.7, 80, 80)
    assert found["fps"] == pytest.approx(1000 * 100 / (96 * FRAME + 6 * FRAME + 80), abs=0.1)
    assert (found["nodes"], found["most_nodes"], found["most_rows"]) == (1000, 1200, 50)


def test_what_one_reads_leaps_when_it_goes_up_or_much_too_far_down() -> None:
    assert [is_leap(by, FRAME, SPEED) for by in (0, 40, 120, -1, -40, 400)] == [False] * 4 + [True, True]
    assert not is_leap(400, 10 * FRAME, SPEED)  # a late frame shows all that was scrolled meanwhile
    found = figures(seen([FRAME] * 5, [40, None, 0, -90, 0.2]), SPEED)
    assert (found["leaps"], found["still_percent"]) == (1, 50.0)


def test_leaping_on_purpose_is_not_judged() -> None:
    found = figures(seen([FRAME] * 3, [8_000, 0, 8_000]), None)
    assert found["leaps"] is None and found["still_percent"] is None


def test_a_page_without_frames_has_no_figures() -> None:
    found = figures(seen([]), SPEED)
    assert (found["fps"], found["p99_ms"], found["late_percent"], found["longest_ms"]) == (
        None,
        None,
        None,
        0,
    )
    assert (percentile([], 0.5), share([])) == (None, None)


def test_the_dearest_scripts_come_first() -> None:
    draw = {"name": "draw", "at": "chat.js:10", "ms": 30, "layout": 20}
    put = {"name": "put", "at": "x:1", "ms": 50, "layout": 0}
    long = [{"ms": 90, "scripts": [draw]}, {"ms": 60, "scripts": [draw | {"ms": 5, "layout": 1}, put]}]
    assert scripts(long) == [
        {"name": "put", "at": "x:1", "times": 1, "ms": 50, "layout_ms": 0},
        {"name": "draw", "at": "chat.js:10", "times": 2, "ms": 35, "layout_ms": 21},
    ]
