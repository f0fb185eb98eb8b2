"""The index: one row for each message and document that can be found, and how far each room's stream was followed.

It is derived: it can be dropped and made anew at any time (`manage.py search_index --anew`).
"""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

FLAGS: Final = ("link", "file", "image", "poll", "reaction", "pinned", "thread")
"""Columns that filters ask for. All but a few rows have none, so each index holds only the rows that do."""


class Kind(models.TextChoices):
    MESSAGE = "message", "Message"
    DOCUMENT = "document", "Document"


class Entry(models.Model):
    """Something that can be found: as it was at `seq` of its room's stream.

    `folded` and `tokens` (search.fold) are what words are compared with; what is shown is read from the object. The
    indexes over them belong to the database in use, see migration 0002.
    """

    kind = models.CharField(max_length=8, choices=Kind)
    object = models.BigIntegerField()
    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    seq = models.BigIntegerField()
    folded = models.TextField()
    tokens = models.TextField()
    link = models.BooleanField(default=False)
    file = models.BooleanField(default=False)
    image = models.BooleanField(default=False)
    poll = models.BooleanField(default=False)
    reaction = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    thread = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "object"), name="found_once"),)
        indexes = (
            models.Index(fields=("-at", "-id"), name="entry_newest"),
            models.Index(fields=("room", "-at", "-id"), name="entry_of_room"),
            models.Index(fields=("author", "-at", "-id"), name="entry_of_author"),
            *(
                models.Index(fields=("-at", "-id"), name=f"entry_{flag}", condition=Q(**{flag: True}))
                for flag in FLAGS
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object}"


class Position(models.Model):
    """How far the stream of a room was followed: written in the transaction that writes its entries."""

    stream = models.CharField(max_length=80, primary_key=True)
    epoch = models.CharField(max_length=16)
    seq = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.stream}@{self.epoch}:{self.seq}"
