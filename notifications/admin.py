"""Notifications in the admin: to look at. Sending goes through the compose page or the API, which tell people."""

from django.contrib import admin

from notifications.models import InboxEntry, InboxMark, Notification
from realtime.admin import ReadOnlyAdmin


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("title", "audience", "room", "sender", "created_at")
    list_filter = ("audience",)
    list_select_related = ("room", "sender")
    search_fields = ("title", "sender__username")
    date_hierarchy = "created_at"


@admin.register(InboxEntry)
class InboxEntryAdmin(ReadOnlyAdmin):
    list_display = ("notification", "user", "read_at")
    list_filter = (("read_at", admin.EmptyFieldListFilter),)
    list_select_related = ("notification", "user")
    search_fields = ("notification__title", "user__username")


@admin.register(InboxMark)
class InboxMarkAdmin(ReadOnlyAdmin):
    list_display = ("user", "at")
    list_select_related = ("user",)
    search_fields = ("user__username",)
