"""HTTP API of web push: the key, and the browsers of the person."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from notifications.models import PushSubscription
from notifications.ways import subscriptions, vapid
from notifications.ways.push import Outcome
from realtime.wire import Result, Wire

router = Router(tags=["notifications"])


class PushKeys(Wire):
    """As `PushSubscription.toJSON().keys` has them: base64url."""

    p256dh: Annotated[str, Field(max_length=200)]
    auth: Annotated[str, Field(max_length=100)]


class PushWish(Wire):
    """A browser's subscription. `label`: which browser it is, in words."""

    endpoint: str
    keys: PushKeys
    label: Annotated[str, Field(max_length=500)] = ""


class PushKey(Result):
    """The `applicationServerKey` to subscribe with, base64url."""

    key: str


class PushDevice(Result):
    """A browser that may be pushed to. `here`: it was made known in this session. `gone`: its subscription has ended,
    and nothing goes there; `fault` says in a sentence what is wrong, "" if nothing is."""

    id: int
    label: str
    created_at: datetime
    used_at: datetime | None
    here: bool
    gone: bool
    fault: str


class PushDevices(Result):
    """The person's browsers, the newest first."""

    devices: list[PushDevice]


class PushTried(Result):
    """Whether the push service took it; else why not."""

    sent: bool
    fault: str


@router.get("/push/key", response=PushKey, summary="The key to subscribe to pushes with")
def get_key(request: HttpRequest) -> PushKey:
    return PushKey(key=vapid.public_key())


@router.get("/push/subscriptions", response=PushDevices, summary="My browsers that are pushed to")
def get_subscriptions(request: HttpRequest) -> PushDevices:
    rows = subscriptions.devices(who(request).user_id)
    return PushDevices(devices=[_told(row, request) for row in rows])


@router.post(
    "/push/subscriptions", response={200: PushDevice, 201: PushDevice}, summary="Have this browser pushed to"
)
def post_subscription(request: HttpRequest, wish: PushWish) -> Status[PushDevice]:
    """201, or 200 where the endpoint is known: then it is renewed, and is the caller's from now on."""
    row, made = subscriptions.subscribe(
        who(request).user_id,
        endpoint=wish.endpoint,
        p256dh=wish.keys.p256dh,
        auth=wish.keys.auth,
        label=wish.label,
        session=_session(request),
    )
    return Status(201 if made else 200, _told(row, request))


@router.delete(
    "/push/subscriptions/{int:subscription_id}", response={204: None}, summary="No pushes to this browser"
)
def delete_subscription(request: HttpRequest, subscription_id: int) -> Status[None]:
    subscriptions.forget(who(request).user_id, subscription_id)
    return Status(204, None)


@router.post(
    "/push/subscriptions/{int:subscription_id}/test", response=PushTried, summary="Push to this browser now"
)
def post_test(request: HttpRequest, subscription_id: int) -> PushTried:
    row = subscriptions.device(who(request).user_id, subscription_id)
    answer = subscriptions.try_out(row)
    row.refresh_from_db()
    fault = "" if answer.outcome == Outcome.TAKEN else subscriptions.fault_words(row)
    return PushTried(sent=answer.outcome == Outcome.TAKEN, fault=fault or _not_taken(answer.outcome))


def _not_taken(outcome: Outcome) -> str:
    return "" if outcome == Outcome.TAKEN else _("The push service did not take it.")


def _session(request: HttpRequest) -> str:
    """ "" for a token, which has no session."""
    session = getattr(request, "session", None)
    return (
        (session.session_key or "") if session is not None and "Authorization" not in request.headers else ""
    )


def _told(row: PushSubscription, request: HttpRequest) -> PushDevice:
    session = subscriptions.digest(_session(request))
    return PushDevice(
        id=row.pk,
        label=row.label or _("A browser"),
        created_at=row.created_at,
        used_at=row.used_at,
        here=bool(session) and row.session == session,
        gone=row.gone_at is not None,
        fault=subscriptions.fault_words(row),
    )
