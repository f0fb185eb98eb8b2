"""Documents, their updates, and checkpoints that make loading them fast."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.limits import TITLE_LENGTH


class Document(models.Model):
    """A document in a room: a record of the room's stream (`created_seq`, `changed_seq`).

    Its content is the `document:<id>` stream of updates. `text` is derived from it now and then, for search and
    lists; whoever needs the text of this moment asks `collab.content.text_now`.
    """

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=TITLE_LENGTH)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    created_seq = models.BigIntegerField(editable=False)
    changed_seq = models.BigIntegerField(editable=False)
    text = models.TextField(blank=True, editable=False)

    class Meta:
        indexes = (models.Index(fields=("room", "changed_seq"), name="document_changes"),)

    def __str__(self) -> str:
        return self.title


class DocumentUpdate(models.Model):
    """One Yjs update (v1 encoding) as a client sent it. Rows are never changed or deleted: they are the history."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    data = models.BinaryField()
    # No index of its own: this is the hottest INSERT of documents, and nobody asks by author.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    connection = models.CharField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "seq"), name="update_place"),)

    def __str__(self) -> str:
        return f"{self.document_id}@{self.seq}"


class Checkpoint(models.Model):
    """A document's whole state after the update `seq`: a load starts here. It adds to the updates and replaces none.

    `owners` says which person each Yjs client id belongs to; `size` is the bytes of all updates up to `seq`.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    state = models.BinaryField()
    owners = models.JSONField(default=dict)
    size = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "seq"), name="checkpoint_place"),)

    def __str__(self) -> str:
        return f"{self.document_id}@{self.seq}"
