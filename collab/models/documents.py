"""Documents: the records of a room's stream. Their content is in updates."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.limits import ICON_LENGTH, PLACE_LENGTH, TITLE_LENGTH


class RoomRight(models.TextChoices):
    """What a document says of the people of its room. Those who manage the room manage it all the same."""

    INHERIT = "", "As in the room"
    NONE = "none", "Nothing: only those it was given to see it"
    READ = "read", "Read"
    COMMENT = "comment", "Read and comment"
    EDIT = "edit", "Edit"


class Document(models.Model):
    """A document in a room: a record of the room's stream (`created_seq`, `changed_seq`).

    Its content is the `document:<id>` stream of updates. `text` is derived from it now and then, for search and
    lists; whoever needs the text of this moment asks `collab.content.now.text_now`.

    The pages of a room are a tree: `parent` (None: at the top) and `place`, the key that siblings are ordered by
    (`collab.ordering`). What was thrown away together has the same `trash_root` and comes back together.
    """

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=TITLE_LENGTH)
    icon = models.CharField(max_length=ICON_LENGTH, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="children", null=True, blank=True
    )
    place = models.CharField(max_length=PLACE_LENGTH, blank=True)
    template = models.BooleanField(default=False)
    room_right = models.CharField(max_length=7, choices=RoomRight, default=RoomRight.INHERIT, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    trash_root = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="trashed", null=True, blank=True, editable=False
    )
    created_seq = models.BigIntegerField(editable=False)
    changed_seq = models.BigIntegerField(editable=False)
    text = models.TextField(blank=True, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="document_room_right", condition=models.Q(room_right__in=RoomRight.values)
            ),
        )
        indexes = (
            models.Index(fields=("room", "changed_seq"), name="document_changes"),
            models.Index(
                fields=("trashed_at",),
                name="document_trash",
                condition=models.Q(trashed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def hidden(self) -> bool:
        """Whether the room's stream, which all of the room read, must not tell of it."""
        return self.room_right == RoomRight.NONE or self.trashed_at is not None
