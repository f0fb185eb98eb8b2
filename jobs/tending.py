"""Due work of the task queue itself: what dead workers left, and rows that nobody needs any more."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs import alive, metrics
from jobs.models import DeadLetter
from jobs.registry import every

DONE_KEPT: Final = timedelta(days=1)
FAILED_KEPT: Final = timedelta(days=30)
LETTERS_KEPT: Final = timedelta(days=90)
"""Dead letters that nobody looked at for so long are thrown away."""


@every(10, "tasks.recover")
def recover() -> None:
    alive.recover()


@every(60, "tasks.count")
def count() -> None:
    metrics.LETTERS.set(DeadLetter.objects.count())
    metrics.WAITING.set(DBTaskResult.objects.ready().count())


@every(3600, "tasks.forget")
def forget() -> None:
    now = timezone.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - DONE_KEPT).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_KEPT).delete()
    DeadLetter.objects.filter(failed_at__lt=now - LETTERS_KEPT).delete()
    alive.forget()
