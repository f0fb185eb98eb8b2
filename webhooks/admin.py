"""Webhooks in the admin: to look at, to switch off, and what was sent."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

import audit
from realtime.admin import ReadOnlyAdmin
from webhooks.models import Delivery, Webhook


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    list_display = ("url", "room", "document", "active", "created_by", "created_at")
    list_filter = ("active",)
    list_select_related = ("room", "document", "created_by")
    search_fields = ("url", "room__name", "created_by__username")
    fields = ("url", "room", "document", "events", "active", "created_by", "created_at", "seq")
    actions = ("switch_off",)

    @admin.action(description=_("Switch off"))
    def switch_off(self, request: HttpRequest, rows: QuerySet[Webhook]) -> None:
        for row in rows.filter(active=True):
            Webhook.objects.filter(pk=row.pk).update(active=False)
            audit.record(
                None, request.user.pk, "webhook.changed", room=row.room_id, target=row.url, active=False
            )


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("event", "webhook", "document", "state", "attempts", "status", "fault", "created_at")
    list_filter = ("state", "event")
    list_select_related = ("webhook",)
    search_fields = ("webhook__url", "fault")
