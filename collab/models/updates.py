"""The updates of documents, and checkpoints that make loading them fast."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.models.documents import Document


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
