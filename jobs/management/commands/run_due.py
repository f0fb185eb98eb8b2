"""`manage.py run_due`: one round of the due work, and the background tasks that are ready, for cron, tests and
curiosity. Servers do it by themselves."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jobs import lease
from jobs.registry import Job, jobs
from jobs.work import perform
from jobs.worker import work_off

LEASE_SECONDS = 600.0


class Command(BaseCommand):
    help = "Does every piece of due work once. A serving node that has the lease is left to do it, unless --force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="only these; without: all")
        parser.add_argument("--list", action="store_true", help="say what there is, and do nothing")
        parser.add_argument("--force", action="store_true", help="work beside the node that has the lease")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for job in sorted(jobs.values(), key=lambda each: each.name):
                self.stdout.write(f"{job.name}\tevery {job.seconds:g} s")
            return
        wanted = self._wanted(options["names"])
        me = f"run_due {secrets.token_hex(6)}"
        if not options["force"] and not lease.take(me, LEASE_SECONDS):
            self.stdout.write(f"Nothing to do here: {lease.holder() or 'another node'} does the due work.")
            return
        try:
            failed = [job.name for job in wanted if not perform(job)]
            tasks = 0 if options["names"] else work_off()
        finally:
            lease.give_back(me)
        if failed:
            raise CommandError(f"failed: {', '.join(failed)} (the log says why)")
        self.stdout.write(f"Done: {', '.join(job.name for job in wanted)}; {tasks} background tasks")

    def _wanted(self, names: list[str]) -> list[Job]:
        if unknown := set(names) - jobs.keys():
            raise CommandError(f"There is no due work called {', '.join(sorted(unknown))}.")
        return [jobs[name] for name in names] if names else list(jobs.values())
