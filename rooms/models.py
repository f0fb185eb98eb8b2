"""Rooms and who is in them.

Both are state-based records of the room's stream: `changed_seq` is the sequence of the newest change.
"""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

NAME_LENGTH: Final = 80
TOPIC_LENGTH: Final = 250
DESCRIPTION_LENGTH: Final = 2000
EMOJI_LENGTH: Final = 40
REASON_LENGTH: Final = 250
REQUEST_LENGTH: Final = 500
TOKEN_LENGTH: Final = 43


class Kind(models.TextChoices):
    ROOM = "room", "Room"
    DIRECT = "direct", "Direct messages of two people"
    GROUP = "group", "Direct messages of several people"
    MARGIN = "margin", "Comments on a document that stay beside it"


class Visibility(models.TextChoices):
    PUBLIC = "public", "Public: everybody signed in (but guests) can find, read and join it"
    PRIVATE = "private", "Private: only members know of it"


class Posting(models.TextChoices):
    EVERYONE = "everyone", "Everybody in the room may write"
    ADMINS = "admins", "Announcements: only admins and owners write"


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"
    GUEST = "guest", "Guest"


class Room(models.Model):
    """A place with people, messages and documents. `changed_seq` 0: unchanged since it was made.

    Direct and group rooms have no name; `people_key` (the sorted ids of who is in it, or NULL) finds the one of
    some people again. A margin has no members and is in nobody's list: who may do what there is asked of whoever made
    it (`rooms.hooks.use_margins`). `findable`: people outside of a private room see its name and topic and may ask to
    come in. `slow_mode`: seconds between two messages of a member, 0 for off. `retention_days` None: messages stay.
    `open_requests` counts the open `JoinRequest`s, so that every event can tell it without a query.
    """

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.ROOM)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    topic = models.CharField(max_length=TOPIC_LENGTH, blank=True)
    description = models.TextField(max_length=DESCRIPTION_LENGTH, blank=True)
    emoji = models.CharField(max_length=EMOJI_LENGTH, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility)
    findable = models.BooleanField(default=False)
    posting = models.CharField(max_length=8, choices=Posting, default=Posting.EVERYONE)
    slow_mode = models.PositiveIntegerField(default=0)
    retention_days = models.PositiveIntegerField(null=True, blank=True)
    archived = models.BooleanField(default=False)
    people_key = models.CharField(max_length=250, unique=True, null=True, blank=True, editable=False)
    open_requests = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_seq = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="room_visibility", condition=models.Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(name="room_posting", condition=models.Q(posting__in=Posting.values)),
            models.CheckConstraint(
                name="room_kind",
                condition=models.Q(kind=Kind.ROOM)
                | models.Q(
                    kind__in=(Kind.DIRECT, Kind.GROUP, Kind.MARGIN),
                    visibility=Visibility.PRIVATE,
                    findable=False,
                ),
            ),
        )
        indexes = (models.Index(fields=("visibility", "name"), name="room_directory"),)

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.pk}"


class Membership(models.Model):
    """A person in a room. Who left keeps a row with `removed_at` (the tombstone of the room's stream).

    It is a record of two streams: `changed_seq` counts in the room's (role, silence, leaving), `inbox_seq` (joined,
    left, role, favourite, place in the list) and `read_inbox_seq` (read marker) in the person's inbox. The marker
    has a number of its own, because a later reading must not hide an earlier joining from a reader who missed both.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=6, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    silenced_until = models.DateTimeField(null=True, blank=True)
    favourite = models.BooleanField(default=False)
    position = models.FloatField(null=True, blank=True)
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
            models.Index(
                fields=("silenced_until",),
                name="membership_silences",
                condition=models.Q(silenced_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id} as {self.role}"


class Invitation(models.Model):
    """A link that lets whoever has it into a room, until it expires, is used up or is revoked.

    The token is kept as it is, since the link is shown to the room's admins again.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, editable=False)
    role = models.CharField(max_length=6, choices=Role, default=Role.MEMBER)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    most_uses = models.PositiveIntegerField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="invitation_role", condition=models.Q(role__in=(Role.MEMBER, Role.GUEST))
            ),
            models.CheckConstraint(
                name="invitation_uses",
                condition=models.Q(most_uses=None) | models.Q(uses__lte=models.F("most_uses")),
            ),
        )

    def __str__(self) -> str:
        return f"to {self.room_id} as {self.role}"


class JoinRequest(models.Model):
    """Somebody asks to come into a private room that can be found."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=REQUEST_LENGTH, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("room", "user"), name="one_open_request", condition=models.Q(state="open")
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} to {self.room_id}: {self.state}"


class Ban(models.Model):
    """Somebody may not come back into a room, nor read it, until `until` (None: for ever) or until it is lifted."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("room", "user"), name="one_standing_ban", condition=models.Q(lifted_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} from {self.room_id}"
