"""When what is due. Pure: the clock comes in as a number of seconds."""

from collections.abc import Iterable

from jobs.registry import Job


class Schedule:
    """The next time of each job; all are due at the beginning. A job that is under way is not due again."""

    def __init__(self, jobs: Iterable[Job], now: float) -> None:
        self._next = {job.name: now for job in jobs}
        self._jobs = {job.name: job for job in jobs}
        self._under_way: set[str] = set()

    def due(self, now: float) -> list[Job]:
        """What is to be begun now, the longest overdue first."""
        names = [name for name, at in self._next.items() if at <= now and name not in self._under_way]
        return [self._jobs[name] for name in sorted(names, key=self._next.__getitem__)]

    def begun(self, job: Job) -> None:
        """The job is under way."""
        self._under_way.add(job.name)

    def ended(self, job: Job, now: float) -> None:
        """The job came to its end; its next time is counted from now, so that slow work never piles up."""
        self._under_way.discard(job.name)
        self._next[job.name] = now + job.seconds

    def wait(self, now: float, most: float) -> float:
        """Seconds until something is due, at most `most`."""
        times = [at for name, at in self._next.items() if name not in self._under_way]
        return max(0.0, min([most, *(at - now for at in times)]))
