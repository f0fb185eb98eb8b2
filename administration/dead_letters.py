"""HTTP API of dead letters: background work that was given up, for the staff to take up again or throw away."""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import SuspiciousOperation
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

import audit
from administration.access import staff
from jobs import dead
from jobs.models import DeadLetter
from realtime.errors import Refused
from realtime.wire import Result, Wire

router = Router(tags=["administration"])
PAGE = 50
AT_ONCE = 500


class DeadLetterInfo(Result):
    """`task` is the short name of what failed, `what` says it in words, `person` is whose work it was or ""."""

    id: int
    task: str
    what: str
    reason: str
    person: str
    attempts: int
    failed_at: datetime


class DeadLetterPage(Result):
    """The newest first; ask on with `before` = the last id. `total` is of all, `tasks` how many there are of each."""

    letters: list[DeadLetterInfo]
    total: int
    tasks: dict[str, int]
    more: bool


class DeadLetterFilter(Wire):
    before: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = PAGE
    task: str = ""


class RetryWish(Wire):
    """Only those of one task, or all."""

    task: str = ""


class Retried(Result):
    """How many were begun again, and how many are left."""

    retried: int
    left: int


@router.get("/dead-letters", response=DeadLetterPage, summary="Background work that was given up (staff)")
def get_dead_letters(request: HttpRequest, wanted: Query[DeadLetterFilter]) -> DeadLetterPage:
    staff(request)
    rows = _of_task(wanted.task).select_related("person").order_by("-pk")
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    found = list(rows[: wanted.limit + 1])
    tasks: dict[str, int] = {}
    for path, count in DeadLetter.objects.order_by().values_list("task").annotate(Count("pk")):
        tasks[short(path)] = tasks.get(short(path), 0) + count
    return DeadLetterPage(
        letters=[info(row) for row in found[: wanted.limit]],
        total=sum(tasks.values()),
        tasks=dict(sorted(tasks.items())),
        more=len(found) > wanted.limit,
    )


@router.post("/dead-letters/retry_all", response=Retried, summary="Begin all of them again (staff)")
def post_retry_all(request: HttpRequest, wish: RetryWish) -> Retried:
    """At most 500 at once, the oldest first; ask again while some are left."""
    actor = staff(request).user_id
    rows = list(_of_task(wish.task).order_by("pk")[:AT_ONCE])
    retried = sum(_retry(row, quietly=True) for row in rows)
    if retried:
        audit.record(None, actor, "job.retried", target=wish.task or "all", count=retried)
    return Retried(retried=retried, left=_of_task(wish.task).count())


@router.post("/dead-letters/{int:letter_id}/retry", response={204: None}, summary="Begin one again (staff)")
def post_retry(request: HttpRequest, letter_id: int) -> Status[None]:
    actor = staff(request).user_id
    row = _letter(letter_id)
    if not _retry(row, quietly=False):
        raise _missing()
    audit.record(None, actor, "job.retried", target=row.what or short(row.task))
    return Status(204, None)


@router.delete("/dead-letters/{int:letter_id}", response={204: None}, summary="Throw one away (staff)")
def delete_dead_letter(request: HttpRequest, letter_id: int) -> Status[None]:
    actor = staff(request).user_id
    row = _letter(letter_id)
    row.delete()
    audit.record(None, actor, "job.dismissed", target=row.what or short(row.task))
    return Status(204, None)


def short(path: str) -> str:
    return path.rpartition(".")[2]


def info(row: DeadLetter) -> DeadLetterInfo:
    return DeadLetterInfo(
        id=row.pk,
        task=short(row.task),
        what=row.what,
        reason=row.reason,
        person=row.person.username if row.person else "",
        attempts=row.attempts,
        failed_at=row.failed_at,
    )


def _of_task(name: str) -> QuerySet[DeadLetter]:
    rows = DeadLetter.objects.all()
    return rows.filter(task__endswith=f".{name}") if name else rows


def _retry(row: DeadLetter, *, quietly: bool) -> bool:
    try:
        return bool(dead.retry([row]))
    except SuspiciousOperation as error:
        if quietly:
            return False
        raise Refused(
            "conflict", _("This cannot be begun again: the program that did it is not there any more.")
        ) from error


def _letter(letter_id: int) -> DeadLetter:
    row = DeadLetter.objects.select_related("person").filter(pk=letter_id).first()
    if row is None:
        raise _missing()
    return row


def _missing() -> Refused:
    return Refused("not_found", _("There is no such dead letter. Somebody may have taken it up already."))
