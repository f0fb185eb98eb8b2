"""Documents: the records of a room's stream. Their content is in updates."""

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
