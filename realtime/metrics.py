"""What the kernel counts, in Prometheus' terms. Counted per batch, not per delivery, on the hot path."""

from prometheus_client import Counter, Gauge, Histogram

CONNECTIONS = Gauge("collab_connections", "Open connections of this process", ["transport"])
CONNECTS = Counter("collab_connects_total", "Connections opened", ["transport"])
CLOSES = Counter("collab_closes_total", "Sockets closed by the server", ["code"])
COMMANDS = Counter("collab_commands_total", "Commands received", ["type"])
REFUSALS = Counter("collab_refusals_total", "Commands refused", ["code"])
POLLS = Gauge("collab_polls", "Long polls that wait")
STREAMS = Gauge("collab_streams", "Streams with readers in this process")
CHANGES = Counter("collab_changes_total", "Changes told to readers of this process")
DELIVERIES = Counter("collab_deliveries_total", "Changes handed to readers, counted for each reader")
GAPS_HEALED = Counter("collab_gaps_healed_total", "Gaps healed from the store", ["noticed_by"])
RESUMES = Counter("collab_resumes_total", "Readers that resumed", ["how"])
DOORBELLS = Counter("collab_doorbells_total", "Doorbell messages", ["outcome"])
DOORBELL_UP = Gauge("collab_doorbell_up", "1 while the channel layer works, 0 while it is degraded")
QUEUE_DROPS = Counter("collab_queue_drops_total", "Ephemeral events dropped from full outbound queues")
SLOW_CLOSES = Counter("collab_slow_closes_total", "Connections closed because they read too slowly")
COMMIT_BATCH = Histogram(
    "collab_commit_batch_size", "Appends committed together", buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
)
COMMIT_RETRIES = Counter(
    "collab_commit_retries_total", "Batches that failed and were retried append by append"
)
DELIVERY_SECONDS = Histogram(
    "collab_delivery_seconds",
    "From the commit to the write on the sockets",
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5),
)
PRESENT = Gauge("collab_present_users", "People who are online, as this node knows")
