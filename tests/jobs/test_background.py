"""Background tasks: with the commit, tried again, given up, taken up again; and a worker that dies."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs import alive, dead
from jobs.models import DeadLetter, Lease
from jobs.running import claim, ready, run
from jobs.worker import Worker, wake, work_off
from tests.jobs import tasks
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    tasks.done.clear()
    tasks.hold.clear()
    yield
    tasks.hold.set()


def due_now() -> None:
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())


def work_off_all(rounds: int = 10) -> None:
    for _ in range(rounds):
        due_now()
        work_off()


def test_a_task_runs_once() -> None:
    result = tasks.plain.enqueue(name="a")
    assert work_off() == 1
    assert work_off() == 0
    assert len(tasks.done["a"]) == 1
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL and result.return_value == "did a"


def test_it_comes_with_the_commit_or_not_at_all() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tasks.plain.enqueue(name="lost")
        raise ZeroDivisionError
    assert work_off() == 0
    assert tasks.done == {}


def test_what_is_for_later_waits() -> None:
    tasks.plain.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(name="later")
    assert work_off() == 0
    due_now()
    assert work_off() == 1


def test_a_failure_is_tried_again_after_a_pause() -> None:
    tasks.shaky.enqueue(name="b", good_at=3)
    before = timezone.now()
    work_off(most=1)
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.READY and row.run_after > before
    assert "not yet" in row.traceback
    work_off_all()
    assert len(tasks.done["b"]) == 3
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert not DeadLetter.objects.exists()


def test_after_the_last_try_it_is_a_dead_letter() -> None:
    ann = person("ann")
    tasks.bad.enqueue(name="c", person=ann.pk)
    work_off_all()
    assert len(tasks.done["c"]) == 2
    letter = DeadLetter.objects.get()
    assert (letter.task, letter.what, letter.reason) == (
        "tests.jobs.tasks.bad",
        "Work for c",
        "it never works",
    )
    assert (letter.person, letter.attempts) == (ann, 2)
    assert DBTaskResult.objects.get(task_path=letter.task).status == TaskResultStatus.FAILED


def test_what_is_hopeless_is_not_tried_again() -> None:
    tasks.hopeless.enqueue(name="d")
    work_off_all()
    assert len(tasks.done["d"]) == 1
    assert DeadLetter.objects.get().reason == "there is no such thing"


def test_a_dead_letter_is_taken_up_once() -> None:
    tasks.bad.enqueue(name="e")
    work_off_all()
    letter = DeadLetter.objects.get()
    assert dead.retry([letter]) == 1
    assert dead.retry([letter]) == 0
    assert not DeadLetter.objects.exists()
    work_off_all()
    assert len(tasks.done["e"]) == 4, "two more tries"
    assert DeadLetter.objects.count() == 1


def test_a_task_that_is_not_there_any_more_is_buried_and_cannot_be_taken_up() -> None:
    tasks.plain.enqueue(name="f")
    DBTaskResult.objects.update(task_path="tests.jobs.tasks.was_here")
    for _ in range(10):
        due_now()
        work_off()
    letter = DeadLetter.objects.get()
    with pytest.raises(SuspiciousOperation, match="not there any more"):
        dead.retry([letter])
    assert DeadLetter.objects.filter(pk=letter.pk).exists(), "it is not lost by trying"


def test_listeners_hear_of_a_dead_letter_in_its_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, bool]] = []
    listener: dead.OnDead = lambda letter: heard.append(  # noqa: E731
        (letter.reason, transaction.get_connection().in_atomic_block)
    )
    monkeypatch.setattr(dead, "_listeners", [listener])
    tasks.hopeless.enqueue(name="g")
    work_off_all()
    assert heard == [("there is no such thing", True)]


def test_what_a_dead_worker_had_is_run_by_another() -> None:
    tasks.plain.enqueue(name="h")
    alive.renew("killed")
    assert claim("killed") is not None
    assert alive.recover() == 0, "its lease still runs"
    assert not ready()
    Lease.objects.filter(name="worker killed").update(until=timezone.now() - timedelta(seconds=1))
    assert alive.recover() == 1
    assert alive.recover() == 0
    work_off_all()
    assert len(tasks.done["h"]) == 1


def test_a_task_that_kills_its_worker_each_time_ends_as_a_dead_letter() -> None:
    tasks.bad.enqueue(name="i")
    for _ in range(2):
        due_now()
        assert claim("killed") is not None
        assert alive.recover() == 1
    assert DeadLetter.objects.get().reason == "The server stopped while this was under way."
    assert not ready()


def test_a_worker_that_stalled_past_its_lease_writes_nothing() -> None:
    tasks.plain.enqueue(name="j")
    stalled = claim("stalled")
    assert stalled is not None
    assert alive.recover() == 1
    due_now()
    other = claim("other")
    assert other is not None
    run(stalled)  # it did the work a second time: at least once
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING, "the row is the other's"
    run(other)
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


async def eventually(met: Callable[[], bool], what: str) -> None:
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(met):
            await asyncio.sleep(0.02)
    assert met(), what


async def test_a_serving_worker_is_woken_and_stops_in_order() -> None:
    worker = Worker(look=30)
    worker.start()
    await asyncio.to_thread(tasks.slow.enqueue, name="k")
    wake()
    await eventually(lambda: "k began" in tasks.done, "it was woken, not found by looking")
    await asyncio.to_thread(tasks.plain.enqueue, name="beside")
    await eventually(lambda: "beside" in tasks.done, "one slow task does not hold up another")
    stopping = asyncio.create_task(worker.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done(), "what is under way may end"
    await asyncio.to_thread(tasks.plain.enqueue, name="after")
    tasks.hold.set()
    await stopping
    assert "k ended" in tasks.done and "after" not in tasks.done
    found = await asyncio.to_thread(lambda: DBTaskResult.objects.successful().count())
    assert found == 2
    assert not await asyncio.to_thread(Lease.objects.filter(name__startswith="worker").exists)


async def test_two_workers_share_and_none_runs_twice() -> None:
    def enqueue() -> None:
        for number in range(30):
            tasks.plain.enqueue(name=f"n{number}")

    await asyncio.to_thread(enqueue)
    workers = [Worker(look=0.02), Worker(look=0.02)]
    for worker in workers:
        worker.start()
    await eventually(lambda: len(tasks.done) == 30, "all were run")
    for worker in workers:
        await worker.stop()
    assert {len(times) for times in tasks.done.values()} == {1}


def test_the_thread_that_looks_survives_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from jobs import worker as module

    calls = threading.Semaphore(0)

    def broken() -> bool:
        calls.release()
        raise RuntimeError("the database is away")

    monkeypatch.setattr(module, "ready", broken)
    worker = Worker(look=0.01)
    worker.start()
    assert calls.acquire(timeout=10) and calls.acquire(timeout=10)
    asyncio.run(worker.stop())
