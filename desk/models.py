"""What a person keeps for themself: drafts, saved messages, scheduled messages, reminders.

All are state-based records of the stream `inbox:<user>`: `changed_seq` is the sequence of the newest change, and what
is gone stays as a tombstone (an empty draft, `removed_at`, the state "cancelled"), so that every tab learns of it.
"""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from chat.models import CLIENT_ID_LENGTH

FAULT_LENGTH: Final = 300
REMINDER_LENGTH: Final = 500


class Draft(models.Model):
    """A message that was begun, in a room or in a thread of it. An empty body is the tombstone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("chat.Message", on_delete=models.CASCADE, null=True, related_name="+")
    body = models.TextField(blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    changed_seq = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "room"), condition=Q(thread__isnull=True), name="one_draft_per_room"
            ),
            models.UniqueConstraint(
                fields=("user", "thread"), condition=Q(thread__isnull=False), name="one_draft_per_thread"
            ),
        )
        indexes = (models.Index(fields=("user", "changed_seq"), name="draft_changes"),)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id}/{self.thread_id}"


class Saved(models.Model):
    """A message that somebody keeps for later."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    message = models.ForeignKey("chat.Message", on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_seq = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "saved messages"
        constraints = (models.UniqueConstraint(fields=("user", "message"), name="saved_once"),)
        indexes = (
            models.Index(fields=("user", "changed_seq"), name="saved_changes"),
        )  # and the list, newest first

    def __str__(self) -> str:
        return f"{self.message_id} of {self.user_id}"


class Scheduled(models.Model):
    """A message that is to be sent at `send_at`. It is sent with its `client_id`, and therefore once for ever.

    `claimed_at`: the sending has begun; from then on it can neither be changed nor cancelled. `fault` says why it
    failed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("chat.Message", on_delete=models.CASCADE, null=True, related_name="+")
    body = models.TextField(blank=True)
    client_id = models.CharField(max_length=CLIENT_ID_LENGTH)
    send_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    fault = models.CharField(max_length=FAULT_LENGTH, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_seq = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "scheduled messages"
        constraints = (
            models.UniqueConstraint(fields=("user", "room", "client_id"), name="scheduled_once"),
            models.CheckConstraint(
                name="scheduled_state",
                condition=Q(state__in=("waiting", "sent", "failed", "cancelled")),
            ),
        )
        indexes = (
            models.Index(fields=("user", "changed_seq"), name="scheduled_changes"),
            models.Index(fields=("send_at",), condition=Q(state="waiting"), name="scheduled_due"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id} at {self.send_at:%F %H:%M}"


class Reminder(models.Model):
    """A word to oneself at `due_at`, about a message or about anything. When it is due it becomes a notification."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    message = models.ForeignKey(
        "chat.Message", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = models.CharField(max_length=REMINDER_LENGTH, blank=True)
    client_id = models.CharField(max_length=CLIENT_ID_LENGTH, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_seq = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "client_id"), condition=~Q(client_id=""), name="reminder_once"
            ),
            models.CheckConstraint(
                name="reminder_state", condition=Q(state__in=("waiting", "done", "cancelled"))
            ),
        )
        indexes = (
            models.Index(fields=("user", "changed_seq"), name="reminder_changes"),
            models.Index(fields=("due_at",), condition=Q(state="waiting"), name="reminder_due"),
        )

    def __str__(self) -> str:
        return f"{self.text} at {self.due_at:%F %H:%M}"


class DocumentMention(models.Model):
    """A mention in a document that is to be told (`uid`: one mention is told once, for ever).

    Noted in the commit of the edit; `done_at` is set when it was told, or when there was nobody to tell.
    """

    document = models.ForeignKey(
        "collab.Document", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    uid = models.CharField(max_length=120)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "uid"), name="document_notice_once"),)
        indexes = (
            models.Index(fields=("created_at",), condition=Q(done_at=None), name="document_notice_due"),
        )

    def __str__(self) -> str:
        return f"{self.uid} in {self.document_id}"
