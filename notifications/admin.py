"""Notifications in the admin: to look at. What people see live is written by the pages and the API, which tell them."""

from django.contrib import admin

from notifications.models import (
    Delivery,
    InboxEntry,
    InboxMark,
    Notification,
    PlaceRule,
    Preferences,
    PushSubscription,
    SeenMark,
    VapidKey,
    Watchword,
)
from realtime.admin import ReadOnlyAdmin


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "audience", "level", "room", "sender", "created_at", "recalled_at")
    list_filter = ("kind", "audience", "level", ("recalled_at", admin.EmptyFieldListFilter))
    list_select_related = ("room", "sender")
    search_fields = ("title", "sender__username", "key")
    date_hierarchy = "created_at"


@admin.register(InboxEntry)
class InboxEntryAdmin(ReadOnlyAdmin):
    list_display = ("notification", "user", "kind", "read_at", "done_at", "snoozed_until", "removed_at")
    list_filter = (
        "kind",
        ("read_at", admin.EmptyFieldListFilter),
        ("done_at", admin.EmptyFieldListFilter),
        ("removed_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("notification", "user")
    search_fields = ("notification__title", "user__username", "group")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("notification", "user", "way", "state", "digest", "due_at", "attempts", "fault")
    list_filter = ("state", "way", "digest")
    list_select_related = ("notification", "user")
    search_fields = ("notification__title", "user__username")


@admin.register(PushSubscription)
class PushSubscriptionAdmin(ReadOnlyAdmin):
    """Its keys would let somebody push in our name, and the endpoint is a secret of the browser's."""

    list_display = ("label", "user", "created_at", "used_at", "gone_at")
    fields = ("label", "user", "created_at", "used_at", "gone_at", "fault")
    list_select_related = ("user",)
    search_fields = ("user__username",)


class _OfPerson(ReadOnlyAdmin):
    list_select_related = ("user",)
    search_fields = ("user__username",)


@admin.register(InboxMark)
class InboxMarkAdmin(_OfPerson):
    list_display = ("user", "at")


@admin.register(SeenMark)
class SeenMarkAdmin(_OfPerson):
    list_display = ("user", "at")


@admin.register(Preferences)
class PreferencesAdmin(_OfPerson):
    list_display = ("user", "changed_seq")


@admin.register(PlaceRule)
class PlaceRuleAdmin(_OfPerson):
    list_display = ("user", "place", "volume")
    list_filter = ("volume",)


@admin.register(Watchword)
class WatchwordAdmin(ReadOnlyAdmin):
    list_display = ("word", "user")
    list_select_related = ("user",)
    search_fields = ("word", "user__username")


@admin.register(VapidKey)
class VapidKeyAdmin(ReadOnlyAdmin):
    """That there is one, and since when; never the key."""

    list_display = ("__str__", "created_at")
    search_fields = ("created_at",)
    fields = ("created_at",)
