"""Messages in the admin: to look at. Changes go through the actions, so that everybody sees them."""

from django.contrib import admin

from chat.models import Message
from rooms.admin import ReadOnlyAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("room", "author", "body", "created_at", "edited_at", "deleted_at")
    list_select_related = ("room", "author")
    search_fields = ("body", "author__username", "room__name")
    show_full_result_count = False
