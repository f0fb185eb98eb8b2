"""What is left of messages that are deleted, or that have expired."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from chat import models
from chat.actions.replies import count_replies, save_roots
from chat.actions.tell import publish
from chat.events import Message
from chat.selectors import messages
from files.actions import discard
from realtime.append import Tx
from rooms.events import room_stream

EMPTIED: Final = (
    "body", "html", "deleted_at", "expired", "reactions", "extra", "pinned", "pinned_at", "changed_seq",
)  # fmt: skip


def remove(tx: Tx, rows: Sequence[models.Message], *, expired: bool = False) -> list[Message]:
    """Make tombstones of messages that are none yet, with one sequence each; the roots of replies among them follow.

    Who wrote it, when, and whom it mentioned stays, so that counts stay exact; the facet of the thread stays as it
    was, since a tombstone does not change any more. Text, files, reactions and earlier versions go.
    """
    if not rows:
        return []
    now = timezone.now()
    discard(tx, [file["id"] for row in rows for file in (row.extra or {}).get("files", ())])
    models.Edit.objects.filter(message__in=rows).delete()
    tombstones = []
    for row in rows:
        row.body = row.html = row.pinned = ""
        row.reactions = row.extra = row.pinned_at = None
        row.deleted_at, row.expired = now, expired
        row.changed_seq = tx.stamp(room_stream(row.room_id))
        tombstones.append(publish(tx, row))
    models.Message.objects.bulk_update(rows, EMPTIED)
    _recount({row.root_id for row in rows if row.root_id is not None} - {row.pk for row in rows}, tx)
    return tombstones


def _recount(root_ids: set[int], tx: Tx) -> None:
    """Two statements for each thread that lost something, and one for all."""
    roots = list(messages().filter(pk__in=root_ids, deleted_at=None).order_by("pk"))
    for root in roots:
        root.replies = count_replies(root.pk, locked=bool(root.replies and root.replies["locked"]))
    save_roots(tx, roots)
