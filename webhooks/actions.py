"""Making and changing webhooks. Nobody sees them live, so these are plain transactions, not appends."""

import secrets
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

import audit
from collab.access import document_for
from realtime import store
from realtime.errors import Refused
from realtime.outward.guard import Forbidden
from rooms.access import standing_for
from rooms.events import room_stream
from webhooks import delivering
from webhooks.access import webhook_for
from webhooks.models import EVENTS, Webhook

MOST: Final = 20
"""Webhooks of one room: each is asked to be told of everything."""


def clean_url(url: str) -> str:
    """Raises Refused("invalid", field "url")."""
    url = url.strip()
    try:
        delivering.sender.check(url)
    except Forbidden as error:
        raise Refused("invalid", _("This address cannot be told: %s.") % error, "url") from error
    return url


def clean_events(events: Sequence[str]) -> list[str]:
    """Raises Refused("invalid", field "events")."""
    unknown = [each for each in events if each not in EVENTS]
    if unknown or not events:
        raise Refused("invalid", _("Events are: %s.") % ", ".join(EVENTS), "events")
    return sorted(set(events))


def make_webhook(
    user_id: int, room_id: int, url: str, events: Sequence[str], document_id: int | None
) -> Webhook:
    """It is told of what happens from now on. Raises `Refused`."""
    standing_for(user_id, room_id, "manage")
    if document_id is not None and document_for(user_id, document_id)[0].room_id != room_id:
        raise Refused("invalid", _("The document is not in this room."), "document")
    stream = room_stream(room_id)
    url, events = clean_url(url), clean_events(events)
    with transaction.atomic():
        if Webhook.objects.filter(room=room_id).count() >= MOST:
            raise Refused("conflict", _("A room has at most %d webhooks.") % MOST)
        cursor = store.open_streams([stream])[stream]
        made = Webhook.objects.create(
            room_id=room_id,
            document_id=document_id,
            url=url,
            secret=secrets.token_urlsafe(32),
            events=events,
            created_by_id=user_id,
            epoch=cursor.epoch,
            seq=cursor.seq,
        )
        audit.record(None, user_id, "webhook.created", room=room_id, target=url)
    return made


def change_webhook(
    user_id: int, webhook_id: int, *, url: str | None, events: Sequence[str] | None, active: bool | None
) -> Webhook:
    """What is None stays. One that is switched on again is told of what happens from then on. Raises `Refused`."""
    row = webhook_for(user_id, webhook_id)
    if url is not None:
        row.url = clean_url(url)
    if events is not None:
        row.events = clean_events(events)
    if active and not row.active:
        stream = room_stream(row.room_id)
        cursor = store.open_streams([stream])[stream]
        row.epoch, row.seq = cursor.epoch, cursor.seq
    if active is not None:
        row.active = active
    with transaction.atomic():
        row.save()
        audit.record(None, user_id, "webhook.changed", room=row.room_id, target=row.url, active=row.active)
    return row


def delete_webhook(user_id: int, webhook_id: int) -> None:
    """With its log. Raises `Refused`."""
    row = webhook_for(user_id, webhook_id)
    with transaction.atomic():
        audit.record(None, user_id, "webhook.deleted", room=row.room_id, target=row.url)
        row.delete()
