"""What people keep of documents, and what a room remembers of those that left it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.models.documents import Document


class DocumentFavourite(models.Model):
    """A document that a person wants at hand. A state-based record of their inbox's stream: what is wanted no more
    stays with `removed_at`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_seq = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "document"), name="one_favourite"),)
        indexes = (models.Index(fields=("user", "changed_seq"), name="favourite_changes"),)

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.document_id}"


class DocumentVisit(models.Model):
    """When a person had a document open last."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "document"), name="one_visit"),)
        indexes = (models.Index(fields=("user", "-at"), name="visit_recent"),)

    def __str__(self) -> str:
        return f"{self.user_id} at {self.document_id}"


class Departure(models.Model):
    """A document went to another room or was deleted: the tombstone of the room's stream. `document` is a plain
    number, for it outlives the document. `hidden`: the room did not know of it."""

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+", db_index=False)
    document = models.BigIntegerField()
    moved = models.BooleanField()
    hidden = models.BooleanField()
    changed_seq = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("room", "document"), name="one_departure"),)
        indexes = (models.Index(fields=("room", "changed_seq"), name="departure_changes"),)

    def __str__(self) -> str:
        return f"{self.document} from {self.room_id}"
