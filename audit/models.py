"""The entries of the audit log. They are written once and never changed."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

ACTION_LENGTH: Final = 60
TARGET_LENGTH: Final = 200


class AuditEntry(models.Model):
    """One administrative act. `actor` None: the system (a job, a command).

    `room` is a plain number: the entry outlives the room, and this app knows none.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    action = models.CharField(max_length=ACTION_LENGTH)
    room = models.BigIntegerField(null=True)
    target = models.CharField(max_length=TARGET_LENGTH, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "audit entries"
        # Read newest first by id; each filter has an index that ends in the id.
        indexes = (
            models.Index(fields=("room", "id"), name="audit_by_room"),
            models.Index(fields=("actor", "id"), name="audit_by_actor"),
            models.Index(fields=("action", "id"), name="audit_by_action"),
            models.Index(fields=("at",), name="audit_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
