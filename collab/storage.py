"""Loading a document: its last checkpoint and the updates after it. Synchronous, on a thread with a database."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.replica import Replica
from collab.core.update import parse_update
from collab.models import Checkpoint, DocumentUpdate
from collab.selectors import standing_of
from realtime.errors import Refused
from realtime.streams import Cursor

log = logging.getLogger(__name__)

ROWS: Final = 500
"""Rows read at once, so that a long tail is never in memory twice."""


@dataclass(slots=True)
class Loaded:
    """A document as of `cursor`. The replica belongs to whoever gets this: the loading thread lets go of it.

    `size`: bytes of all its updates. `tail_rows`, `tail_bytes`: those since the checkpoint.
    `holes`: an update waits for something that is not there, so this state must not become a checkpoint.
    """

    cursor: Cursor
    replica: Replica
    index: Index
    size: int = 0
    tail_rows: int = 0
    tail_bytes: int = 0
    holes: bool = False


def load(document_id: int, *, with_index: bool = True) -> Loaded:
    """The document as it is committed now. `with_index=False` is faster, for reading only."""
    cursor = standing_of(document_id)
    loaded = Loaded(cursor, Replica(), Index())
    after = _from_checkpoint(document_id, loaded, with_index)
    loaded.replica.fold(_tail(document_id, after, loaded, with_index))
    return loaded


def _from_checkpoint(document_id: int, loaded: Loaded, with_index: bool) -> int:
    """Start from the newest checkpoint that can be read; the sequence it reaches."""
    found = Checkpoint.objects.filter(document=document_id, seq__lte=loaded.cursor.seq).order_by("-seq")
    for checkpoint in found:
        state = bytes(checkpoint.state)
        try:
            index = Index.of(state) if with_index else Index()
        except Bad as bad:
            log.error("checkpoint %s is unreadable and left out: %s", checkpoint, bad.reason)
            continue
        if loaded.replica.apply([state]):
            log.error("checkpoint %s cannot be applied and is left out", checkpoint)
            continue
        index.owners = {int(client): user for client, user in checkpoint.owners.items()}
        loaded.index, loaded.size = index, checkpoint.size
        return checkpoint.seq
    return 0


def _tail(document_id: int, after: int, loaded: Loaded, with_index: bool) -> Iterator[bytes]:
    upto = loaded.cursor.seq
    while True:
        rows = DocumentUpdate.objects.filter(document=document_id, seq__gt=after, seq__lte=upto)
        page = list(rows.order_by("seq").values_list("seq", "data", "author")[:ROWS])
        for seq, data, author in page:
            update = bytes(data)
            if with_index and not absorb(loaded.index, update, author):
                loaded.holes = True
            loaded.size += len(update)
            loaded.tail_rows += 1
            loaded.tail_bytes += len(update)
            after = seq
            yield update
        if len(page) < ROWS:
            return


def absorb(index: Index, update: bytes, author: int) -> bool:
    """Take a committed update into the index; False where it does not fit (then the document waits for it too)."""
    try:
        plan = index.examine(parse_update(update), trusted=True)
    except Bad as bad:
        log.error("a stored update cannot be read: %s", bad.reason)
        return False
    if plan.missing:
        return False
    index.absorb(plan, author)
    return True


def text_at(document_id: int) -> tuple[Cursor, str]:
    """The plain text of everything committed, and the cursor it reaches."""
    try:
        loaded = load(document_id, with_index=False)
        return loaded.cursor, loaded.replica.text
    except Bad as bad:
        raise Refused("unavailable", bad.reason) from bad
