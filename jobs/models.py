"""The lease of the runner, and work that was given up."""

from django.conf import settings
from django.db import models
from django.utils import timezone

WHAT_CHARS = 200
REASON_CHARS = 500


class Lease(models.Model):
    """Which node does the due work: the `holder` of the row, until `until`. Whoever comes after that may take it.

    Rows called "worker <id>" say that a worker lives; what it has under way is its own until then.
    """

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=40)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


class DeadLetter(models.Model):
    """Background work that failed for the last time. Staff retry it, which enqueues it anew, or dismiss it.

    `task` is the path of its function; `person` whose work it was.
    """

    task = models.CharField(max_length=200, db_index=True)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    what = models.CharField(max_length=WHAT_CHARS, blank=True, help_text="What it was, in words")
    reason = models.CharField(max_length=REASON_CHARS, help_text="Why it failed the last time")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    attempts = models.PositiveIntegerField()
    failed_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.what or self.task}: {self.reason}"
