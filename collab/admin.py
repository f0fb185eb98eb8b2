"""Documents in the admin: to look at. Changes go through the actions, so that everybody sees them."""

from django.contrib import admin

from collab.models import Document
from rooms.admin import ReadOnlyAdmin


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "room", "created_by", "created_at", "updated_at")
    list_select_related = ("room", "created_by")
    search_fields = ("title", "text", "room__name")
