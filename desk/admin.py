"""What people keep for themselves, in the admin: that it is there, not what they wrote."""

from django.contrib import admin

from desk.models import DocumentNotice, Draft, Notice, Reminder, Saved, Scheduled
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


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("reason", "room", "message_id", "notification")
    list_filter = ("reason",)
    list_select_related = ("room", "notification")
    search_fields = ("room__name",)
    fields = ("reason", "room", "message_id", "notification", "created_seq")


@admin.register(DocumentNotice)
class DocumentNoticeAdmin(ReadOnlyAdmin):
    list_display = ("document", "uid", "author", "user", "created_at", "done_at")
    list_select_related = ("document", "author", "user")
    search_fields = ("document__title", "author__username", "user__username")
