"""What belongs to rooms in the admin: to look at. Changes go through the actions, so that everybody sees them.

Rooms themselves are in administration/admin.py, where what the staff may do to them is at hand.
"""

from django.contrib import admin

from realtime.admin import ReadOnlyAdmin
from rooms.models import Ban, Invitation, JoinRequest, Membership


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("room", "user", "role", "joined_at", "removed_at", "silenced_until")
    list_filter = ("role", ("removed_at", admin.EmptyFieldListFilter))
    list_select_related = ("room", "user")
    search_fields = ("room__name", "user__username")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Without the token: who has it can come in."""

    list_display = ("room", "role", "created_by", "created_at", "expires_at")
    list_filter = ("role", "created_at")
    list_select_related = ("room", "created_by")
    search_fields = ("room__name", "created_by__username")
    exclude = ("token",)


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin):
    list_display = ("room", "user", "state", "created_at")
    list_filter = ("state",)
    list_select_related = ("room", "user")
    search_fields = ("room__name", "user__username")


@admin.register(Ban)
class BanAdmin(ReadOnlyAdmin):
    list_display = ("room", "user", "until", "reason", "lifted_at")
    list_filter = (("lifted_at", admin.EmptyFieldListFilter),)
    list_select_related = ("room", "user")
    search_fields = ("room__name", "user__username", "reason")
