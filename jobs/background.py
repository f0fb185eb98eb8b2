"""Work to be done soon, once, by any node: tasks of django-tasks with tries, back-off and an end.

A task is a module-level function with JSON arguments. `task.enqueue(…)` writes a row, so inside a transaction it comes
with the commit, and a crash loses nothing. It runs at least once: what it does twice it must find out from rows of its
own. Some time between two tries a node may die; the task is then run again by another.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, TypeVar

from django_tasks import task
from django_tasks.base import Task

from jobs.backoff import FIRST, MOST

P = ParamSpec("P")
T = TypeVar("T")
Arguments = Mapping[str, Any]

TRIES: Final = 8
"""With the usual pauses, about twenty minutes."""


class Hopeless(Exception):
    """Raised by a task: trying again would not help. The message is for staff, and for whose work it is."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What becomes of a task that fails. `person` says from its arguments whose work it is, `what` what it is."""

    tries: int = TRIES
    first: float = FIRST
    most: float = MOST
    person: Callable[[Arguments], int | None] = lambda arguments: None
    what: Callable[[Arguments], str] = lambda arguments: ""


policies: Final[dict[str, Policy]] = {}
"""By the path of the task's function."""

PLAIN: Final = Policy()


def policy_of(path: str) -> Policy:
    return policies.get(path, PLAIN)


def background(
    *,
    tries: int = TRIES,
    first: float = FIRST,
    most: float = MOST,
    person: Callable[[Arguments], int | None] = PLAIN.person,
    what: Callable[[Arguments], str] = PLAIN.what,
    priority: int = 0,
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a task of a function. Call it with keyword arguments: `person` and `what` see those.

    What it raises is tried again, `tries` times in all, with pauses that double from `first` seconds up to `most`
    (`jobs.backoff`); then, or at once after `Hopeless`, it becomes a dead letter.
    """

    def wrap(function: Callable[P, T]) -> Task[P, T]:
        made = task(priority=priority)(function)
        policies[made.module_path] = Policy(tries, first, most, person, what)
        return made

    return wrap
