"""Comments in the admin: to look at."""

from django.contrib import admin

from comments.models import Comment, Margin
from realtime.admin import ReadOnlyAdmin


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("document", "passage", "created_at", "resolved_at", "resolved_by")
    list_select_related = ("document", "resolved_by")
    search_fields = ("passage", "document__title")
    show_full_result_count = False


@admin.register(Margin)
class MarginAdmin(ReadOnlyAdmin):
    list_display = ("document", "room")
    list_select_related = ("document", "room")
    search_fields = ("document__title",)
