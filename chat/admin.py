"""Messages in the admin: to look at. Changes go through the actions, so that everybody sees them."""

from django.contrib import admin

from chat.models import Edit, Follow, Mention, Message, Untold, UntoldReaction
from realtime.admin import ReadOnlyAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("room", "author", "body", "created_at", "edited_at", "deleted_at", "expired")
    list_filter = ("kind", "everyone", "expired")
    list_select_related = ("room", "author")
    search_fields = ("body", "author__username", "room__name")
    show_full_result_count = False


@admin.register(Edit)
class EditAdmin(ReadOnlyAdmin):
    list_display = ("message", "body", "at")
    list_select_related = ("message",)
    search_fields = ("body", "message__author__username")
    show_full_result_count = False


@admin.register(Follow)
class FollowAdmin(ReadOnlyAdmin):
    list_display = ("user", "room", "root", "following", "read_seq")
    list_filter = ("following",)
    list_select_related = ("user", "room", "root")
    search_fields = ("user__username", "room__name")


@admin.register(Mention)
class MentionAdmin(ReadOnlyAdmin):
    list_display = ("user", "message", "room_id")
    list_select_related = ("user", "message")
    search_fields = ("user__username",)
    show_full_result_count = False


@admin.register(Untold)
class UntoldAdmin(ReadOnlyAdmin):
    list_display = ("message", "since")
    list_select_related = ("message",)
    search_fields = ("message__author__username",)


@admin.register(UntoldReaction)
class UntoldReactionAdmin(ReadOnlyAdmin):
    list_display = ("message", "since")
    list_select_related = ("message",)
    search_fields = ("message__author__username",)
