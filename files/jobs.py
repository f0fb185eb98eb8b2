"""Due work: what nobody sent, and what was taken away, leaves the storage."""

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from files.models import File, FileUse
from files.storage import drop
from jobs.registry import every

UNSENT_FOR: Final = timedelta(days=1)
AT_ONCE: Final = 200
"""Files of one call; the rest comes with the next."""


@every(60, "files.sweep")
def sweep() -> None:
    """Delete discarded files, and uploads that no message claimed and no document referred to for a day. A crash in
    between only delays."""
    used = Exists(FileUse.objects.filter(file=OuterRef("pk")))
    unsent = File.objects.filter(
        ~used, claimed_at=None, removed_at=None, created_at__lt=timezone.now() - UNSENT_FOR
    )
    unsent.update(removed_at=timezone.now())
    for file_id in list(File.objects.filter(gone()).values_list("pk", flat=True)[:AT_ONCE]):
        drop(file_id)  # first the content, so that none is ever without a row that knows it
        File.objects.filter(pk=file_id).delete()


def gone() -> Q:
    return Q(removed_at__isnull=False)
