"""What was said, once, whoever it is for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notifications.drafts import CLIENT_ID_CHARS, TITLE_CHARS, URL_CHARS
from notifications.kinds import GROUP_CHARS, KEY_CHARS, Kind, Level
from rooms.models import Room


class Audience(models.TextChoices):
    """Whom a notification is for."""

    EVERYONE = "everyone", "Everyone"
    ROOM = "room", "The members of a room"
    USER = "user", "One person"
    PEOPLE = "people", "Chosen people"


class Notification(models.Model):
    """One thing that was said to one or many.

    `key` says what it is about, so that nobody is told of the same thing twice ("message:55"; "" for what staff
    send); `group` what it is listed under ("room:3", "thread:55", "document:7"). `places` are the places whose
    rules apply, the nearest first. `place_seq`: where the message stands in its room, so that reading up to there
    reads this. `data`: the names that a sentence about it needs, so that everybody has it in their own language;
    `title` is that sentence in the installation's. `translations`: `{language: {"title", "body"}}`.
    """

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    kind = models.CharField(
        max_length=16, choices=[(kind.value, kind.value) for kind in Kind], default=Kind.ANNOUNCEMENT
    )
    key = models.CharField(max_length=KEY_CHARS, blank=True)
    group = models.CharField(max_length=GROUP_CHARS, blank=True)
    places = models.JSONField(default=list, blank=True)
    place_seq = models.BigIntegerField(default=0)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=TITLE_CHARS)
    body = models.TextField(blank=True, help_text="Markdown source")
    url = models.CharField(max_length=URL_CHARS, blank=True)
    data = models.JSONField(default=dict, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    level = models.CharField(
        max_length=8, choices=[(level.value, level.value) for level in Level], default=Level.NORMAL
    )
    wants_ack = models.BooleanField(default=False)
    client_id = models.CharField(max_length=CLIENT_ID_CHARS, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text="Dealt with: done for all who were told"
    )
    recalled_at = models.DateTimeField(null=True, blank=True, help_text="Taken back, or expired and told so")
    seq = models.BigIntegerField(
        default=0,
        editable=False,
        help_text="Where it appeared: sequence in announcements:all or in the one person's inbox; else 0",
    )
    changed_seq = models.BigIntegerField(
        default=0, editable=False, help_text="Of an announcement: where it was written, edited or taken back"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "client_id"], condition=~Q(client_id=""), name="notification_once"
            ),
            # Also the indices that find announcements by sequence.
            models.UniqueConstraint(
                fields=["seq"], condition=Q(audience="everyone"), name="announcement_seq_once"
            ),
            models.UniqueConstraint(
                fields=["changed_seq"], condition=Q(audience="everyone"), name="announcement_changed_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="notification_has_title"),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(audience="everyone"), name="announcement_newest"),
            models.Index(fields=["key", "kind"], condition=~Q(key=""), name="notification_key"),
            models.Index(fields=["-id"], condition=~Q(level="normal"), name="notification_loud"),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False, recalled_at__isnull=True),
                name="notification_expires",
            ),
        ]

    def __str__(self) -> str:
        return self.title
