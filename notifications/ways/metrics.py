"""What leaves the house, in Prometheus' terms."""

from prometheus_client import Counter, Histogram

SENT = Counter(
    "collab_outgoing_total",
    "Notifications by push and e-mail: sent, skipped, again (a try failed), failed (the last one did)",
    ["way", "outcome"],
)
LATE = Histogram(
    "collab_outgoing_late_seconds",
    "From when a notification was due to when it had been sent",
    ["way"],
    buckets=(0.5, 1, 2, 5, 10, 30, 60, 300, 1800),
)
