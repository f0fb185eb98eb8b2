"""Who outside is told of documents, and what was sent to them."""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

URL_LENGTH: Final = 2000
SECRET_LENGTH: Final = 64
FAULT_LENGTH: Final = 300
EVENTS: Final = ("document.created", "document.updated", "document.removed")


class Webhook(models.Model):
    """An address that is told of a room's documents, or of one of them.

    `epoch` and `seq` say up to where the room's stream was followed. It is told what its maker may read, as long as
    they manage the room. `secret` signs what is sent, so it is kept as it is.
    """

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(
        "collab.Document", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    url = models.CharField(max_length=URL_LENGTH)
    secret = models.CharField(max_length=SECRET_LENGTH)
    events = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    epoch = models.CharField(max_length=16)
    seq = models.BigIntegerField()

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event for one webhook: waiting, sent, or given up ("dead") with what went wrong last.

    Changes of a document that come while its event waits are told with it: a receiver that is busy or away finds one
    event for each document, not one for each keystroke.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        DEAD = "dead", "Given up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="+", db_index=False)
    event = models.CharField(max_length=40)
    document = models.BigIntegerField()
    seq = models.BigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    status = models.IntegerField(null=True, blank=True)
    fault = models.CharField(max_length=FAULT_LENGTH, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = (
            models.UniqueConstraint(
                fields=("webhook", "document", "event"),
                condition=Q(state="waiting"),
                name="one_waiting_delivery",
            ),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=("webhook", "-created_at"), name="delivery_log"),
        )

    def __str__(self) -> str:
        return f"{self.event} of {self.document} to {self.webhook_id}"
