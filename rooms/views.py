"""Pages of rooms: the way in, and the directory."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from rooms.selectors import directory, my_rooms


@require_safe
@login_required
def home_page(request: HttpRequest) -> HttpResponse:
    """To the first room with something unread, else the first one; the empty workspace if there is none."""
    assert isinstance(request.user, User)
    rooms = [room for room in my_rooms(request.user.pk) if not room.archived]
    if not rooms:
        return render(request, "rooms/welcome.html")
    return redirect("room", room_id=next((room for room in rooms if room.unread), rooms[0]).id)


@require_safe
@login_required
def directory_page(request: HttpRequest) -> HttpResponse:
    """Every room one may find, to search and join."""
    assert isinstance(request.user, User)
    boot = {"rooms": [room.model_dump(mode="json") for room in directory(request.user.pk)]}
    return render(request, "rooms/directory.html", {"boot": boot})
