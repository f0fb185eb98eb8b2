"""What staff sent, and what became of it in each person's inbox.

A notification is written once, whoever it is for. An entry puts it into one person's inbox. An announcement
to everybody has no entries: an entry is made only when somebody reads it on its own, and one mark per person
says "everything up to here is read". Sending to everybody therefore costs one row.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notifications.drafts import CLIENT_ID_CHARS, TITLE_CHARS, URL_CHARS
from rooms.models import Room


class Audience(models.TextChoices):
    """Whom a notification is for."""

    EVERYONE = "everyone", "Everyone"
    ROOM = "room", "The members of a room"
    USER = "user", "One person"


class Notification(models.Model):
    """One thing that was said to one or many."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=TITLE_CHARS)
    body = models.TextField(blank=True, help_text="Markdown source")
    url = models.CharField(max_length=URL_CHARS, blank=True)
    client_id = models.CharField(max_length=CLIENT_ID_CHARS, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    seq = models.BigIntegerField(
        default=0,
        editable=False,
        help_text="Where it appeared: sequence in announcements:all or in the one person's inbox; 0 for a room",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "client_id"], condition=~Q(client_id=""), name="notification_once"
            ),
            # Also the index that finds announcements by sequence.
            models.UniqueConstraint(
                fields=["seq"], condition=Q(audience="everyone"), name="announcement_seq_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="notification_has_title"),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(audience="everyone"), name="announcement_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class InboxEntry(models.Model):
    """A notification in one person's inbox; for an announcement only once that person has read it.

    Sequences are those of the stream `inbox:<user>`; `created_seq` is 0 for an announcement, which appeared in
    `announcements:all`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    notification = models.ForeignKey(Notification, models.CASCADE, related_name="entries")
    created_seq = models.BigIntegerField()
    changed_seq = models.BigIntegerField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "inbox entries"
        constraints = [
            models.UniqueConstraint(fields=["user", "notification"], name="entry_once"),
        ]
        indexes = [
            models.Index(fields=["user", "changed_seq"], name="entry_changes"),
            models.Index(
                fields=["user", "changed_seq"], condition=Q(read_at__isnull=True), name="entry_unread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} for {self.user_id}"


class InboxMark(models.Model):
    """Everything in a person's inbox up to here is read.

    `seq` is the mark's own sequence on `inbox:<user>`: entries changed before it are read.
    `announcements_seq` covers `announcements:all` up to and including that sequence.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="inbox_mark"
    )
    seq = models.BigIntegerField()
    announcements_seq = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id} read all up to {self.seq}"
