"""Where changes of documents are read from, when the doorbell was missed."""

from collab.core.origin import Origin
from collab.history import page
from collab.models import Departure, DocumentFavourite
from collab.selectors import change_event, documents, gone_event, kept_event
from realtime.streams import Change


def document_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Documents of a room's stream, each in its newest state; one that is new to the reader is `created`, one that the
    room may not know of is `removed`."""
    rows = documents().filter(room=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    return [
        # A doorbell that was lost may have told of a change of rights.
        Change.of(change_event(row, anew=row.created_seq > after), recheck=row.hidden)
        for row in rows.order_by("changed_seq")[:limit]
    ]


def departure_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Documents that left the room."""
    rows = Departure.objects.filter(room=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    return [Change.of(gone_event(row), recheck=True) for row in rows.order_by("changed_seq")[:limit]]


def favourite_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Of a person's inbox: documents that became favourites, or are none any more."""
    rows = DocumentFavourite.objects.filter(user=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    return [Change.of(kept_event(row)) for row in rows.order_by("changed_seq")[:limit]]


def update_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """The updates of a document's stream: one change for each, whether it is a row or packed."""
    found: list[Change] = []
    while len(found) < limit and (rows := page(int(key), after, upto, limit - len(found))):
        found += [Change(row.seq, row.data, str(Origin(row.connection, row.author, 0))) for row in rows]
        after = rows[-1].seq
    return found
