"""What was sent and what arrived: the ledger that all clients of one run share."""

import time
from array import array
from typing import Any

now = time.monotonic_ns


class Score:
    """Send times by message number, and the count of everything that arrived. Times in nanoseconds."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.sent_at = [0] * total
        self.sender = [0] * total
        self.sent = 0
        self.latencies = array("q")
        self.ack_latencies = array("q")
        self.frames = self.twice = self.reordered = self.closed = self.errors = 0
        self.last_arrival = 0
        self.stopping = False
        self.complaints: list[str] = []

    def complain(self, data: bytes) -> None:
        """Count an error that the server sent, and keep the first few for the report."""
        self.errors += 1
        if len(self.complaints) < 3:
            self.complaints.append(data[:300].decode(errors="replace"))


def percentile(ordered: "array[int] | list[int]", share: float) -> float | None:
    """The value below which `share` of an ordered series of nanoseconds lies, in milliseconds."""
    if not len(ordered):
        return None
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] / 1e6, 2)


def summary(score: Score, receivers: int, started: int) -> dict[str, Any]:
    """The figures of one run: rates per second, latencies in ms, and what went wrong."""
    latencies = sorted(score.latencies)
    acks = sorted(score.ack_latencies)
    wall = max(1, score.last_arrival - started) / 1e9
    expected = score.sent * receivers
    return {
        "sent": score.sent,
        "expected": expected,
        "deliveries": len(latencies),
        "lost": expected - len(latencies),
        "twice": score.twice,
        "reordered": score.reordered,
        "closed": score.closed,
        "errors": score.errors,
        "complaints": score.complaints,
        "wall_s": round(wall, 2),
        "deliveries_per_s": round(len(latencies) / wall),
        "p50_ms": percentile(latencies, 0.5),
        "p99_ms": percentile(latencies, 0.99),
        "max_ms": percentile(latencies, 1.0),
        "acks": len(acks),
        "ack_p99_ms": percentile(acks, 0.99),
    }
