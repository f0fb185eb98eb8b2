"""What is kept of a document's life: packed updates, versions, and why a document is shut."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.limits import TITLE_LENGTH
from collab.models.documents import Document


class Segment(models.Model):
    """The updates `first_seq`..`last_seq` of a document, packed without loss (`collab.history.packing`).

    They stand here instead of rows: never both. `rows` is how many, `size` the bytes of their updates.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", db_index=False)
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    rows = models.IntegerField()
    size = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "last_seq"), name="segment_place"),)

    def __str__(self) -> str:
        return f"{self.document_id}@{self.first_seq}-{self.last_seq}"


class Version(models.Model):
    """A moment of a document that somebody may want to see again: its content after the update `seq`."""

    class Kind(models.TextChoices):
        AUTO = "auto"
        NAMED = "named"
        RESTORE = "restore"
        IMPORT = "import"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=TITLE_LENGTH, blank=True)
    source = models.BigIntegerField(
        null=True, blank=True
    )  # of a restore: the sequence whose content came back
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "seq", "kind"), name="version_place"),)

    def __str__(self) -> str:
        return f"{self.document_id}@{self.seq} {self.kind}"


class Quarantine(models.Model):
    """Why a document is shut: it could not be loaded. Its bytes are kept; `released_at` says that it is open again.

    `seq` is the first update that could not be read, 0 when that is not known. `by` is who released it.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+", primary_key=True)
    reason = models.TextField()
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "quarantine"

    def __str__(self) -> str:
        return f"{self.document_id}: {self.reason}"
