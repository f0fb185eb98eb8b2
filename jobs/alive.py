"""Which workers live: a row each with a lease, renewed while they have something under way.

A worker that died leaves tasks "running" for ever; whoever finds one whose worker's lease has ended runs it again.
"""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.models import Lease
from jobs.rows import Row
from jobs.settling import settle_failure

SECONDS: Final = 30.0
"""How long a worker is believed to live without renewal; after a crash its tasks wait so long."""
RENEW: Final = SECONDS / 3
KEPT: Final = timedelta(days=1)
_NAME: Final = "worker "


def renew(worker: str) -> None:
    """Say that the worker lives."""
    until = timezone.now() + timedelta(seconds=SECONDS)
    Lease.objects.update_or_create(name=_NAME + worker, defaults={"holder": worker, "until": until})


def end(worker: str) -> None:
    """The worker has nothing under way any more, and will not come back."""
    Lease.objects.filter(name=_NAME + worker).delete()


def recover() -> int:
    """Let what dead workers left be tried again, or be given up where that was its last try; how many that was."""
    running = list(DBTaskResult.objects.running())
    if not running:
        return 0
    living = set(
        Lease.objects.filter(name__startswith=_NAME, until__gt=timezone.now()).values_list(
            "holder", flat=True
        )
    )
    left = [row for row in running if not row.worker_ids or row.worker_ids[-1] not in living]
    return sum(_recover(row) for row in left)


def _recover(found: Row) -> bool:
    with transaction.atomic():
        row = (
            DBTaskResult.objects.select_for_update()
            .filter(pk=found.pk, status=TaskResultStatus.RUNNING, started_at=found.started_at)
            .first()
        )
        return row is not None and settle_failure(row, "The server stopped while this was under way.")


def forget() -> None:
    """Rows of workers that died long ago."""
    Lease.objects.filter(name__startswith=_NAME, until__lt=timezone.now() - KEPT).delete()
