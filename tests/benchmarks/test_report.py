"""The figures that are published: medians, ratios to ours, and sections of RESULTS.md that replace themselves."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.chat.score import Score, percentile, summary
from benchmarks.contest import Entrant, Outcome, compete, turns
from benchmarks.processes import Sample
from benchmarks.servers.running import Running, ServerFailed


def outcome() -> Outcome:
    runs = {
        "ws": [{"cpu_s_per_10k": 0.2, "lost": 1, "twice": 0, "reordered": 0}],
        "collab": [
            {"cpu_s_per_10k": cost, "lost": 0, "twice": 0, "reordered": 2} for cost in (0.3, 0.1, 0.11)
        ],
    }
    return Outcome("window", "A load", runs, {"tutorial": "round 1: no redis\nand more"})


def test_median_is_of_the_rounds_and_a_missing_figure_is_none() -> None:
    assert outcome().median("collab", "cpu_s_per_10k") == 0.11
    assert outcome().median("collab", "p99_ms") is None
    assert outcome().median("nobody", "cpu_s_per_10k") is None
    assert outcome().total("collab", "reordered") == 6


def test_table_shows_ours_first_and_its_ratio_at_the_others() -> None:
    lines = report.table("chat", outcome()).splitlines()
    ours, ws = lines[4:6]
    assert ours.startswith("| **collab** | 0.110 ±91 %")
    assert "0 / 0 / 6" in ours
    assert ws.startswith("| ws | 0.200 (ours 0.55 ×)")
    assert lines[-1] == "tutorial failed in round 1: no redis"


def test_section_replaces_itself_and_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "RESULTS.md")
    for part, text in (("chat", "old\n"), ("idle", "idle\n"), ("chat", "new \\1\n")):
        report._replace_section(part, text)
    written = (tmp_path / "RESULTS.md").read_text()
    assert "old" not in written
    assert written.count("<!-- chat -->\nnew \\1\n<!-- /chat -->") == 1
    assert written.count("idle\n<!-- /idle -->") == 1


def test_every_other_round_is_in_reverse_and_a_server_may_sit_out() -> None:
    def never(data: Path) -> Running:
        raise ServerFailed("not here")

    first, second = Entrant("a", never), Entrant("b", never, rounds=1)
    order = [(number, entrant.name) for number, entrant in turns((first, second), 3)]
    assert order == [(0, "a"), (0, "b"), (1, "a"), (2, "a")]


def test_server_that_cannot_start_is_noted_once_and_left_out() -> None:
    tries = []

    def fails(data: Path) -> Running:
        tries.append(data)
        raise ServerFailed("no such program")

    result = compete(Outcome("x", "X"), [Entrant("a", fails)], 3, lambda entrant, running: {})
    assert result.failed == {"a": "round 1: no such program"}
    assert len(tries) == 1
    assert not tries[0].exists()


def test_summary_counts_what_did_not_arrive() -> None:
    score = Score(4)
    score.sent = 4
    score.latencies.extend([1_000_000, 3_000_000, 2_000_000])
    score.last_arrival = 2_000_000_000
    figures = summary(score, 2, 0)
    assert (figures["expected"], figures["lost"], figures["p50_ms"], figures["wall_s"]) == (8, 5, 2.0, 2.0)
    assert percentile([], 0.5) is None


def test_samples_add_and_subtract() -> None:
    assert Sample(3.0, 10) - Sample(1.0, 4) + Sample(0.5, 1) == Sample(2.5, 7)
