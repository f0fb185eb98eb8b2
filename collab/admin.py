"""Documents in the admin: to look at. Changes go through the actions, so that everybody sees them."""

from django.contrib import admin

from collab.models import Checkpoint, Document, DocumentUpdate
from realtime.admin import ReadOnlyAdmin


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "room", "created_by", "created_at", "updated_at")
    list_filter = ("created_at", "updated_at")
    list_select_related = ("room", "created_by")
    search_fields = ("title", "text", "room__name")


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
