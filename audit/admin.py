"""The audit log in the admin: to look at. Nobody changes what was written down."""

from django.contrib import admin

from audit.models import AuditEntry
from realtime.admin import ReadOnlyAdmin


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor", "action", "target", "room")
    list_filter = ("action", "at")
    list_select_related = ("actor",)
    search_fields = ("actor__username", "action", "target")
    date_hierarchy = "at"
