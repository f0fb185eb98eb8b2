"""Dead letters: put down when work is given up, taken up again or thrown away by staff."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task

from jobs import metrics
from jobs.background import policy_of
from jobs.models import REASON_CHARS, WHAT_CHARS, DeadLetter

log = logging.getLogger(__name__)

OnDead = Callable[[DeadLetter], None]
_listeners: Final[list[OnDead]] = []


def on_dead(listener: OnDead) -> None:
    """Have somebody told of each dead letter, within the transaction that puts it down: enqueue what takes time."""
    if listener not in _listeners:
        _listeners.append(listener)


def bury(
    task: str,
    reason: str,
    *,
    attempts: int,
    kwargs: Mapping[str, Any],
    args: Sequence[Any] = (),
    what: str = "",
    person: int | None = None,
) -> DeadLetter:
    """Put a dead letter down. Work that is not a task of its own (one of a portion) names the task that begins
    it again. `what` and `person` come from the task's policy where they are not given."""
    policy = policy_of(task)
    with transaction.atomic():
        letter = DeadLetter.objects.create(
            task=task,
            args=list(args),
            kwargs=dict(kwargs),
            what=(what or policy.what(kwargs))[:WHAT_CHARS],
            reason=reason[:REASON_CHARS],
            person_id=person if person is not None else policy.person(kwargs),
            attempts=attempts,
        )
        for listener in _listeners:
            listener(letter)
    metrics.DEAD.labels(task.rpartition(".")[2]).inc()
    log.error("background work was given up: %s", letter)
    return letter


def retry(letters: Sequence[DeadLetter]) -> int:
    """Enqueue them anew; how many that was. One that somebody else took up meanwhile is left out."""
    return sum(_retry(letter) for letter in letters)


def _retry(letter: DeadLetter) -> bool:
    with transaction.atomic():
        if not DeadLetter.objects.filter(pk=letter.pk).delete()[0]:
            return False
        task_named(letter.task).enqueue(*letter.args, **letter.kwargs)
    return True


def task_named(path: str) -> Task[..., Any]:
    """The task of this path. Raises SuspiciousOperation where there is none (any more)."""
    try:
        found = import_string(path)
    except ImportError as error:
        raise SuspiciousOperation(f"{path} is not there any more") from error
    if not isinstance(found, Task):
        raise SuspiciousOperation(f"{path} is not a task")
    return found
