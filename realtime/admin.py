"""What the admin of every app begins with."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from realtime.models import Stream


class ReadOnlyAdmin(ModelAdmin):
    """Shows, and changes nothing: a write past the actions would not reach open connections. What may be done to
    rows is in `actions`, which make appends."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Stream)
class StreamAdmin(ReadOnlyAdmin):
    list_display = ("name", "epoch", "head")
    search_fields = ("name",)
