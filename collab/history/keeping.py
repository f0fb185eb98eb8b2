"""Which updates are packed when (docs/history.md). Off the event loop; only the transaction is the writer's."""

import logging
from typing import Final

from django.db.models import Count, Max

from collab import limits, metrics
from collab.actions.history import PackUpdates
from collab.history.packing import Row, Unreadable, pack, unpack
from collab.history.reading import page
from collab.models import Checkpoint, DocumentUpdate, Segment
from jobs.registry import every
from realtime.commit import append
from realtime.db import in_db
from realtime.errors import Refused

log = logging.getLogger(__name__)

DOCUMENTS_AT_ONCE: Final = 50


def pack_document(document_id: int) -> int:
    """Pack what is due of a document; how many rows became packed. Synchronous, on a thread with a database."""
    done = 0
    try:
        while rows := _due(document_id):
            if not _pack(document_id, rows):
                break
            done += len(rows)
    except Unreadable as error:  # what is there already stays as it is, and is looked at by whoever loads it
        log.error("document %d cannot be packed: %s", document_id, error.reason)
    except Refused as refusal:  # the database is away; the rows are rows, and due again the next time
        log.warning("document %d was not packed: %s", document_id, refusal)
    if done:
        metrics.PACKED.inc(done)
    return done


async def pack_soon(document_id: int) -> None:
    """The same from the event loop, on a thread of the pool. Never raises an Exception."""
    try:
        await in_db(pack_document, document_id)
    except Exception:
        log.exception("document %d could not be packed and stays as it is", document_id)


def _due(document_id: int) -> list[Row]:
    """The oldest rows that a checkpoint covers and that are not among the newest; none where they are too few."""
    updates = DocumentUpdate.objects.filter(document=document_id).order_by("-seq")
    newest = list(updates.values_list("seq", flat=True)[limits.ROWS_KEPT : limits.ROWS_KEPT + 1])
    if not newest:
        return []
    covered = Checkpoint.objects.filter(document=document_id).aggregate(seq=Max("seq"))["seq"] or 0
    upto = min(newest[0], covered)
    begun = Segment.objects.filter(document=document_id).aggregate(seq=Max("last_seq"))["seq"] or 0
    if upto - begun < limits.ROWS_PER_PACK:
        return []
    return page(document_id, begun, upto, limits.ROWS_PER_PACK)


def _pack(document_id: int, rows: list[Row]) -> bool:
    """Pack these, together with the last segment as long as that is small: larger ones compress better."""
    last = Segment.objects.filter(document=document_id).order_by("-last_seq").first()
    into = None
    size = sum(len(row.data) for row in rows)
    if (
        last is not None
        and last.rows + len(rows) <= limits.SEGMENT_ROWS
        and last.size + size <= limits.SEGMENT_BYTES
    ):
        rows, into = unpack(bytes(last.data)) + rows, last.pk
    packed = pack(rows)
    if unpack(packed) != rows:
        raise Unreadable("packing was not without loss", rows[0].seq)
    return append(PackUpdates(document_id, rows, packed, into))


@every(24 * 3600, "collab.pack")
def pack_what_was_left() -> None:
    """Pack what a process that ended, or a time without the database, left over."""
    many = limits.ROWS_KEPT + limits.ROWS_PER_PACK
    found = DocumentUpdate.objects.values("document").annotate(rows=Count("pk")).filter(rows__gt=many)
    for document_id in list(found.values_list("document", flat=True)[:DOCUMENTS_AT_ONCE]):
        pack_document(document_id)
