"""Deliveries: sent when they are due, tried again for a day, then given up."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils import timezone

from collab.access import rights_for
from collab.selectors import document_info, documents
from notifications.actions.telling import tell
from notifications.happenings import failure
from realtime.errors import Refused
from rooms.access import standing_for
from webhooks.models import FAULT_LENGTH, Delivery, Webhook
from webhooks.sending import Answer, Sender, signature

log = logging.getLogger(__name__)

AGAIN: Final = tuple(timedelta(seconds=each) for each in (10, 60, 300, 1800, 7200, 21600, 43200))
"""After each failure; after the last one it is given up."""
KEPT: Final = timedelta(days=30)
"""How long what was sent, or given up, stays in the log."""
PORTION: Final = 40
AT_ONCE: Final = 8

sender = Sender()


def deliver_due() -> int:
    """Send what is due; how many that was. Each is claimed first: a node that dies meanwhile delays it, and two nodes
    do not send the same."""
    due = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=timezone.now())
    claimed = [row for row in due.select_related("webhook").order_by("due_at")[:PORTION] if _claim(row)]
    ready = [(row, body) for row in claimed if (body := _body(row)) is not None]
    if ready:
        with ThreadPoolExecutor(min(AT_ONCE, len(ready)), thread_name_prefix="webhooks") as pool:
            answers = list(pool.map(lambda pair: _send(*pair), ready))
        for (row, _), answer in zip(ready, answers, strict=True):
            _note(row, answer)
    return len(claimed)


def _claim(row: Delivery) -> bool:
    """Count the attempt before it is made, and say when the next would be."""
    waiting = Delivery.objects.filter(pk=row.pk, state=Delivery.State.WAITING, attempts=row.attempts)
    later = timezone.now() + AGAIN[min(row.attempts, len(AGAIN) - 1)]
    if not waiting.update(attempts=row.attempts + 1, due_at=later):
        return False
    row.attempts += 1
    return True


def _body(row: Delivery) -> bytes | None:
    """The event as JSON, as of now; None (and given up) where its webhook must not say it any more."""
    webhook = row.webhook
    try:
        standing_for(webhook.created_by_id, webhook.room_id, "manage")
    except Refused:
        _end(row, "its maker does not manage the room any more")
        return None
    told: dict[str, Any] = {"id": row.document}
    if row.event != "document.removed":
        found = documents().filter(pk=row.document, room=webhook.room_id).first()
        pair = (webhook.created_by_id, row.document)
        if found is None or rights_for([pair]).get(pair, "none") == "none":
            _end(row, "the document is not there any more")
            return None
        told = document_info(found).model_dump(mode="json")
    return json.dumps(
        {
            "id": str(row.pk),
            "event": row.event,
            "webhook": webhook.pk,
            "room": webhook.room_id,
            "seq": row.seq,
            "at": timezone.now().isoformat(),
            "document": told,
        }
    ).encode()


def headers_of(webhook: Webhook, event: str, delivery: str, body: bytes) -> dict[str, str]:
    """How a receiver knows what it is, and that it is ours."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Collab webhook",
        "X-Collab-Event": event,
        "X-Collab-Delivery": delivery,
        "X-Collab-Signature": signature(webhook.secret, int(timezone.now().timestamp()), body),
    }


def _send(row: Delivery, body: bytes) -> Answer:
    return sender.post(row.webhook.url, body, headers_of(row.webhook, row.event, str(row.pk), body))


def _note(row: Delivery, answer: Answer) -> None:
    if answer.taken:
        fields: dict[str, Any] = {"state": Delivery.State.SENT, "done_at": timezone.now(), "fault": ""}
    elif row.attempts > len(AGAIN):
        fields = {
            "state": Delivery.State.DEAD,
            "done_at": timezone.now(),
            "fault": answer.fault[:FAULT_LENGTH],
        }
        log.warning("webhook %d: %s was given up: %s", row.webhook_id, row.pk, answer.fault)
        _tell_its_maker(row, answer.fault)
    else:
        fields = {"fault": answer.fault[:FAULT_LENGTH]}
    Delivery.objects.filter(pk=row.pk).update(status=answer.status, **fields)


def _tell_its_maker(row: Delivery, fault: str) -> None:
    """Once a day: a receiver that is away is one piece of news, not one for each event."""
    webhook = row.webhook
    day = f"{timezone.now():%Y-%m-%d}"
    address = urlsplit(webhook.url).netloc
    happening = failure(
        f"webhook:{webhook.pk}:{day}", "webhook", f"{address}: {fault}", f"/rooms/{webhook.room_id}/"
    )
    tell(happening, [webhook.created_by_id], set)


def _end(row: Delivery, fault: str) -> None:
    Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.DEAD, done_at=timezone.now(), fault=fault)


def forget_old() -> None:
    Delivery.objects.filter(done_at__lt=timezone.now() - KEPT).delete()
