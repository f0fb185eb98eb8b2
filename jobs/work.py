"""One call of one piece of due work: timed, counted, logged; its errors end here."""

import logging
import time

from django.db import connections

from jobs import metrics
from jobs.registry import Job

log = logging.getLogger(__name__)


def perform(job: Job) -> bool:
    """Call the work on this thread; whether it came to its end. Never raises an Exception."""
    for connection in connections.all(initialized_only=True):
        connection.close_if_unusable_or_obsolete()
    began = time.monotonic()
    try:
        job.work()
    except Exception:
        metrics.RUNS.labels(job.name, "failed").inc()
        log.exception("due work %r failed and will come again in %g s", job.name, job.seconds)
        return False
    finally:
        metrics.SECONDS.labels(job.name).observe(time.monotonic() - began)
    metrics.RUNS.labels(job.name, "done").inc()
    return True
