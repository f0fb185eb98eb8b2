"""What people keep for themselves, in the admin: that it is there, not what they wrote."""

from django.contrib import admin

from desk.models import DocumentMention, Draft, Reminder, Saved, Scheduled
from realtime.admin import ReadOnlyAdmin


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    list_display = ("user", "room", "updated_at")
    list_select_related = ("user", "room")
    search_fields = ("user__username", "room__name")
    fields = ("user", "room", "thread_id", "updated_at")


@admin.register(Saved)
class SavedAdmin(ReadOnlyAdmin):
    list_display = ("user", "message_id", "saved_at", "removed_at")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    fields = ("user", "message_id", "saved_at", "removed_at")


@admin.register(Scheduled)
class ScheduledAdmin(ReadOnlyAdmin):
    list_display = ("user", "room", "send_at", "state", "fault")
    list_filter = ("state",)
    list_select_related = ("user", "room")
    search_fields = ("user__username", "room__name", "fault")
    fields = ("user", "room", "send_at", "state", "fault", "claimed_at", "created_at")


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("user", "due_at", "state")
    list_filter = ("state",)
    list_select_related = ("user",)
    search_fields = ("user__username",)
    fields = ("user", "room", "message_id", "due_at", "state", "created_at")


@admin.register(DocumentMention)
class DocumentMentionAdmin(ReadOnlyAdmin):
    list_display = ("document", "uid", "author", "told", "created_at", "done_at")
    list_select_related = ("document", "author")
    search_fields = ("document__title", "author__username")
