"""Broadcasts in the admin: to look at, and to take back. Writing and sending have pages of their own."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadcasts.actions import Recall
from broadcasts.models import Broadcast, Template
from realtime.admin import ReadOnlyAdmin
from realtime.commit import append
from realtime.errors import Refused


@admin.register(Broadcast)
class BroadcastAdmin(ReadOnlyAdmin):
    list_display = ("title", "state", "level", "sender", "send_at", "sent_at", "addressed", "reached", "busy")
    list_filter = ("state", "level", "busy")
    list_select_related = ("sender",)
    search_fields = ("title", "sender__username")
    date_hierarchy = "created_at"
    exclude = ("names",)
    actions = ("recall",)

    @admin.action(description=gettext_lazy("Take back from every inbox"), permissions=["view"])
    def recall(self, request: HttpRequest, chosen: QuerySet[Broadcast]) -> None:
        """As the person who is signed in, who is staff: each is told and written down."""
        actor = request.user.pk or 0  # the admin lets nobody in who is not signed in
        for row in chosen:
            try:
                append(Recall(actor, row.pk))
            except Refused as refusal:
                messages.warning(request, f"{row}: {refusal.message}")
            else:
                messages.success(request, _("“{title}” was taken back.").format(title=row))


@admin.register(Template)
class TemplateAdmin(ReadOnlyAdmin):
    list_display = ("name", "title", "level", "author", "updated_at")
    search_fields = ("name", "title")
