"""The runner: one node works, another takes over, errors end nothing, a stop is in order."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from jobs import lease, metrics
from jobs.models import Lease
from jobs.registry import Job, jobs
from jobs.runner import Runner
from realtime.db import in_db

pytestmark = pytest.mark.django_db(transaction=True)
Register = Callable[[str, float, Callable[[], None]], None]


@pytest.fixture
def only() -> Iterator[Register]:
    """Registers work; nothing else is there meanwhile."""
    kept = dict(jobs)
    jobs.clear()

    def register(name: str, seconds: float, work: Callable[[], None]) -> None:
        jobs[name] = Job(name, seconds, work)

    yield register
    jobs.clear()
    jobs.update(kept)


class Calls:
    """Counts calls, on whatever thread, and lets a test wait for them."""

    def __init__(self) -> None:
        self.count = 0
        self._more = threading.Condition()

    def __call__(self) -> None:
        with self._more:
            self.count += 1
            self._more.notify_all()
        connections.close_all()

    async def reach(self, count: int) -> None:
        def wait() -> bool:
            with self._more:
                return self._more.wait_for(lambda: self.count >= count, timeout=10)

        assert await asyncio.to_thread(wait), f"only {self.count} of {count} calls came"


async def test_work_is_done_again_and_again(only: Register) -> None:
    calls = Calls()
    only("test count", 0.02, calls)
    runner = Runner()
    runner.start()
    await calls.reach(3)
    await runner.stop()
    assert not runner.leads
    after = calls.count
    await asyncio.sleep(0.1)
    assert calls.count == after, "nothing is begun after the stop"


async def test_an_error_ends_neither_the_work_nor_the_runner(
    only: Register, caplog: pytest.LogCaptureFixture
) -> None:
    calls, bad = Calls(), Calls()

    def fail() -> None:
        bad()
        raise RuntimeError("this is what broke")

    only("test fail", 0.02, fail)
    only("test count", 0.02, calls)
    failed = metrics.RUNS.labels("test fail", "failed")._value.get()
    runner = Runner()
    runner.start()
    await bad.reach(2)
    await calls.reach(2)
    await runner.stop()
    assert "this is what broke" in caplog.text
    assert metrics.RUNS.labels("test fail", "failed")._value.get() >= failed + 2


async def test_one_node_works_and_the_other_takes_over_when_it_stops(only: Register) -> None:
    calls = Calls()
    only("test count", 0.02, calls)
    first, second = Runner(lease_seconds=0.6), Runner(lease_seconds=0.6)
    first.start()
    await calls.reach(1)
    second.start()
    await calls.reach(calls.count + 5)
    assert first.leads and not second.leads
    await first.stop()
    await calls.reach(calls.count + 2)
    assert second.leads and not first.leads
    await second.stop()


async def test_a_node_that_died_is_followed_when_its_lease_ends(only: Register) -> None:
    calls = Calls()
    only("test count", 0.02, calls)
    assert await in_db(lease.take, "dead", 0.5)
    runner = Runner(lease_seconds=0.3)
    runner.start()
    await calls.reach(1)
    row = await in_db(Lease.objects.get)
    assert row.holder == runner.node
    await runner.stop()


async def test_a_stop_waits_for_work_under_way(only: Register) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        assert go_on.wait(10)
        ended.set()

    only("test slow", 60, slow)
    runner = Runner()
    runner.start()
    assert await asyncio.to_thread(begun.wait, 10)
    stopping = asyncio.create_task(runner.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    go_on.set()
    await stopping
    assert ended.is_set()
    assert await in_db(lease.holder) is None, "the lease was given back"


async def test_long_work_does_not_hold_up_the_rest(only: Register) -> None:
    calls, go_on = Calls(), threading.Event()

    def wait() -> None:
        go_on.wait(10)

    only("test slow", 60, wait)
    only("test count", 0.02, calls)
    runner = Runner()
    runner.start()
    await calls.reach(4)
    go_on.set()
    await runner.stop()


def test_the_lease_is_of_one() -> None:
    assert lease.take("a") and lease.take("a") and not lease.take("b")
    assert lease.holder() == "a"
    lease.give_back("b")
    assert lease.holder() == "a"
    lease.give_back("a")
    assert lease.take("b") and not lease.take("a")
    Lease.objects.update(until=timezone.now())
    assert lease.take("a")


def test_one_round_by_command(only: Register, capsys: pytest.CaptureFixture[str]) -> None:
    calls = Calls()
    only("test count", 60, calls)
    only("test other", 60, lambda: None)
    call_command("run_due")
    assert calls.count == 1 and lease.holder() is None
    call_command("run_due", "test other")
    assert calls.count == 1
    lease.take("a server")
    call_command("run_due")
    assert calls.count == 1 and "a server" in capsys.readouterr().out
    call_command("run_due", "--force")
    assert calls.count == 2
    with pytest.raises(CommandError, match="nonsense"):
        call_command("run_due", "nonsense")


def test_a_round_that_fails_says_so(only: Register) -> None:
    def fail() -> None:
        raise RuntimeError("no")

    calls = Calls()
    only("test fail", 60, fail)
    only("test count", 60, calls)
    with pytest.raises(CommandError, match="test fail"):
        call_command("run_due")
    assert calls.count == 1 and lease.holder() is None
