"""Pages of rooms: the way in, and the directory."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from realtime.commit import append
from realtime.errors import Refused
from rooms.access import standings
from rooms.actions import FollowInvitation
from rooms.admission import invitation_of
from rooms.limits import spend_room_change
from rooms.models import Invitation
from rooms.selectors import directory, member_count, my_rooms


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
    """The rooms one may find, to search and join: the first page of them, as the API gives it."""
    assert isinstance(request.user, User)
    boot = directory(request.user.pk).model_dump(mode="json")
    return render(request, "rooms/directory.html", {"boot": boot})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_page(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation link leads: what room it is, and a button to come in. Strangers sign in or up first."""
    try:
        invitation = invitation_of(token)
        if request.method == "POST":
            return _follow(request, invitation)
    except Refused as refusal:
        return render(request, "rooms/join_refused.html", {"refusal": refusal}, status=refusal.status)
    return render(request, "rooms/join.html", _shown(request, invitation))


def _follow(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if not isinstance(request.user, User):
        return redirect_to_login(request.path)
    spend_room_change(request.user.pk)
    room = append(FollowInvitation(invitation.room_id, request.user.pk, invitation.token))
    return redirect("room", room_id=room.id)


def _shown(request: HttpRequest, invitation: Invitation) -> dict[str, object]:
    room = invitation.room
    pair = (request.user.pk, room.pk) if isinstance(request.user, User) else None
    mine = standings([pair]).get(pair) if pair else None
    inside = mine is not None and mine.role is not None
    return {"room": room, "invitation": invitation, "members": member_count(room.pk), "inside": inside}
