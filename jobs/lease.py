"""The lease: one row says which node does the due work. Clocks of nodes may differ by a few seconds; what is done
twice because of it is decided under the locks of the appends."""

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from jobs.models import Lease

NAME: Final = "due work"
SECONDS: Final = 15.0
"""How long a lease lives without renewal: after a crash the due work waits at most so long."""


def take(holder: str, seconds: float = SECONDS) -> bool:
    """Take or renew the lease for `seconds`; whether this holder has it now."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    free = Lease.objects.filter(Q(holder=holder) | Q(until__lte=now), name=NAME)
    if free.update(holder=holder, until=until):
        return True
    if Lease.objects.filter(name=NAME).exists():
        return False
    # The very first time; of several that try, one row is made.
    Lease.objects.bulk_create([Lease(name=NAME, holder=holder, until=until)], ignore_conflicts=True)
    return Lease.objects.filter(name=NAME, holder=holder).exists()


def give_back(holder: str) -> None:
    """End the lease if this holder has it, so that another node need not wait."""
    Lease.objects.filter(name=NAME, holder=holder).update(until=timezone.now())


def holder() -> str | None:
    """Who has a lease that lives."""
    found = Lease.objects.filter(name=NAME, until__gt=timezone.now()).first()
    return found.holder if found is not None else None
