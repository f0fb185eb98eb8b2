"""From the rooms' streams to deliveries: what changed since a webhook was told last. The rows are the truth, so a crash
repeats at most one look, and whatever was missed is found by the next."""

from datetime import timedelta
from typing import Final, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from collab.access import rights_for
from collab.models import Departure, Document
from webhooks.models import Delivery, Webhook

DEBOUNCE: Final = timedelta(seconds=5)
"""How long an edit waits for company: a paragraph is one event."""
PORTION: Final = 200

BEHIND: Final = """
    SELECT w.id, s.epoch, s.head
    FROM webhooks_webhook w JOIN realtime_stream s ON s.name = 'room:' || CAST(w.room_id AS TEXT)
    WHERE w.active AND (w.seq < s.head OR w.epoch <> s.epoch)
    ORDER BY w.id LIMIT 200
"""


class Change(NamedTuple):
    event: str
    document: int
    seq: int


def follow_all() -> None:
    """Look at every webhook whose room has moved. One query where none has."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND)
        found = list(cursor.fetchall())
    for webhook_id, epoch, head in found:
        follow(webhook_id, epoch, head)


def follow(webhook_id: int, epoch: str, head: int) -> None:
    """Note the deliveries of one portion of a room's stream, and move on."""
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update().filter(pk=webhook_id, active=True).first()
        if webhook is None:
            return
        if webhook.epoch != epoch:  # a restored backup: what was before is not told again
            webhook.epoch, webhook.seq = epoch, head
        else:
            webhook.seq, changes = _changes(webhook, head)
            _note(webhook, changes)
        webhook.save(update_fields=["epoch", "seq"])


def _changes(webhook: Webhook, head: int) -> tuple[int, list[Change]]:
    span = {"room": webhook.room_id, "changed_seq__gt": webhook.seq, "changed_seq__lte": head}
    rows = Document.objects.filter(**span).only("pk", "created_seq", "changed_seq", "trashed_at", "room_id")
    gone = Departure.objects.filter(**span)
    if webhook.document_id is not None:
        rows, gone = rows.filter(pk=webhook.document_id), gone.filter(document=webhook.document_id)
    found = [
        Change(_event(row, webhook.seq), row.pk, row.changed_seq)
        for row in rows.order_by("changed_seq")[:PORTION]
    ]
    found += [
        Change("document.removed", row.document, row.changed_seq)
        for row in gone.order_by("changed_seq")[:PORTION]
    ]
    found.sort(key=lambda change: change.seq)
    upto = found[PORTION - 1].seq if len(found) >= PORTION else head
    return upto, [change for change in found if change.seq <= upto]


def _event(row: Document, after: int) -> str:
    if row.trashed_at is not None:
        return "document.removed"
    return "document.created" if row.created_seq > after else "document.updated"


def _note(webhook: Webhook, changes: list[Change]) -> None:
    me = webhook.created_by_id
    rights = rights_for({(me, change.document) for change in changes})
    now = timezone.now()
    for change in changes:
        if change.event not in webhook.events:
            continue
        if change.event != "document.removed" and rights.get((me, change.document), "none") == "none":
            continue  # its maker may not know of it
        wait = DEBOUNCE if change.event == "document.updated" else timedelta(0)
        Delivery.objects.update_or_create(
            webhook=webhook,
            document=change.document,
            event=change.event,
            state=Delivery.State.WAITING,
            defaults={"seq": change.seq},
            create_defaults={"seq": change.seq, "due_at": now + wait},
        )
