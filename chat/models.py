"""Messages: the records of a room's stream."""

from typing import Final

from django.conf import settings
from django.db import models

CLIENT_ID_LENGTH: Final = 64


class Message(models.Model):
    """What somebody said. `created_seq` orders the history; `changed_seq` is stamped by every later change too.

    Deleting keeps the row without its text, as a tombstone, so that readers who were away learn of it. The
    sender's `client_id` is kept for ever, so that a retry after any time finds the first result.
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

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("room", "author", "client_id"), name="message_written_once"),
            models.UniqueConstraint(fields=("room", "created_seq"), name="message_place"),
        )
        indexes = (models.Index(fields=("room", "changed_seq"), name="message_changes"),)

    def __str__(self) -> str:
        return f"{self.room_id}#{self.created_seq}"
