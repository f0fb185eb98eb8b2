"""Loading a document: its last checkpoint and the updates after it. Synchronous, on a thread with a database."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError

from collab import limits
from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.quick import take_typing
from collab.core.replica import Replica
from collab.core.update import parse_stored
from collab.history import Row, Unreadable, page
from collab.models import Checkpoint
from collab.quarantine import check_open
from collab.selectors import standing_of
from realtime.errors import Refused
from realtime.streams import Cursor

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Loaded:
    """A document as of `cursor`. The replica belongs to whoever gets this: the loading thread lets go of it.

    `size`: bytes of all its updates. `tail_rows`, `tail_bytes`: those since the checkpoint.
    `holes`: an update waits for something that is not there, so this state must not become a checkpoint.
    `checkpoint`, `tail`: what the index is still to be made of (`make_index`), where that was put off.
    """

    cursor: Cursor
    replica: Replica
    index: Index
    size: int = 0
    tail_rows: int = 0
    tail_bytes: int = 0
    holes: bool = False
    checkpoint: Checkpoint | None = None
    tail: list[Row] = field(default_factory=list)


def load_to_show(document_id: int) -> Loaded:
    """The same as `load`. The index of a large document, which only edits need, is put off: reading need not wait."""
    check_open(document_id)
    return load_unchecked(document_id, put_off=limits.INDEX_LATER_BYTES)


def make_index(loaded: Loaded) -> tuple[Index, bool]:
    """The index that was put off, and whether there are holes. Raises `Bad`."""
    assert loaded.checkpoint is not None
    index, holes = _index_of(loaded.checkpoint), loaded.holes
    for row in loaded.tail:
        holes = not absorb(index, row.data, row.author) or holes
    return index, holes


def _index_of(checkpoint: Checkpoint) -> Index:
    index = Index.of(bytes(checkpoint.state))
    index.owners = {int(client): user for client, user in checkpoint.owners.items()}
    return index


def load(document_id: int, *, with_index: bool = True) -> Loaded:
    """The document as it is committed now. `with_index=False` is faster, for reading only.

    Raises `Unreadable` where something that was committed is damaged or gone, and Refused("unavailable") while the
    document is in quarantine for that.
    """
    check_open(document_id)
    return load_unchecked(document_id, with_index=with_index)


def load_unchecked(document_id: int, *, with_index: bool = True, put_off: int | None = None) -> Loaded:
    """The same, also of a document in quarantine. `put_off`: bytes of a checkpoint whose index can wait."""
    cursor = standing_of(document_id)
    loaded = Loaded(cursor, Replica(), Index())
    try:
        after = _from_checkpoint(document_id, loaded, with_index, put_off)
        loaded.replica.fold(_tail(document_id, after, loaded, with_index))
    except (Unreadable, DatabaseError, InterfaceError, MemoryError):
        raise
    except Exception as error:
        log.exception("document %d cannot be loaded", document_id)
        raise Unreadable(f"the document cannot be loaded: {error!r}") from error
    return loaded


def _from_checkpoint(document_id: int, loaded: Loaded, with_index: bool, put_off: int | None) -> int:
    """Start from the newest checkpoint that can be read; the sequence it reaches."""
    found = Checkpoint.objects.filter(document=document_id, seq__lte=loaded.cursor.seq).order_by("-seq")
    for checkpoint in found:
        state = bytes(checkpoint.state)
        later = with_index and put_off is not None and len(state) > put_off
        try:
            index = _index_of(checkpoint) if with_index and not later else Index()
        except Bad as bad:
            log.error("checkpoint %s is unreadable and left out: %s", checkpoint, bad.reason)
            continue
        if loaded.replica.apply([state]):
            log.error("checkpoint %s cannot be applied and is left out", checkpoint)
            continue
        loaded.index, loaded.size = index, checkpoint.size
        loaded.checkpoint = checkpoint if later else None
        return checkpoint.seq
    return 0


def _tail(document_id: int, after: int, loaded: Loaded, with_index: bool) -> Iterator[bytes]:
    upto = loaded.cursor.seq
    while found := page(document_id, after, upto):
        for row in found:
            if row.seq != after + 1:
                break
            if loaded.checkpoint is not None:
                loaded.tail.append(row)
            elif with_index and not absorb(loaded.index, row.data, row.author):
                loaded.holes = True
            loaded.size += len(row.data)
            loaded.tail_rows += 1
            loaded.tail_bytes += len(row.data)
            after = row.seq
            yield row.data
        if row.seq != after:
            break
    if after < upto:
        raise Unreadable("a committed update is gone", after + 1)


def absorb(index: Index, update: bytes, author: int) -> bool:
    """Take a committed update into the index; False where it does not fit (then the document waits for it too)."""
    if take_typing(index, update, author):
        return True
    try:
        plan = index.examine(parse_stored(update), trusted=True)
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
    except Unreadable as error:
        raise Refused("unavailable", error.reason) from error
    except Bad as bad:
        raise Refused("unavailable", bad.reason) from bad
