"""Pages of the staff."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from administration.access import staff_page
from administration.audit_view import audit_context
from administration.people_table import people_table
from administration.reports_table import reports_table
from administration.rooms_table import room_row, rooms_table
from audit.selectors import Wanted, audit_page
from rooms.selectors import members_of

RECENT = 20


@require_safe
@staff_page
def rooms_page(request: HttpRequest) -> HttpResponse:
    """All rooms: search, filters, sorting, and bulk archiving."""
    return render(request, "administration/rooms.html", {"table": rooms_table(request.GET)})


@require_safe
@staff_page
def room_page(request: HttpRequest, room_id: int) -> HttpResponse:
    """One room: settings, members, what was done in it."""
    row = room_row(room_id)
    if row is None:
        raise Http404
    members = members_of(room_id)
    context = {
        "room": row,
        "members": members,
        "lines": audit_page(Wanted(room=room_id), limit=RECENT).entries,
    }
    return render(request, "administration/room.html", context)


@require_safe
@staff_page
def people_page(request: HttpRequest) -> HttpResponse:
    """Everybody: search, filters, deactivating, staff and guests."""
    return render(request, "administration/people.html", {"table": people_table(request.GET)})


@require_safe
@staff_page
def audit_view(request: HttpRequest) -> HttpResponse:
    """Every administrative act, filtered, to be taken along as a file."""
    return render(request, "administration/audit.html", audit_context(request.GET))


@require_safe
@staff_page
def reports_page(request: HttpRequest) -> HttpResponse:
    """What people reported, open ones first."""
    return render(request, "administration/reports.html", {"table": reports_table(request.GET)})
