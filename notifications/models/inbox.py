"""What became of notifications in each person's inbox.

An entry puts a notification into one person's inbox. An announcement to everybody has no entries: an entry is made
only when somebody does something with it, and one mark per person says "everything up to here is read", another
"seen". Sending to everybody therefore costs one row.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notifications.kinds import GROUP_CHARS, KEY_CHARS, Kind
from notifications.models.notification import Notification

_OPEN = Q(done_at__isnull=True, snoozed_until__isnull=True, removed_at__isnull=True)


class InboxEntry(models.Model):
    """A notification in one person's inbox; for an announcement only once that person has done something with it.

    Sequences are those of the stream `inbox:<user>`; `created_seq` is 0 for an announcement, which appeared in
    `announcements:all`. `key`, `group` and `kind` are the notification's. `count`: how many things this one stands
    for (messages of a conversation, reactions), of which the newest is told. `removed_at` is the tombstone: taken
    back, expired, or replaced by a newer one; it keeps its key, so that nothing is told again.

    `rank` says where it stands, the highest at the top: the notification's id, until it comes back from a snooze, for
    which it gets the next number that any notification could have had.

    Whoever changes an entry decides `read_at` anew: by its new `changed_seq` the mark "all read" no longer covers it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    notification = models.ForeignKey(Notification, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=16, default=Kind.ANNOUNCEMENT)
    key = models.CharField(max_length=KEY_CHARS, blank=True)
    group = models.CharField(max_length=GROUP_CHARS, blank=True)
    count = models.PositiveIntegerField(default=1)
    rank = models.BigIntegerField()
    created_seq = models.BigIntegerField()
    changed_seq = models.BigIntegerField()
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "inbox entries"
        constraints = [
            models.UniqueConstraint(fields=["user", "notification"], name="entry_once"),
            models.UniqueConstraint(fields=["user", "key"], condition=~Q(key=""), name="entry_key_once"),
        ]
        indexes = [
            models.Index(fields=["user", "changed_seq"], name="entry_changes"),
            # Counts are made of this one alone, without a look at the rows.
            models.Index(
                fields=["user", "changed_seq", "created_seq", "kind"],
                condition=Q(read_at__isnull=True) & _OPEN,
                name="entry_unread",
            ),
            models.Index(fields=["user", "rank", "kind"], condition=_OPEN, name="entry_open"),
            models.Index(fields=["user", "rank"], condition=Q(saved_at__isnull=False), name="entry_saved"),
            models.Index(fields=["user", "rank"], condition=Q(done_at__isnull=False), name="entry_done"),
            models.Index(fields=["user", "group", "rank"], name="entry_groups"),
            models.Index(
                fields=["snoozed_until"], condition=Q(snoozed_until__isnull=False), name="entry_snoozed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} for {self.user_id}"


class _Mark(models.Model):
    """`seq` is the mark's own sequence on `inbox:<user>`: it covers entries changed before it.
    `announcements_seq` covers `announcements:all` up to and including that sequence."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="%(class)s"
    )
    seq = models.BigIntegerField()
    announcements_seq = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class InboxMark(_Mark):
    """Everything in a person's inbox up to here is read."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="inbox_mark"
    )

    def __str__(self) -> str:
        return f"{self.user_id} read all up to {self.seq}"


class SeenMark(_Mark):
    """Everything in a person's inbox up to here was on their screen. By `created_seq`: a change is nothing new."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="seen_mark"
    )

    def __str__(self) -> str:
        return f"{self.user_id} saw all up to {self.seq}"
