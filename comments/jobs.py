"""Due work: threads leave rooms that must not know of them, and places of deleted documents go."""

import logging
from typing import Final

from django.db import connections
from django.db.models import F, Q

from collab.models import Document, RoomRight
from comments.actions import withdraw
from comments.models import Margin
from jobs.registry import every
from realtime.db import pool
from rooms.models import Room

log = logging.getLogger(__name__)

PORTION: Final = 100


def withdraw_soon(document_id: int) -> None:
    """On a thread of the pool. What a crash leaves the job finds."""
    try:
        pool.submit(_withdraw, document_id)
    except RuntimeError:  # the process ends
        log.info("the threads of document %s are withdrawn later", document_id)


def _withdraw(document_id: int) -> None:
    for connection in connections.all(initialized_only=True):
        connection.close_if_unusable_or_obsolete()
    try:
        withdraw(document_id)
    except Exception:
        log.exception("withdrawing the threads of document %s failed", document_id)


@every(60.0, "comments.withdraw")
def withdraw_forgotten() -> None:
    """Whatever was not withdrawn at once."""
    there = Q(comments__message__deleted_at=None) & ~Q(comments__message__room=F("margin__room"))
    hidden = Q(room_right=RoomRight.NONE) | ~Q(comments__message__room=F("room"))
    found = Document.objects.filter(there, hidden, comments__message__isnull=False)
    for document_id in found.values_list("pk", flat=True).distinct()[:PORTION]:
        withdraw(document_id)


@every(3600.0, "comments.margins")
def delete_margins() -> None:
    """The places beside documents that were deleted for good, with everything said there."""
    gone = Margin.objects.filter(document=None).values_list("room", flat=True)[:PORTION]
    Room.objects.filter(pk__in=list(gone)).delete()
