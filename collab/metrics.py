"""What documents count, in Prometheus' terms."""

from prometheus_client import Counter, Gauge, Histogram

OPEN = Gauge("collab_documents_open", "Documents in this process's memory")
UPDATES = Counter("collab_document_updates_total", "Document updates committed by this process")
REFUSED = Counter("collab_document_refusals_total", "Document messages refused", ["code"])
ASKED = Counter(
    "collab_document_asked_total", "Times a client was asked for what is missing before its update"
)
POISONED = Counter("collab_document_poisoned_total", "Committed updates that could not be applied")
CHECKPOINTS = Counter("collab_document_checkpoints_total", "Checkpoints kept")
LOAD_SECONDS = Histogram("collab_document_load_seconds", "Time to load a document")
PACKED = Counter("collab_document_packed_total", "Updates packed into segments")
QUARANTINED = Counter("collab_document_quarantined_total", "Documents shut because they could not be loaded")
