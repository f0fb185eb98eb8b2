"""Uploaded files. A row is made before its content is stored, so that nothing in the storage is without one."""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

NAME_LENGTH: Final = 200
TYPE_LENGTH: Final = 100


class File(models.Model):
    """A file in a room. It is its uploader's alone until a message claims it (then the room's) or a document
    refers to it (`FileUse`: then also of those who may read that document).

    `ready`: the content is stored whole. `removed_at`: gone for everybody; the sweep deletes the content, then the
    row. `type` is what the content looks like, never what the client said. `width` and `height` are as shown, after
    the EXIF orientation; null for what is
    not a picture, or one too large to be decoded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+")
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    size = models.BigIntegerField()
    type = models.CharField(max_length=TYPE_LENGTH)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    thumb = models.BooleanField(default=False)
    ready = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = (
            models.Index(
                fields=("created_at",), name="file_unsent", condition=models.Q(claimed_at__isnull=True)
            ),
            models.Index(
                fields=("removed_at",), name="file_removed", condition=models.Q(removed_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.name


class FileUse(models.Model):
    """A document refers to the file, or once did: its history may bring it back, so the file stays as long as the
    document. `document` is a number, as files know nothing of documents."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="uses")
    document = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("file", "document"), name="file_use"),)
        indexes = (models.Index(fields=("document",), name="file_use_document"),)

    def __str__(self) -> str:
        return f"{self.file_id} in document {self.document}"
