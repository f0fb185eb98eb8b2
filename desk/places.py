"""Threads and documents as places that a person may have a rule for: what they are called, and who sees them."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from chat.models import Message
from collab.access import readable_documents, rights_for
from collab.models import Document
from notifications.kinds import room_place
from notifications.places import PlaceInfo
from rooms.access import readable_rooms

NAME_CHARS: Final = 80


def threads_seen(user_id: int, ids: Sequence[int]) -> Mapping[int, PlaceInfo]:
    """Threads by the message they hang on, called by its first words."""
    roots = list(Message.objects.filter(pk__in=ids, root=None).values_list("pk", "room_id", "body"))
    rooms = readable_rooms(user_id, list({room for _pk, room, _body in roots}))
    return {pk: PlaceInfo(_first_words(body), room_place(room)) for pk, room, body in roots if room in rooms}


def documents_seen(user_id: int, ids: Sequence[int]) -> Mapping[int, PlaceInfo]:
    """Documents by their titles."""
    may = readable_documents(user_id, ids)
    found = Document.objects.filter(pk__in=may).values_list("pk", "room_id", "title")
    return {pk: PlaceInfo(title, room_place(room)) for pk, room, title in found}


def document_readers(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of these (user, document) pairs whose person may read it. One query."""
    return {pair for pair, right in rights_for(pairs).items() if right != "none"}


def _first_words(body: str) -> str:
    words = " ".join(body.split())
    if not words:
        return _("A thread")
    return words if len(words) <= NAME_CHARS else words[: NAME_CHARS - 1].rstrip() + "…"
