"""Documents that were shut, in the admin: what is stored of each, what of it fails, its bytes, and opening it again."""

import tempfile
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.actions.repair import restore, try_again
from collab.history import Unreadable
from collab.history.bundle import write_bundle
from collab.models import Quarantine
from collab.repair import inspect
from realtime.admin import ReadOnlyAdmin
from realtime.errors import Refused

CHANGE = "collab.change_quarantine"


@admin.register(Quarantine)
class QuarantineAdmin(ReadOnlyAdmin):
    list_display = ("document", "reason", "seq", "at", "released_at", "by")
    list_filter = (("released_at", admin.EmptyFieldListFilter), "at")
    list_select_related = ("document", "by")
    search_fields = ("document__title", "reason")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        mine = [
            path("<int:pk>/bytes/", view(self.bytes_view), name="collab_quarantine_bytes"),
            path("<int:pk>/try/", view(require_POST(self.try_view)), name="collab_quarantine_try"),
            path(
                "<int:pk>/restore/", view(require_POST(self.restore_view)), name="collab_quarantine_restore"
            ),
        ]
        return mine + cast("list[URLPattern]", super().get_urls())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What is stored, and what fails."""
        if request.method == "POST":
            raise PermissionDenied
        held = self._held(request, object_id)
        context = self.admin_site.each_context(request) | {
            "title": str(held.document),
            "held": held,
            "found": inspect(held.pk),
            "may_open": held.released_at is None and request.user.has_perm(CHANGE),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/collab/quarantine.html", context)

    def bytes_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """All bytes as a zip."""
        held = self._held(request, pk)
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        write_bundle(held.pk, file)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=f"document-{held.pk}.zip")

    def try_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open it if it can be loaded now."""
        held = self._held(request, pk, CHANGE)
        try:
            try_again(cast("int", request.user.pk), held.pk)
        except Unreadable as error:
            self.message_user(request, error.reason, messages.ERROR)
        except Refused as refused:
            self.message_user(request, refused.message, messages.ERROR)
        else:
            self.message_user(request, _("The document is open again."), messages.SUCCESS)
        return redirect("admin:collab_quarantine_change", held.pk)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open it with what can be read, up to the update that the form says (all, if it says none)."""
        held = self._held(request, pk, CHANGE)
        said = request.POST.get("upto", "").strip()
        try:
            if said and not (said.isascii() and said.isdigit() and len(said) < 19):
                raise Refused("invalid", _("There is no such update."), "upto")
            restore(cast("int", request.user.pk), held.pk, int(said) if said else None)
        except Refused as refused:
            self.message_user(request, refused.message, messages.ERROR)
        else:
            self.message_user(request, _("The document is open again."), messages.SUCCESS)
        return redirect("admin:collab_quarantine_change", held.pk)

    def _held(self, request: HttpRequest, pk: int | str, permission: str = "") -> Quarantine:
        if not self.has_view_permission(request) or (permission and not request.user.has_perm(permission)):
            raise PermissionDenied
        return get_object_or_404(Quarantine.objects.select_related("document", "by"), pk=pk)
