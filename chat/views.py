"""The page of a room."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from chat.selectors import message_page
from realtime.errors import Refused
from rooms.selectors import members_of, room_summary


@require_safe
@login_required
def room_page(request: HttpRequest, room_id: int) -> HttpResponse:
    """The room, its newest messages and its members. A room one may not know of is a 404 like one that is not there."""
    assert isinstance(request.user, User)
    try:
        # The summary first: its cursor must not be newer than the messages that are shown.
        room = room_summary(request.user.pk, room_id)
        page = message_page(request.user.pk, room_id)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    boot = {
        "room": room.model_dump(mode="json"),
        "messages": [message.model_dump(mode="json") for message in page.messages],
        "more": page.more,
        "people": {name: person.model_dump(mode="json") for name, person in page.people.items()},
        "members": [member.model_dump(mode="json") for member in members_of(room_id)],
    }
    return render(request, "chat/room.html", {"room": room, "boot": boot})
