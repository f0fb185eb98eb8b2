"""Storing updates: the hot path. A batch of any number of documents is two statements: who may, and one INSERT."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from collab.core.origin import Origin
from collab.events import document_stream
from collab.models import Checkpoint
from realtime import sql
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import no_such_room, standings

CHECKPOINTS_KEPT: Final = 2
"""The newest, and the one before it in case the newest cannot be read."""


class Entry(NamedTuple):
    """One content message of a connection. `update` is empty when it brought nothing new: then it only waits
    until everything before it is committed."""

    origin: Origin
    update: bytes


INSERT: Final = (
    "INSERT INTO collab_documentupdate (document_id, seq, data, author_id, connection, created_at)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
)


class StoreUpdates(Append[dict[int, Refused]]):
    """Store updates of one document, in order. The result names the people whose updates were refused: of those
    none was written, of everybody else's all."""

    gather = 0.003

    def __init__(self, document_id: int, room_id: int, entries: Sequence[Entry]) -> None:
        self.stream = document_stream(document_id)
        self.document_id, self.room_id, self.entries = document_id, room_id, entries

    def write(self, tx: Tx) -> dict[int, Refused]:
        result = self.write_batch(tx, [self])[0]
        assert not isinstance(result, Refused)
        return result

    @classmethod
    def write_batch(cls, tx: Tx, batch: Sequence["StoreUpdates"]) -> list[dict[int, Refused] | Refused]:
        found = standings(
            {(e.origin.author, each.room_id) for each in batch for e in each.entries if e.update}
        )
        refusals: dict[tuple[int, int], Refused | None] = {
            pair: standing.refusal("send") for pair, standing in found.items()
        }
        rows: list[tuple[Any, ...]] = []
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        results: list[dict[int, Refused] | Refused] = []
        for each in batch:
            refused: dict[int, Refused] = {}
            stream, document_id, room_id = each.stream, each.document_id, each.room_id
            for origin, update in each.entries:
                if not update or origin.author in refused:
                    continue
                pair = (origin.author, room_id)
                refusal = refusals[pair] if pair in refusals else no_such_room()
                if refusal is not None:
                    refused[origin.author] = refusal
                    continue
                seq = tx.stamp(stream)
                rows.append((document_id, seq, update, origin.author, origin.connection, now))
                tx.publish_bytes(stream, seq, update, origin=str(origin))
            results.append(refused)
        if rows:
            sql.many(INSERT, rows)
        return results


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
        Checkpoint.objects.create(
            document_id=self.document_id,
            seq=self.seq,
            state=self.state,
            owners={str(client): user for client, user in self.owners.items()},
            size=self.size,
        )
        old = list(kept.values_list("pk", flat=True)[CHECKPOINTS_KEPT:])
        Checkpoint.objects.filter(pk__in=old).delete()
