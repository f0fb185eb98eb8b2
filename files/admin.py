"""Files in the admin: to look at. They go with their messages."""

from django.contrib import admin

from files.models import File, FileUse
from realtime.admin import ReadOnlyAdmin


@admin.register(File)
class FileAdmin(ReadOnlyAdmin):
    list_display = ("name", "room", "uploader", "type", "size", "created_at", "claimed_at", "removed_at")
    list_filter = ("type", "created_at")
    list_select_related = ("room", "uploader")
    search_fields = ("name", "uploader__username", "room__name")
    show_full_result_count = False


@admin.register(FileUse)
class FileUseAdmin(ReadOnlyAdmin):
    list_display = ("file", "document")
    list_select_related = ("file",)
    search_fields = ("file__name",)
