"""Comments: which passage of a document a thread of chat is about."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from comments.anchor import LONGEST_BASE64


class Comment(models.Model):
    """A thread about a passage. `message` is its first message, whose replies are the comment's; whoever deletes that
    message deletes the comment.

    `start` and `end` are Yjs relative positions (base64): they move with the text, and where it is gone the comment
    is an orphan and shown as such. `passage` stays what it was. What messages show of it (`extra.comment`) follows
    from here; both are written together.
    """

    document = models.ForeignKey("collab.Document", on_delete=models.CASCADE, related_name="comments")
    message = models.OneToOneField(
        "chat.Message", on_delete=models.CASCADE, related_name="comment", null=True, editable=False
    )
    passage = models.TextField(blank=True)
    start = models.CharField(max_length=LONGEST_BASE64, blank=True)
    end = models.CharField(max_length=LONGEST_BASE64, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )

    def __str__(self) -> str:
        return f"{self.pk} on document {self.document_id}"


class Margin(models.Model):
    """The place beside a document whose comments are not for all of its room: a room without members, in nobody's
    list. Its people are the document's (`comments.margins`). `document` is null when that was deleted for good; the
    room follows."""

    document = models.OneToOneField(
        "collab.Document", on_delete=models.SET_NULL, related_name="margin", null=True
    )
    room = models.OneToOneField("rooms.Room", on_delete=models.CASCADE, related_name="margin")

    def __str__(self) -> str:
        return f"room {self.room_id} of document {self.document_id}"
