"""The wire types of webhooks."""

from datetime import datetime

from realtime.wire import Result, Wire


class WebhookInfo(Wire):
    """`document` null: all documents of the room. `secret` is told once, to whoever makes it."""

    id: int
    room: int
    document: int | None
    url: str
    events: list[str]
    active: bool
    created_by: str
    created_at: datetime
    secret: str | None = None


class WebhookList(Result):
    webhooks: list[WebhookInfo]


class DeliveryInfo(Wire):
    """`state`: waiting, sent or dead. `status` is the last HTTP status, `fault` what went wrong last."""

    id: str
    event: str
    document: int
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    done_at: datetime | None
    status: int | None
    fault: str


class DeliveryList(Result):
    """Newest first."""

    deliveries: list[DeliveryInfo]
