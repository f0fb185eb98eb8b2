"""The page of a room."""

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from chat.selectors import comment_of, message_of, people_in, piece_of, readable_message, thread_of_message
from realtime.errors import Refused
from rooms.events import RoomSummary
from rooms.models import Kind, Room
from rooms.selectors import members_of, room_summary

MEMBERS_IN_PAGE: Final = 300
"""In a larger room the page asks for the members once it is there: 5,000 of them are more than a megabyte."""


@require_safe
@login_required
def room_page(request: HttpRequest, room_id: int, message_id: int | None = None) -> HttpResponse:
    """The room, its newest messages (or those around `message_id`, a permalink) and its members.

    A room one may not know of is a 404 like one that is not there, and so is a message that is not in the room.
    """
    assert isinstance(request.user, User)
    if message_id is None and (asked := request.GET.get("message", "")).isdecimal() and len(asked) < 19:
        return redirect("message", room_id, int(asked))
    if where := beside(request.user.pk, room_id, message_id):
        return redirect(where)
    try:
        # The summary first: whoever gets it may read the room, and its cursor must not be newer than the messages.
        room = room_summary(request.user.pk, room_id)
        boot = _boot(request.user.pk, room, message_id)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    return render(request, "chat/room.html", {"room": room, "boot": boot})


def beside(user_id: int, room_id: int, message_id: int | None) -> str | None:
    """Where a message that stays beside a document is read: in that document. None for any other."""
    if message_id is None or not Room.objects.filter(pk=room_id, kind=Kind.MARGIN).exists():
        return None
    try:
        comment = comment_of(readable_message(user_id, message_id))
    except Refused:
        return None
    return f"/documents/{comment.document}/?comment={comment.id}" if comment else None


def _boot(user_id: int, room: RoomSummary, message_id: int | None) -> dict[str, Any]:
    """What the page starts with. `focus_thread`: the first message of the thread that `focus` is a reply in."""
    piece = piece_of(room.id, around=message_id)
    whole = room.members <= MEMBERS_IN_PAGE
    members = members_of(room.id, only=None if whole else [user_id])
    people = people_in(piece.rows, known={member.user.username for member in members})
    thread = None
    if message_id is not None and all(row.pk != message_id for row in piece.rows):
        thread = thread_of_message(message_id)[1]
    return {
        "room": room.model_dump(mode="json"),
        "messages": [message_of(row).model_dump(mode="json") for row in piece.rows],
        "more": piece.more,
        "newer": piece.newer,
        "focus": message_id,
        "focus_thread": thread,
        "people": {name: person.model_dump(mode="json") for name, person in people.items()},
        "members": [member.model_dump(mode="json") for member in members],
        "members_whole": whole,
    }
