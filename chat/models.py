"""Messages: the records of a room's stream, and what hangs on them."""

from typing import Final

from django.conf import settings
from django.db import models

CLIENT_ID_LENGTH: Final = 64
USERNAME_LENGTH: Final = 40
REASON_LENGTH: Final = 500


class Kind(models.TextChoices):
    TEXT = "text", "Text"
    ME = "me", "What somebody does (/me)"


class Everyone(models.TextChoices):
    NOBODY = "", "Nobody"
    ROOM = "room", "Everybody in the room"
    HERE = "here", "Everybody who is here"


class Message(models.Model):
    """What somebody said. `created_seq` orders the history; `changed_seq` is stamped by every later change too.

    Deleting keeps the row without its text, as a tombstone, so that readers who were away learn of it; it is the
    last change of a message. The sender's `client_id` is kept for ever, so that a retry after any time finds the
    first result.

    `root` is set on a reply in a thread. The JSON columns hold parts of the wire type as they are shown, so that
    a page of history needs no more queries; the room's stream is locked by whoever changes them.
    """

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    client_id = models.CharField(max_length=CLIENT_ID_LENGTH)
    created_seq = models.BigIntegerField()
    changed_seq = models.BigIntegerField()
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    # What follows is left out of the INSERT of a plain message: the database has the defaults.
    kind = models.CharField(max_length=4, choices=Kind, db_default=Kind.TEXT)
    root = models.ForeignKey("self", on_delete=models.CASCADE, related_name="+", null=True, db_index=False)
    everyone = models.CharField(max_length=4, choices=Everyone, blank=True, db_default=Everyone.NOBODY)
    mentions = models.JSONField(null=True)  # [username]
    reactions = models.JSONField(null=True)  # [{emoji, users: [username]}]
    replies = models.JSONField(null=True)  # {count, last_at, last_seq, people, locked}
    extra = models.JSONField(null=True)  # {files, poll, quote, previews, comment}
    pinned = models.CharField(max_length=USERNAME_LENGTH, blank=True, db_default="")
    pinned_at = models.DateTimeField(null=True)
    expired = models.BooleanField(db_default=False)  # deleted because the room keeps messages only so long

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("room", "author", "client_id"), name="message_written_once"),
            models.UniqueConstraint(fields=("room", "created_seq"), name="message_place"),
        )
        # All but the first are partial and cost a plain message nothing.
        indexes = (
            models.Index(fields=("room", "changed_seq"), name="message_changes"),
            models.Index(
                fields=("root", "created_seq"), condition=models.Q(root__isnull=False), name="message_thread"
            ),
            models.Index(
                fields=("room", "created_seq"),
                condition=~models.Q(everyone=""),
                name="message_to_everyone",
            ),
            models.Index(
                fields=("room", "pinned_at"),
                condition=models.Q(pinned_at__isnull=False),
                name="message_pinned",
            ),
            models.Index(
                fields=("room", "created_seq"), condition=models.Q(expired=True), name="message_expired"
            ),
        )

    def __str__(self) -> str:
        return f"{self.room_id}#{self.created_seq}"


class Mention(models.Model):
    """Somebody was named in a message of the room's timeline; for counting. `room` and `created_seq` are the
    message's."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    room_id = models.BigIntegerField()
    created_seq = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "user"), name="mentioned_once"),)
        indexes = (models.Index(fields=("user", "room_id", "created_seq"), name="mention_unread"),)

    def __str__(self) -> str:
        return f"{self.user_id} in message {self.message_id}"


class Edit(models.Model):
    """What a message said before it was edited; `at` is when it was said so."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="edits")
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"message {self.message_id} at {self.at:%Y-%m-%d %H:%M}"


class Follow(models.Model):
    """How somebody stands to a thread: whether they follow it and how far they have read it. A record of their
    inbox. Who stopped following keeps the row, so that a mention does not make them follow it again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    root = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+")
    following = models.BooleanField(default=True)
    read_seq = models.BigIntegerField(default=0)
    inbox_seq = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "root"), name="one_follow"),)
        indexes = (models.Index(fields=("user", "inbox_seq"), name="follow_inbox_changes"),)

    def __str__(self) -> str:
        return f"{self.user_id} and thread {self.root_id}"


class Report(models.Model):
    """Somebody told the moderators of a message. `body` is what it said then: it may be edited since."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+", db_index=False)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "reporter"), name="reported_once"),)
        indexes = (models.Index(fields=("room", "resolved_at", "id"), name="report_list"),)

    def __str__(self) -> str:
        return f"{self.reporter_id} on message {self.message_id}"


class Untold(models.Model):
    """A message whose mentions and followers were not told yet. The row is made with the message and goes when
    the telling is done; what is left after a crash is told by a job."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"message {self.message_id}"


class UntoldReaction(models.Model):
    """A message with a new reaction that its author was not told of yet; in the same way. `since`: the newest one."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"reactions to message {self.message_id}"
