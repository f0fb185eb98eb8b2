"""Looking at a document that cannot be loaded, and making of its bytes what can be made. Synchronous; reads only."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.replica import Replica
from collab.history import Row, Unreadable
from collab.history.packing import unpack
from collab.models import Checkpoint, DocumentUpdate, Segment
from collab.selectors import standing_of
from collab.storage import absorb

log = logging.getLogger(__name__)

FAULTS_SHOWN: Final = 100


@dataclass(slots=True)
class Part:
    """Something stored: `kind` is "checkpoint", "segment" or "rows"; `fault` is "" where it can be read."""

    kind: str
    first_seq: int
    last_seq: int
    rows: int
    size: int
    fault: str = ""


@dataclass(slots=True)
class Faulty:
    """An update that cannot be used, and why. `seq` to `upto` where several are gone together."""

    seq: int
    upto: int
    why: str


@dataclass(slots=True)
class Findings:
    """All that is stored of a document, what of it fails, and the text that can be read."""

    head: int
    parts: list[Part] = field(default_factory=list)
    faults: list[Faulty] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True)
class Rebuilt:
    """What can be read of a document: ready to be a checkpoint."""

    state: bytes
    owners: dict[int, int]
    size: int
    text: str
    faults: list[Faulty]


def inspect(document_id: int) -> Findings:
    """Everything about a document's bytes. Reads all of them."""
    findings = Findings(standing_of(document_id).seq)
    findings.parts = [*_checkpoints(document_id), *_segments(document_id), *_rows(document_id)]
    rebuilt = rebuild(document_id)
    findings.faults, findings.text = rebuilt.faults[:FAULTS_SHOWN], rebuilt.text
    return findings


def rebuild(document_id: int, upto: int | None = None) -> Rebuilt:
    """The document from all that can be read, up to an update (the newest, if None).

    Begins with the newest checkpoint that is sound and not beyond `upto`; leaves out what is damaged, what is gone, and
    what waits for that. Its author's browser still has it and brings it back when it connects.
    """
    last = standing_of(document_id).seq if upto is None else upto
    replica, index, size, after = _begin(document_id, last)
    faults: list[Faulty] = []
    for row in _readable_rows(document_id, after, last, faults):
        if absorb(index, row.data, row.author) and not replica.apply([row.data]):
            size += len(row.data)
        else:
            faults.append(Faulty(row.seq, row.seq, "it cannot be applied, or something before it is missing"))
    faults.sort(key=lambda fault: fault.seq)
    return Rebuilt(replica.since(), index.owners, size, replica.text, faults)


def _begin(document_id: int, last: int) -> tuple[Replica, Index, int, int]:
    found = Checkpoint.objects.filter(document=document_id, seq__lte=last).order_by("-seq")
    for checkpoint in found:
        state, replica = bytes(checkpoint.state), Replica()
        try:
            index = Index.of(state)
            index.owners = {int(client): user for client, user in checkpoint.owners.items()}
        except Exception as error:  # whatever it is that makes it unreadable: an older one may be sound
            log.warning("checkpoint %s is left out: %r", checkpoint, error)
            continue
        if not replica.apply([state]):
            return replica, index, checkpoint.size, checkpoint.seq
    return Replica(), Index(), 0, 0


def _readable_rows(document_id: int, after: int, last: int, faults: list[Faulty]) -> Iterator[Row]:
    """What can be read of (after, last]; what cannot, and what is nowhere, is added to `faults`."""
    for row in _sound_rows(document_id, after, last, faults):
        if row.seq > after + 1 and not any(fault.seq <= after + 1 <= fault.upto for fault in faults):
            faults.append(Faulty(after + 1, row.seq - 1, "gone"))
        after = row.seq
        yield row
    if after < last and not any(fault.upto >= last for fault in faults):
        faults.append(Faulty(after + 1, last, "gone"))


def _sound_rows(document_id: int, after: int, last: int, faults: list[Faulty]) -> Iterator[Row]:
    segments = Segment.objects.filter(document=document_id, last_seq__gt=after, first_seq__lte=last)
    for segment in segments.order_by("first_seq").iterator(chunk_size=1):
        try:
            yield from (row for row in unpack(bytes(segment.data)) if after < row.seq <= last)
        except Unreadable as error:
            faults.append(Faulty(segment.first_seq, segment.last_seq, error.reason))
        after = max(after, segment.last_seq)
    updates = DocumentUpdate.objects.filter(document=document_id, seq__gt=after, seq__lte=last).order_by(
        "seq"
    )
    for seq, author, connection, at, data in updates.values_list(
        "seq", "author", "connection", "created_at", "data"
    ).iterator():
        yield Row(seq, author, connection, at, bytes(data))


def _checkpoints(document_id: int) -> Iterator[Part]:
    for row in Checkpoint.objects.filter(document=document_id).order_by("seq"):
        part = Part("checkpoint", row.seq, row.seq, 1, len(row.state))
        try:
            Index.of(bytes(row.state))
        except Bad as bad:
            part.fault = bad.reason
        except Exception as error:
            part.fault = repr(error)
        else:
            if Replica().apply([bytes(row.state)]):
                part.fault = "it cannot be applied"
        yield part


def _segments(document_id: int) -> Iterator[Part]:
    for row in Segment.objects.filter(document=document_id).order_by("first_seq").iterator(chunk_size=1):
        part = Part("segment", row.first_seq, row.last_seq, row.rows, len(row.data))
        try:
            unpack(bytes(row.data))
        except Unreadable as error:
            part.fault = error.reason
        yield part


def _rows(document_id: int) -> Iterator[Part]:
    rows = DocumentUpdate.objects.filter(document=document_id).order_by("seq").values_list("seq", "data")
    part: Part | None = None
    for seq, data in rows.iterator():
        if part is None:
            part = Part("rows", seq, seq, 0, 0)
        part.last_seq, part.rows, part.size = seq, part.rows + 1, part.size + len(data)
    if part is not None:
        yield part
