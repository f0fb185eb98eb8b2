"""Rooms in the admin: to look at. Changes go through the actions, so that everybody sees them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from rooms.models import Membership, Room


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows, and changes nothing: a write past the actions would not reach open connections."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Room)
class RoomAdmin(ReadOnlyAdmin):
    list_display = ("name", "visibility", "archived", "created_by", "created_at")
    list_filter = ("visibility", "archived")
    list_select_related = ("created_by",)
    search_fields = ("name", "topic")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("room", "user", "role", "joined_at", "removed_at")
    list_filter = ("role",)
    list_select_related = ("room", "user")
    search_fields = ("room__name", "user__username")
