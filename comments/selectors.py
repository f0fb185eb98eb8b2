"""Reads of comments."""

from chat.models import Follow
from chat.selectors import message_of, people_in, states_of
from chat.selectors.messages import messages
from collab.access import document_for
from comments.access import is_the_rooms, margin_of, may_write_in
from comments.events import CommentList
from realtime import store
from realtime.streams import Cursor
from rooms.access import Standing, standings
from rooms.events import RoomSummary, room_stream
from rooms.models import Room
from rooms.selectors import UNCOUNTED, abilities_shown, room_info


def wants_margin(user_id: int, document_id: int) -> int | None:
    """The document's room, if a place beside the document is missing that the person has to hear of."""
    document, _ = document_for(user_id, document_id, "read")
    if margin_of(document_id) is not None:
        return None
    shared = is_the_rooms(document) and may_write_in(user_id, document.room_id)
    return None if shared else document.room_id


def comments_of(user_id: int, document_id: int) -> CommentList:
    """What the person may read of it. A dozen queries at most. Raises Refused."""
    document, right = document_for(user_id, document_id, "read")
    margin = margin_of(document_id)
    found = standings((user_id, room) for room in (document.room_id, margin) if room is not None)
    able = sorted((each for each in found.values() if "read" in each.abilities), key=lambda each: each.room)
    cursors = store.open_streams([room_stream(each.room) for each in able])
    rows = list(
        messages()
        .filter(comment__document=document_id, room__in=[each.room for each in able], deleted_at=None)
        .order_by("comment")
    )
    follows = Follow.objects.filter(user=user_id, root__in=rows)
    home = document.room_id if is_the_rooms(document) and may_write_in(user_id, document.room_id) else margin
    return CommentList(
        comments=[message_of(row) for row in rows],
        states=list(states_of(user_id, list(follows)).values()),
        people=people_in(rows),
        places=_places(able, cursors),
        home=home if right not in ("none", "read") else None,
    )


def _places(able: list[Standing], cursors: dict[str, Cursor]) -> list[RoomSummary]:
    rooms = Room.objects.in_bulk([each.room for each in able])
    return [_place(each, rooms[each.room], cursors[room_stream(each.room)]) for each in able]


def _place(standing: Standing, room: Room, cursor: Cursor) -> RoomSummary:
    """As much of a summary as a thread needs: nothing is counted."""
    return RoomSummary(
        **room_info(room).model_dump(),
        role="member" if standing.kind == "margin" else standing.role,
        epoch=cursor.epoch,
        head=cursor.seq,
        **UNCOUNTED,
        abilities=abilities_shown(standing.abilities),
    )
