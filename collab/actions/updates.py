"""Storing updates: the hot path. A batch of any number of documents is two statements: who may, and one INSERT."""

from collections.abc import Container, Sequence
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from collab import limits
from collab.access import accesses, no_such_document
from collab.core.mentions import uids_in
from collab.core.origin import Origin
from collab.events import document_stream
from collab.hooks import Mentioned, mentioned
from collab.models import Checkpoint, Document
from files.uses import Use, ids_in, use
from realtime import sql
from realtime.append import Append, Tx
from realtime.errors import Refused
from realtime.streams import Change

CHECKPOINTS_KEPT: Final = 2
"""The newest, and the one before it in case the newest cannot be read."""


class Entry(NamedTuple):
    """One content message of a connection. `update` is empty when it brought nothing new: then it only waits
    until everything before it is committed."""

    origin: Origin
    update: bytes


def portion(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What goes into one append, and what waits for the next."""
    size = 0
    for count, entry in enumerate(entries):
        size += len(entry.update)
        if count == limits.ROWS_PER_APPEND or (count and size > limits.BYTES_PER_APPEND):
            return entries[:count], entries[count:]
    return entries, []


TYPING_BYTES: Final = 32
COLUMNS: Final = ("document_id", "seq", "data", "author_id", "connection", "created_at")
GATHER_SECONDS: Final = 0.02
GATHER_SECONDS_BUSY: Final = 0.003
"""How long a busy process may let updates wait for company: of many documents with a keystroke each now and then, and
of a document that is in the middle of much (there it is the round trips that take the time)."""


class StoreUpdates(Append[dict[int, Refused]]):
    """Store updates of one document, in order. The result names the people whose updates were refused: of those
    none was written, of everybody else's all."""

    def __init__(
        self, document_id: int, room_id: int, entries: Sequence[Entry], *, busy: bool = False
    ) -> None:
        self.stream = document_stream(document_id)
        self.document_id, self.room_id, self.entries = document_id, room_id, entries
        self.gather = GATHER_SECONDS_BUSY if busy else GATHER_SECONDS

    def write(self, tx: Tx) -> dict[int, Refused]:
        result = self.write_batch(tx, [self])[0]
        assert not isinstance(result, Refused)
        return result

    @classmethod
    def write_batch(cls, tx: Tx, batch: Sequence["StoreUpdates"]) -> list[dict[int, Refused] | Refused]:
        found = accesses({pair for each in batch for pair in each.authors()})
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        rows: list[tuple[Any, ...]] = []
        results: list[dict[int, Refused] | Refused] = []
        for each in batch:
            refused: dict[int, Refused] = {}
            for pair in each.authors():
                access = found.get(pair)
                refusal = access.refusal("edit") if access is not None else no_such_document()
                if refusal is not None:
                    refused[pair[0]] = refusal
            rows += each.rows(tx, refused, now)
            results.append(refused)
        sql.insert("collab_documentupdate", COLUMNS, rows)
        outcomes = list(zip(batch, results, strict=True))
        use(found for each, outcome in outcomes for found in each.uses(outcome))
        for each, outcome in outcomes:
            each.note_mentions(outcome)
        return results

    def _telling(self) -> list[Entry]:
        """All but typing: a mention or a file has an id, and with it more bytes."""
        return [entry for entry in self.entries if len(entry.update) > TYPING_BYTES]

    def note_mentions(self, refused: Container[int] | Refused) -> None:
        """Have those noted whom what was written mentions."""
        for origin, update in self._telling():
            uids = uids_in(update)
            if uids and not isinstance(refused, Refused) and origin.author not in refused:
                mentioned(Mentioned(self.document_id, origin.author, uids))

    def uses(self, refused: Container[int] | Refused) -> list[Use]:
        """Files that what was written may refer to."""
        if isinstance(refused, Refused):
            return []
        telling = [entry for entry in self._telling() if entry.origin.author not in refused]
        taken = [(entry.origin.author, ids_in(entry.update)) for entry in telling]
        return [Use(author, self.document_id, ids) for author, ids in taken if ids]

    def authors(self) -> set[tuple[int, int]]:
        """Who wrote something, each with the document."""
        document_id = self.document_id
        return {(entry.origin.author, document_id) for entry in self.entries if entry.update}

    def rows(self, tx: Tx, refused: Container[int], now: object) -> list[tuple[Any, ...]]:
        """Stamp and publish all updates but those of `refused` people; their rows."""
        entries = [e for e in self.entries if e.update and e.origin.author not in refused]
        document_id, first = self.document_id, tx.stamp_many(self.stream, len(entries))
        numbered = list(enumerate(entries, first))
        tx.publish_changes(
            self.stream, [Change(seq, update, str(origin)) for seq, (origin, update) in numbered]
        )
        return [
            (document_id, seq, update, origin.author, origin.connection, now)
            for seq, (origin, update) in numbered
        ]


class SaveCheckpoint(Append[None]):
    """Keep a document's state after the update `seq`. Locks the stream, so that two nodes take turns."""

    def __init__(self, document_id: int, seq: int, state: bytes, owners: dict[int, int], size: int) -> None:
        self.stream = document_stream(document_id)
        self.document_id, self.seq, self.state = document_id, seq, state
        self.owners, self.size = owners, size

    def write(self, tx: Tx) -> None:
        kept = Checkpoint.objects.filter(document=self.document_id).order_by("-seq")
        if self.seq > tx.head(self.stream) or kept.filter(seq__gte=self.seq).exists():
            return  # another node was faster, or this state was never committed
        if not Document.objects.filter(pk=self.document_id).exists():
            return  # it was deleted while it was open
        Checkpoint.objects.create(
            document_id=self.document_id,
            seq=self.seq,
            state=self.state,
            owners={str(client): user for client, user in self.owners.items()},
            size=self.size,
        )
        old = list(kept.values_list("pk", flat=True)[CHECKPOINTS_KEPT:])
        Checkpoint.objects.filter(pk__in=old).delete()
