"""Rooms and who is in them.

Both are state-based records of the room's stream: `changed_seq` is the sequence of the newest change.
"""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

NAME_LENGTH: Final = 80
TOPIC_LENGTH: Final = 250


class Visibility(models.TextChoices):
    PUBLIC = "public", "Public: everybody signed in can find, read and join it"
    PRIVATE = "private", "Private: only members know of it"


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"


class Room(models.Model):
    """A place with people, messages and documents. `changed_seq` 0: unchanged since it was made."""

    name = models.CharField(max_length=NAME_LENGTH)
    topic = models.CharField(max_length=TOPIC_LENGTH, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility)
    archived = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_seq = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="room_visibility", condition=models.Q(visibility__in=Visibility.values)
            ),
        )
        indexes = (models.Index(fields=("visibility", "name"), name="room_directory"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a room. Who left keeps a row with `removed_at` (the tombstone of the room's stream).

    It is a record of two streams: `changed_seq` counts in the room's (role, leaving), `inbox_seq` (joined, left,
    role) and `read_inbox_seq` (read marker) in the person's inbox. The marker has a number of its own, because a
    later reading must not hide an earlier joining from a reader who missed both.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=6, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_seq = models.BigIntegerField()
    inbox_seq = models.BigIntegerField()
    read_seq = models.BigIntegerField(default=0)
    read_inbox_seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("room", "user"), name="one_membership"),
            models.CheckConstraint(name="membership_role", condition=models.Q(role__in=Role.values)),
        )
        indexes = (
            models.Index(fields=("room", "changed_seq"), name="membership_room_changes"),
            models.Index(fields=("user", "inbox_seq"), name="membership_inbox_changes"),
            models.Index(fields=("user", "read_inbox_seq"), name="membership_read_changes"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id} as {self.role}"
