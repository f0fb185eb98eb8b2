"""Claiming one task and running it, on the calling thread."""

import logging
import time
from typing import Any, cast

from django.db import OperationalError, connections
from django_tasks.base import TaskContext, TaskResult
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from jobs import metrics
from jobs.rows import Row
from jobs.settling import settle_failure, settle_success

log = logging.getLogger(__name__)


def ready() -> bool:
    """Whether something waits. A read: while nothing does, no write lock is taken."""
    return DBTaskResult.objects.ready().exists()


def claim(worker: str) -> Row | None:
    """Take the next task for this worker; None when there is none, or another worker was faster. The caller has
    renewed its lease (`jobs.alive`)."""
    try:
        with exclusive_transaction():
            row = DBTaskResult.objects.ready().get_locked()
            if row is not None:
                row.claim(worker)
            return row
    except OperationalError as error:
        if is_locked_database_exception(error):
            return None
        raise


def run(row: Row) -> None:
    """Run a claimed task and write down how that ended. Raises only when that could not be written: then the
    worker's lease decides."""
    for connection in connections.all(initialized_only=True):
        connection.close_if_unusable_or_obsolete()
    began = time.monotonic()
    try:
        value = _call(row)
    except BaseException as error:
        reason = str(error) or type(error).__name__
        log.warning("%s failed (try %d): %s", row.task_path, len(row.worker_ids), reason)
        settle_failure(row, reason, error)
    else:
        settle_success(row, value)
    finally:
        metrics.TASK_SECONDS.labels(row.task_path.rpartition(".")[2]).observe(time.monotonic() - began)
    _tell(row)


def _call(row: Row) -> Any:
    task, result = row.task, row.task_result
    task_started.send(sender=type(task.get_backend()), task_result=result)
    if task.takes_context:
        return task.call(
            TaskContext(task_result=cast("TaskResult[Any]", result)), *result.args, **result.kwargs
        )
    return task.call(*result.args, **result.kwargs)


def _tell(row: Row) -> None:
    """The library's own signal, for whoever listens. A task that is not there any more has nobody."""
    try:
        row.refresh_from_db()
        task_finished.send(sender=type(row.task.get_backend()), task_result=row.task_result)
    except Exception as error:
        log.debug("the end of task %s was not told: %s", row.pk, error)
