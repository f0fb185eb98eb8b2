"""Packing updates: from rows into segments, in one transaction under the document's lock. Nothing is told, as
nothing changes for anybody who reads."""

from collections.abc import Sequence

from collab.events import document_stream
from collab.history import Row
from collab.models import DocumentUpdate, Segment
from realtime.append import Append, Tx


class PackUpdates(Append[bool]):
    """Put these rows of a document into a segment: a new one, or (`into`) in place of the last, whose rows are then the
    first of `rows`. `packed` is made of exactly these. Whether it was done: False where another node was faster.
    """

    def __init__(self, document_id: int, rows: Sequence[Row], packed: bytes, into: int | None) -> None:
        self.stream = document_stream(document_id)
        self.document_id, self.rows, self.packed, self.into = document_id, rows, packed, into

    def write(self, tx: Tx) -> bool:
        first, last = self.rows[0], self.rows[-1]
        segments = Segment.objects.filter(document=self.document_id)
        newest = segments.order_by("-last_seq").only("pk", "first_seq", "last_seq").first()
        begun = newest.last_seq if newest is not None else 0
        if self.into is not None:
            if newest is None or newest.pk != self.into or newest.first_seq != first.seq:
                return False
        elif begun >= first.seq:
            return False
        fresh = [row.seq for row in self.rows if row.seq > begun]
        rows = DocumentUpdate.objects.filter(document=self.document_id, seq__gt=begun, seq__lte=last.seq)
        deleted, _ = rows.delete()
        if deleted != len(fresh):  # everything is rolled back, the rows with it
            raise RuntimeError(f"{self.stream}: {deleted} rows in place of {len(fresh)} to pack")
        if self.into is not None:
            segments.filter(pk=self.into).delete()
        Segment.objects.create(
            document_id=self.document_id,
            first_seq=first.seq,
            last_seq=last.seq,
            first_at=first.at,
            last_at=last.at,
            rows=len(self.rows),
            size=sum(len(row.data) for row in self.rows),
            data=self.packed,
        )
        return True
