"""The pages of documents: a room's list, and the editor. The content itself comes over the document's socket."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.selectors import person_of
from collab.access import document_for
from collab.selectors import document_info, documents_of, makers_of
from realtime.errors import Refused
from rooms.selectors import room_summary


@require_safe
@login_required
def list_page(request: HttpRequest, room_id: int) -> HttpResponse:
    """The documents of a room. A room one may not know of is a 404 like one that is not there."""
    assert isinstance(request.user, User)
    try:
        # The summary first: its cursor must not be newer than the list that is shown.
        room = room_summary(request.user.pk, room_id)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    boot = {
        "room": room.model_dump(mode="json"),
        "documents": [document.model_dump(mode="json") for document in documents_of(room_id)],
        "people": {name: person.model_dump(mode="json") for name, person in makers_of(room_id).items()},
    }
    return render(request, "collab/documents.html", {"room": room, "boot": boot})


@require_safe
@login_required
def document_page(request: HttpRequest, document_id: int) -> HttpResponse:
    """The editor, or the same page without its tools for those who may only read."""
    assert isinstance(request.user, User)
    try:
        row, standing = document_for(request.user.pk, document_id)
        room = room_summary(request.user.pk, row.room_id)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    document = document_info(row)
    boot = {
        "document": document.model_dump(mode="json"),
        "room": room.model_dump(mode="json"),
        "may_edit": "send" in standing.abilities,
    }
    context = {"document": document, "room": room, "maker": person_of(row.created_by), "boot": boot}
    return render(request, "collab/document.html", context)
