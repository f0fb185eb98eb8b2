"""Rights in one document beyond what its room gives: to persons, and to whoever has a link."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from collab.models.documents import Document

HASH_LENGTH = 64
HINT_LENGTH = 4


class GrantRight(models.TextChoices):
    READ = "read", "Read"
    COMMENT = "comment", "Read and comment"
    EDIT = "edit", "Edit"
    MANAGE = "manage", "Manage"


class ShareLink(models.Model):
    """A link that opens a document, until it expires or is revoked.

    Of its token only the SHA-256 is kept, so that a stolen database opens nothing; `hint` is the token's end, to tell
    links apart. `password` is one of Django's hashes, "" for none. `uses` counts whom it let in, and the visits of
    people without an account.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True, editable=False)
    hint = models.CharField(max_length=HINT_LENGTH, editable=False)
    right = models.CharField(max_length=7, choices=GrantRight)
    password = models.CharField(max_length=128, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(name="link_right", condition=Q(right__in=("read", "comment", "edit"))),
        )
        indexes = (
            models.Index(
                fields=("expires_at",),
                name="link_expiry",
                condition=Q(expires_at__isnull=False, revoked_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"…{self.hint} to {self.document_id}"


class DocumentGrant(models.Model):
    """A right in one document, given to one person. `link`: they came by it, and the grant lives as long as it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="grants", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    right = models.CharField(max_length=7, choices=GrantRight)
    link = models.ForeignKey(
        ShareLink, on_delete=models.CASCADE, related_name="grants", null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(name="grant_right", condition=Q(right__in=GrantRight.values)),
            models.UniqueConstraint(fields=("document", "user"), name="one_grant", condition=Q(link=None)),
            models.UniqueConstraint(fields=("document", "user", "link"), name="one_grant_of_link"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.right} in {self.document_id}"
