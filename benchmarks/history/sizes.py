"""Stores a recorded session as a document and says what it takes on disk and how long a load takes. Runs in Collab's
own Python on an SQLite database of its own: python -m benchmarks.history.sizes UPDATES_FILE"""

import base64
import json
import os
import random
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import django

PORTION: Final = 1000
SECONDS: Final = (0.08, 0.6)
"""Between two edits, as somebody types."""


def main() -> None:
    django.setup()
    updates = [base64.b64decode(line) for line in Path(sys.argv[1]).read_text().split()]
    print(json.dumps(measure(updates)))


def measure(updates: list[bytes]) -> dict[str, Any]:
    """Bytes of the whole database file, each time after VACUUM, less those of the empty one."""
    from collab.actions import CreateDocument
    from collab.history.keeping import pack_document
    from collab.models import Checkpoint, DocumentUpdate, Segment
    from collab.storage import load
    from realtime.commit import append
    from rooms.models import Membership

    member = Membership.objects.order_by("pk").first()
    assert member is not None
    made = append(CreateDocument(member.user_id, member.room_id, "Recorded")).id
    empty = file_bytes()
    write(made, member.room_id, member.user_id, updates)
    rows = file_bytes() - empty
    keep_checkpoint(made)
    began = time.monotonic()
    packed = pack_document(made)
    took = time.monotonic() - began
    stored = file_bytes() - empty
    began = time.monotonic()
    loaded = load(made)
    open_ms = (time.monotonic() - began) * 1000
    assert loaded.cursor.seq == len(updates) and not loaded.holes
    return {
        "edits": len(updates),
        "yjs_kib": kib(sum(map(len, updates))),
        "rows_kib": kib(rows),
        "stored_kib": kib(stored),
        "segments_kib": kib(sum(len(s.data) for s in Segment.objects.filter(document=made))),
        "checkpoints_kib": kib(sum(len(c.state) for c in Checkpoint.objects.filter(document=made))),
        "left_rows": DocumentUpdate.objects.filter(document=made).count(),
        "packed_per_s": round(packed / took) if packed else 0,
        "load_ms": round(open_ms, 1),
        "stored": stored,
    }


def write(document: int, room: int, author: int, updates: list[bytes]) -> None:
    """Store the updates as if they had come over one connection, at the pace of typing."""
    from django.utils import timezone

    from collab.actions import Entry, StoreUpdates
    from collab.core.origin import Origin
    from collab.models import DocumentUpdate
    from realtime.commit import append

    for start in range(0, len(updates), PORTION):
        entries = [
            Entry(Origin("0f1e2d3c4b5a6978", author, n), each)
            for n, each in enumerate(updates[start : start + PORTION], start + 1)
        ]
        assert append(StoreUpdates(document, room, entries)) == {}
    dice, at = random.Random(1), timezone.now() - timedelta(days=30)
    found = list(DocumentUpdate.objects.filter(document=document).order_by("seq").only("pk", "created_at"))
    for row in found:
        row.created_at = at = at + timedelta(microseconds=dice.randint(*(int(s * 1e6) for s in SECONDS)))
    DocumentUpdate.objects.bulk_update(found, ("created_at",), batch_size=300)


def keep_checkpoint(document: int) -> None:
    from collab.actions import SaveCheckpoint
    from collab.storage import load
    from realtime.commit import append

    loaded = load(document)
    state, owners = loaded.replica.since(), loaded.index.owners
    append(SaveCheckpoint(document, loaded.cursor.seq, state, owners, loaded.size))


def file_bytes() -> int:
    """Of the database, without what is free in it."""
    from django.db import connection

    from realtime.commit import writer

    writer.flush()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute("PRAGMA page_size")
        return int(pages * cursor.fetchone()[0])


def kib(size: int) -> int:
    return round(size / 1024)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
