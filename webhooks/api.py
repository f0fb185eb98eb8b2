"""HTTP API of webhooks, for those who manage a room."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from realtime.wire import Wire
from rooms.access import standing_for
from webhooks.access import webhook_for
from webhooks.actions import change_webhook, delete_webhook, make_webhook
from webhooks.events import DeliveryInfo, DeliveryList, WebhookInfo, WebhookList
from webhooks.models import EVENTS, Delivery, Webhook

router = Router(tags=["webhooks"])
NEWEST = 100


class WebhookWish(Wire):
    """`document`: only this one; null for all of the room."""

    url: str
    events: list[str] = list(EVENTS)
    document: int | None = None


class WebhookChange(Wire):
    """What is left out or null stays as it is."""

    url: str | None = None
    events: list[str] | None = None
    active: bool | None = None


def webhook_info(row: Webhook, *, secret: bool = False) -> WebhookInfo:
    return WebhookInfo(
        id=row.pk,
        room=row.room_id,
        document=row.document_id,
        url=row.url,
        events=list(row.events),
        active=row.active,
        created_by=row.created_by.username,
        created_at=row.created_at,
        secret=row.secret if secret else None,
    )


@router.get("/rooms/{int:room_id}/webhooks", response=WebhookList, summary="The webhooks of a room")
def get_webhooks(request: HttpRequest, room_id: int) -> WebhookList:
    standing_for(who(request).user_id, room_id, "manage")
    rows = Webhook.objects.filter(room=room_id).select_related("created_by").order_by("pk")
    return WebhookList(webhooks=[webhook_info(row) for row in rows])


@router.post("/rooms/{int:room_id}/webhooks", response={201: WebhookInfo}, summary="Make a webhook")
def post_webhook(request: HttpRequest, room_id: int, wish: WebhookWish) -> Status[WebhookInfo]:
    """Only this answer has the `secret` that signs what is sent."""
    made = make_webhook(who(request).user_id, room_id, wish.url, wish.events, wish.document)
    return Status(201, webhook_info(made, secret=True))


@router.patch("/webhooks/{int:webhook_id}", response=WebhookInfo, summary="Change a webhook")
def patch_webhook(request: HttpRequest, webhook_id: int, change: WebhookChange) -> WebhookInfo:
    me = who(request).user_id
    return webhook_info(
        change_webhook(me, webhook_id, url=change.url, events=change.events, active=change.active)
    )


@router.delete("/webhooks/{int:webhook_id}", response={204: None}, summary="Delete a webhook")
def remove_webhook(request: HttpRequest, webhook_id: int) -> Status[None]:
    delete_webhook(who(request).user_id, webhook_id)
    return Status(204, None)


@router.get("/webhooks/{int:webhook_id}/deliveries", response=DeliveryList, summary="What was sent, or waits")
def get_deliveries(request: HttpRequest, webhook_id: int) -> DeliveryList:
    row = webhook_for(who(request).user_id, webhook_id)
    found = Delivery.objects.filter(webhook=row).order_by("-created_at")[:NEWEST]
    return DeliveryList(deliveries=[_delivery(each) for each in found])


def _delivery(row: Delivery) -> DeliveryInfo:
    return DeliveryInfo(
        id=str(row.pk),
        event=row.event,
        document=row.document,
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        done_at=row.done_at,
        status=row.status,
        fault=row.fault,
    )
