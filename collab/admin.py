"""Documents in the admin: to look at. Changes go through the actions, so that everybody sees them."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

import collab.quarantine_admin  # noqa: F401  (registers a page of its own)
from collab.actions.links import RevokeAnyLink
from collab.models import (
    Checkpoint,
    Departure,
    Document,
    DocumentFavourite,
    DocumentGrant,
    DocumentUpdate,
    DocumentVisit,
    Segment,
    ShareLink,
    Version,
)
from realtime.admin import ReadOnlyAdmin
from realtime.commit import append
from realtime.errors import Refused


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "room", "room_right", "template", "created_by", "updated_at", "trashed_at")
    list_filter = (
        "room_right",
        "template",
        ("trashed_at", admin.EmptyFieldListFilter),
        "created_at",
        "updated_at",
    )
    list_select_related = ("room", "created_by")
    search_fields = ("title", "text", "room__name", "created_by__username")


@admin.register(DocumentGrant)
class DocumentGrantAdmin(ReadOnlyAdmin):
    list_display = ("document", "user", "right", "by", "link", "created_at")
    list_filter = ("right", ("link", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("document", "user", "by", "link")
    search_fields = ("document__title", "user__username", "by__username")


@admin.register(ShareLink)
class ShareLinkAdmin(ReadOnlyAdmin):
    """Without the secret and the password, which nobody has but those who were told. To revoke is safe at any time."""

    list_display = (
        "document",
        "hint",
        "right",
        "created_by",
        "created_at",
        "expires_at",
        "revoked_at",
        "uses",
    )
    list_filter = ("right", ("revoked_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("document", "created_by")
    search_fields = ("document__title", "document__room__name", "created_by__username", "hint")
    exclude = ("token_hash", "password")
    actions = ("revoke",)

    @admin.action(description=_("Revoke the chosen links"))
    def revoke(self, request: HttpRequest, chosen: QuerySet[ShareLink]) -> None:
        """What people have by them ends at once."""
        rows = chosen.filter(revoked_at=None).values_list("pk", "document", "document__room")
        try:
            for link_id, document_id, room_id in rows:
                append(RevokeAnyLink(request.user.pk or 0, link_id, document_id, room_id))
        except Refused as refused:
            self.message_user(request, refused.message, messages.ERROR)


@admin.register(DocumentFavourite)
class DocumentFavouriteAdmin(ReadOnlyAdmin):
    list_display = ("document", "user", "created_at")
    list_select_related = ("document", "user")
    search_fields = ("document__title", "user__username")


@admin.register(DocumentVisit)
class DocumentVisitAdmin(ReadOnlyAdmin):
    list_display = ("document", "user", "at")
    list_filter = ("at",)
    list_select_related = ("document", "user")
    search_fields = ("document__title", "user__username")


@admin.register(Departure)
class DepartureAdmin(ReadOnlyAdmin):
    list_display = ("document", "room", "moved", "changed_seq")
    list_filter = ("moved",)
    list_select_related = ("room",)
    search_fields = ("room__name",)


@admin.register(DocumentUpdate)
class DocumentUpdateAdmin(ReadOnlyAdmin):
    list_display = ("document", "seq", "author", "created_at")
    list_select_related = ("document", "author")
    search_fields = ("document__title", "author__username")


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnlyAdmin):
    list_display = ("document", "seq")
    list_select_related = ("document",)
    search_fields = ("document__title",)


@admin.register(Segment)
class SegmentAdmin(ReadOnlyAdmin):
    list_display = ("document", "first_seq", "last_seq", "rows", "size", "first_at", "last_at")
    list_select_related = ("document",)
    search_fields = ("document__title",)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    list_display = ("document", "seq", "kind", "name", "created_by", "created_at")
    list_filter = ("kind", "created_at")
    list_select_related = ("document", "created_by")
    search_fields = ("document__title", "name")
