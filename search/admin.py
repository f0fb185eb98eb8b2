"""The index in the admin: to look at. It is made by itself."""

from django.contrib import admin

from realtime.admin import ReadOnlyAdmin
from search.models import Entry, Position


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("kind", "object", "room", "author", "at", "seq")
    list_filter = ("kind",)
    list_select_related = ("room", "author")
    search_fields = ("folded",)
    show_full_result_count = False


@admin.register(Position)
class PositionAdmin(ReadOnlyAdmin):
    list_display = ("stream", "epoch", "seq")
    search_fields = ("stream",)
