"""What the runner counts, in Prometheus' terms."""

from prometheus_client import Counter, Gauge, Histogram

RUNS = Counter("collab_jobs_runs_total", "Pieces of due work done by this node", ["job", "outcome"])
SECONDS = Histogram(
    "collab_jobs_seconds",
    "How long a piece of due work took",
    ["job"],
    buckets=(0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300),
)
LEADS = Gauge("collab_jobs_leader", "1 while this node does the due work")
TASKS = Counter("collab_tasks_total", "Tries of background tasks on this node", ["task", "outcome"])
TASK_SECONDS = Histogram(
    "collab_tasks_seconds",
    "How long a try of a background task took",
    ["task"],
    buckets=(0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300),
)
DEAD = Counter("collab_tasks_dead_total", "Background tasks that were given up on this node", ["task"])
LETTERS = Gauge("collab_dead_letters", "Dead letters, as the node that does the due work last counted")
WAITING = Gauge("collab_tasks_waiting", "Background tasks that are ready, counted likewise")
