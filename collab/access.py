"""May they? A document is part of its room: who reads the room reads it, who may write there may edit it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from collab.models import Document
from collab.selectors import documents
from realtime.errors import Refused
from rooms.abilities import Ability
from rooms.access import Standing, readable_rooms, standing_for


def no_such_document() -> Refused:
    return Refused("not_found", _("There is no such document, or it is not yours to see."))


def document_for(user_id: int, document_id: int, ability: Ability = "read") -> tuple[Document, Standing]:
    """The document, and the person's standing in its room, if they have the ability there.

    Raises Refused: "not_found" if they may not even know of it, else "forbidden" with the reason.
    """
    row = documents().filter(pk=document_id).first()
    if row is None:
        raise no_such_document()
    try:
        return row, standing_for(user_id, row.room_id, ability)
    except Refused as refusal:
        raise no_such_document() if refusal.code == "not_found" else refusal from None


def room_of_document(document_id: int) -> int:
    """Which room it is in; the append decides whether the person may know. Raises Refused("not_found")."""
    room = Document.objects.filter(pk=document_id).values_list("room", flat=True).first()
    if room is None:
        raise no_such_document()
    return room


class DocumentStream:
    """`document:<id>`: read by those who may read the document's room."""

    prefix = "document"

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        ids = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
        rooms = dict(Document.objects.filter(pk__in=ids).values_list("pk", "room"))
        allowed = readable_rooms(user_id, list(set(rooms.values())))
        return {str(pk) for pk, room in rooms.items() if room in allowed}
