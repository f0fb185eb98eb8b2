"""What leaves the house: pushes to browsers and e-mail, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notifications.kinds import Way
from notifications.models.notification import Notification

FAULT_CHARS = 300


class Delivery(models.Model):
    """One notification to one person by push or e-mail. It is looked at again when it is due: what was read,
    recalled, or is on screen meanwhile is not sent (`skipped`, with the reason in `fault`).

    `sending` is written before the first byte leaves: whoever finds it later knows that it may have been sent.
    `reached`: the subscriptions that took a push, so that another try does not ask them again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "On its way"
        SENT = "sent", "Sent"
        SKIPPED = "skipped", "Not needed any more"
        FAILED = "failed", "Failed"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries", db_index=False)
    way = models.CharField(
        max_length=8, choices=[(Way.PUSH.value, Way.PUSH.value), (Way.EMAIL.value, Way.EMAIL.value)]
    )
    digest = models.BooleanField(default=False, help_text="Goes out with others in one mail")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=FAULT_CHARS, blank=True)
    reached = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["notification", "user", "way"], name="way_delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="way_delivery_due"
            ),
            models.Index(fields=["user", "-id"], name="delivery_of_person"),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="delivery_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} to {self.user_id} by {self.way}: {self.state}"


class PushSubscription(models.Model):
    """A browser that may be pushed to (Push API). `gone_at`: the push service said that it exists no more.

    `session`: SHA-256 of the key of the session it was made in, which takes it along when it is signed out.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    endpoint = models.TextField()
    endpoint_digest = models.CharField(max_length=64, unique=True, editable=False)
    p256dh = models.CharField(max_length=200)
    auth = models.CharField(max_length=100)
    session = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    label = models.CharField(max_length=120, blank=True, help_text="Which browser, in words")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=FAULT_CHARS, blank=True)

    def __str__(self) -> str:
        return f"{self.label or 'A browser'} of {self.user_id}"


class VapidKey(models.Model):
    """The key that push services know this installation by, where none is given by the environment. One row."""

    private_key = models.TextField(editable=False, help_text="32 bytes, base64url")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return "The key of web push"
