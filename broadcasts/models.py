"""What staff send, from the first draft to the last reader, and texts to begin with."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notifications.drafts import CLIENT_ID_CHARS, TITLE_CHARS, URL_CHARS
from notifications.kinds import Level
from notifications.models import Notification

NAME_CHARS: Final = 80
ZONE_CHARS: Final = 64
FAULT_CHARS: Final = 300
LEVELS: Final = [(level.value, level.value) for level in Level]


class State(models.TextChoices):
    """Where a broadcast stands."""

    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    SENDING = "sending", "Going out"
    SENT = "sent", "Sent"
    RECALLED = "recalled", "Taken back"
    EXPIRED = "expired", "Expired"
    FAILED = "failed", "Failed"


class Round(models.TextChoices):
    """What those who have it in their inboxes are still to be told, in portions."""

    NONE = "", "Nothing"
    EDITED = "edited", "That it was edited"
    REMOVED = "removed", "That it is gone"


class Words(models.Model):
    """What broadcasts and templates share. `translations`: `{language: {"title", "body"}}`."""

    title = models.CharField(max_length=TITLE_CHARS, blank=True)
    body = models.TextField(blank=True, help_text="Markdown source")
    url = models.CharField(max_length=URL_CHARS, blank=True)
    level = models.CharField(max_length=8, choices=LEVELS, default=Level.NORMAL)
    wants_ack = models.BooleanField(default=False)
    translations = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Template(Words):
    """A text to begin with."""

    name = models.CharField(max_length=NAME_CHARS, unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Broadcast(Words):
    """What somebody sends to everybody or to some. `notification` is what of it is in people's inboxes.

    It goes out in portions, each one commit that also moves the mark where the next one begins, so that a crash
    leaves nobody out and tells nobody twice: `people_after` is the id of the last person whose inbox has it,
    `ways_after` that of the last one whose pushes and e-mails were decided, `round_after` the last entry that was told
    of an edit or a recall. `busy`: some of this is not at its end. A record of the stream `broadcasts:staff`;
    `deleted_at` is the tombstone of a draft.
    """

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    template = models.ForeignKey(Template, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    values = models.JSONField(default=dict, blank=True, help_text="What the sender's variables stand for")
    audience = models.JSONField(default=dict, blank=True)
    names = models.TextField(blank=True, help_text="An uploaded list of people")
    names_count = models.PositiveIntegerField(default=0)
    send_at = models.DateTimeField(null=True, blank=True)
    timezone = models.CharField(max_length=ZONE_CHARS, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    client_id = models.CharField(max_length=CLIENT_ID_CHARS, blank=True)
    notification = models.OneToOneField(
        Notification, models.SET_NULL, null=True, blank=True, related_name="broadcast"
    )
    addressed = models.PositiveIntegerField(default=0)
    reached = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=FAULT_CHARS, blank=True)
    busy = models.BooleanField(default=False, editable=False)
    people_after = models.BigIntegerField(default=0, editable=False)
    ways_after = models.BigIntegerField(default=0, editable=False)
    ways_done = models.BooleanField(default=False, editable=False)
    round = models.CharField(max_length=8, choices=Round, default=Round.NONE, blank=True, editable=False)
    round_after = models.BigIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(null=True, editable=False, help_text="When its progress was last told")
    changed_seq = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "client_id"], condition=~Q(client_id=""), name="broadcast_once"
            ),
        ]
        indexes = [
            models.Index(fields=["changed_seq"], name="broadcast_changes"),
            models.Index(fields=["state", "-id"], name="broadcast_states"),
            models.Index(fields=["send_at"], condition=Q(state="scheduled"), name="broadcast_due"),
            models.Index(fields=["id"], condition=Q(busy=True), name="broadcast_busy"),
        ]

    def __str__(self) -> str:
        return self.title or f"Broadcast {self.pk}"
