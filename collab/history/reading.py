"""Reading a document's updates in order, wherever they are kept. Synchronous."""

from collections.abc import Iterator
from typing import Final

from collab.history.packing import Row, Unreadable, unpack
from collab.models import DocumentUpdate, Segment

PAGE: Final = 500
"""Rows read at once, so that a long life is never in memory twice."""
FOR_EVER: Final = 2**63 - 1


def rows(document_id: int, after: int = 0, upto: int | None = None) -> Iterator[Row]:
    """The updates with `after` < seq ≤ `upto` (all there are, if None), in order. Raises `Unreadable`."""
    last = FOR_EVER if upto is None else upto
    while found := page(document_id, after, last):
        yield from found
        after = found[-1].seq


def page(document_id: int, after: int, upto: int = FOR_EVER, limit: int | None = None) -> list[Row]:
    """The next updates after a sequence: at most `limit`, or as many as are at hand; none only at the end.

    One query where they are rows. Rows become packed, never the reverse, so who looks for rows first and for what is
    packed afterwards can miss nothing in between. Raises `Unreadable`.
    """
    found = _rows(document_id, after, upto, limit or PAGE)
    if found and found[0].seq == after + 1:
        return found
    packed = _packed(document_id, after, upto)[:limit]
    return packed or found


def first_gap(document_id: int, after: int, upto: int) -> int:
    """The first sequence in (after, upto] that is nowhere; 0 if all are there. Reads no updates."""
    spans = list(
        Segment.objects.filter(document=document_id, last_seq__gt=after, first_seq__lte=upto)
        .order_by("first_seq")
        .values_list("first_seq", "last_seq", "rows")
    )
    for first, last, count in spans:
        if first > after + 1:
            return after + 1
        if count != last - first + 1:
            return first
        after = max(after, last)
    seqs = DocumentUpdate.objects.filter(document=document_id, seq__gt=after, seq__lte=upto)
    for seq in seqs.order_by("seq").values_list("seq", flat=True).iterator():
        if seq != after + 1:
            break
        after = seq
    return after + 1 if after < upto else 0


def _rows(document_id: int, after: int, upto: int, limit: int) -> list[Row]:
    found = DocumentUpdate.objects.filter(document=document_id, seq__gt=after, seq__lte=upto).order_by("seq")
    columns = found.values_list("seq", "author", "connection", "created_at", "data")
    return [
        Row(seq, author, connection, at, bytes(data)) for seq, author, connection, at, data in columns[:limit]
    ]


def _packed(document_id: int, after: int, upto: int) -> list[Row]:
    """What the first segment that reaches beyond `after` holds of (after, upto]."""
    found = Segment.objects.filter(document=document_id, last_seq__gt=after, first_seq__lte=upto)
    segment = found.order_by("last_seq").first()
    if segment is None:
        return []
    try:
        return [row for row in unpack(bytes(segment.data)) if after < row.seq <= upto]
    except Unreadable as error:
        raise Unreadable(error.reason, max(after + 1, segment.first_seq)) from error
