"""How a try of a task ended, written into its row: done, to be tried again, or given up.

Each is one conditional UPDATE: a worker that stalled longer than its lease finds that the row is another's.
"""

import random
import traceback
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs import dead, metrics
from jobs.background import Hopeless, policy_of
from jobs.backoff import Draw, pause
from jobs.rows import Row

TRACEBACK_CHARS: Final = 20_000


def settle_success(row: Row, value: Any) -> bool:
    """The task did what it should; whether the row still was this worker's."""
    metrics.TASKS.labels(_name(row), "done").inc()
    return _settle(
        row, status=TaskResultStatus.SUCCESSFUL, return_value=value, finished_at=timezone.now(), traceback=""
    )


def settle_failure(
    row: Row, reason: str, error: BaseException | None = None, draw: Draw = random.random
) -> bool:
    """The try failed: another one later, or a dead letter; whether the row still was this worker's."""
    policy = policy_of(row.task_path)
    attempts = len(row.worker_ids)
    trace = "".join(traceback.format_exception(error))[-TRACEBACK_CHARS:] if error else reason
    kind = f"{type(error).__module__}.{type(error).__qualname__}" if error else ""
    if attempts < policy.tries and not isinstance(error, Hopeless):
        metrics.TASKS.labels(_name(row), "again").inc()
        after = timedelta(seconds=pause(attempts, first=policy.first, most=policy.most, draw=draw))
        return _settle(
            row,
            status=TaskResultStatus.READY,
            run_after=timezone.now() + after,
            traceback=trace,
            exception_class_path=kind,
        )
    metrics.TASKS.labels(_name(row), "dead").inc()
    with transaction.atomic():
        if not _settle(
            row,
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            traceback=trace,
            exception_class_path=kind,
        ):
            return False
        given = row.args_kwargs
        dead.bury(row.task_path, reason, attempts=attempts, args=given["args"], kwargs=given["kwargs"])
    return True


def _settle(row: Row, **fields: Any) -> bool:
    mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
    return bool(mine.update(**fields))


def _name(row: Row) -> str:
    return str(row.task_path).rpartition(".")[2]
