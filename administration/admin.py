"""Rooms and reports in the admin, with what the staff may do to them: by appends, so that everybody sees it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext

from administration.actions import KeepRoom, SettleReport
from chat.models import Report
from realtime.admin import ReadOnlyAdmin
from realtime.append import Append
from realtime.commit import append
from realtime.errors import Refused
from rooms.models import Room


@admin.register(Room)
class RoomAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "kind", "visibility", "archived", "retention_days", "created_by", "created_at")
    list_filter = ("kind", "visibility", "archived", "posting", "created_at")
    list_select_related = ("created_by",)
    search_fields = ("name", "topic")
    actions = ("archive", "restore")

    @admin.action(description="Archive the selected rooms")
    def archive(self, request: HttpRequest, rooms: QuerySet[Room]) -> None:
        _each(self, request, rooms, lambda actor, room: KeepRoom(actor, room, archived=True))

    @admin.action(description="Bring the selected rooms back")
    def restore(self, request: HttpRequest, rooms: QuerySet[Room]) -> None:
        _each(self, request, rooms, lambda actor, room: KeepRoom(actor, room, archived=False))


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("room", "message", "reporter", "reason", "created_at", "resolved_at", "resolved_by")
    list_filter = (("resolved_at", admin.EmptyFieldListFilter),)
    list_select_related = ("room", "message", "reporter", "resolved_by")
    search_fields = ("reason", "body", "reporter__username", "room__name")
    actions = ("settle",)

    @admin.action(description="Settle the selected reports")
    def settle(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        _each(self, request, reports, SettleReport)


def _each(
    page: ReadOnlyAdmin, request: HttpRequest, rows: QuerySet[Any], make: Callable[[int, int], Append[Any]]
) -> None:
    """Do it to each; what is refused is said, the rest is done."""
    actor, done = request.user.pk, 0
    assert actor is not None
    for key in rows.values_list("pk", flat=True):
        try:
            append(make(actor, key))
            done += 1
        except Refused as refused:
            page.message_user(request, f"{key}: {refused.message}", messages.ERROR)
    page.message_user(request, ngettext("%d done.", "%d done.", done) % done, messages.SUCCESS)
