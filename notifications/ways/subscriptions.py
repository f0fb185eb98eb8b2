"""Browsers that may be pushed to: made known, looked at, tried, forgotten."""

import base64
import hashlib
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from notifications.models import PushSubscription
from notifications.ways import push as pushing
from notifications.ways import vapid
from notifications.ways.pushes import note_browsers
from realtime.errors import Refused
from realtime.outward.guard import Forbidden

MOST: Final = 30
"""Browsers of one person; the one that was silent longest makes room."""
LABEL_CHARS: Final = 120
ENDPOINT_CHARS: Final = 2_000
P256DH_BYTES: Final = 65
AUTH_BYTES: Final = 16


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def subscribe(
    user_id: int, *, endpoint: str, p256dh: str, auth: str, label: str, session: str
) -> tuple[PushSubscription, bool]:
    """Keep a browser's subscription, and whether it is a new one. A known one is renewed, and becomes this person's:
    the browser is theirs now. Raises `Refused("invalid", …, field)`."""
    _check(endpoint, p256dh, auth)
    with transaction.atomic():
        row, made = PushSubscription.objects.update_or_create(
            endpoint_digest=digest(endpoint),
            defaults={
                "user_id": user_id,
                "endpoint": endpoint,
                "p256dh": p256dh,
                "auth": auth,
                "label": " ".join(label.split())[:LABEL_CHARS],
                "session": digest(session),
                "gone_at": None,
                "fault": "",
            },
        )
        if made:
            _make_room(user_id)
    return row, made


def _make_room(user_id: int) -> None:
    mine = PushSubscription.objects.filter(user=user_id).order_by("-pk")
    over = list(mine.values_list("pk", flat=True)[MOST:])
    PushSubscription.objects.filter(pk__in=over).delete()


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    if len(endpoint) > ENDPOINT_CHARS:
        raise Refused("invalid", _("This address is too long."), "endpoint")
    try:
        pushing.line.check(endpoint)
    except Forbidden as error:
        raise Refused("invalid", _("This is not the address of a push service."), "endpoint") from error
    if len(_bytes(p256dh)) != P256DH_BYTES or _bytes(p256dh)[:1] != b"\x04":
        raise Refused("invalid", _("This is not a key of a browser."), "p256dh")
    if len(_bytes(auth)) != AUTH_BYTES:
        raise Refused("invalid", _("This is not a key of a browser."), "auth")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return b""


def devices(user_id: int) -> list[PushSubscription]:
    """The person's browsers, the newest first."""
    return list(PushSubscription.objects.filter(user=user_id).order_by("-pk"))


def device(user_id: int, subscription_id: int) -> PushSubscription:
    """One of the person's own. Raises `Refused("not_found")`."""
    found = PushSubscription.objects.filter(user=user_id, pk=subscription_id).first()
    if found is None:
        raise Refused("not_found", _("There is no such browser of yours."))
    return found


def forget(user_id: int, subscription_id: int) -> None:
    """No pushes to it any more. Raises `Refused("not_found")`."""
    device(user_id, subscription_id).delete()


def forget_session(session: str) -> None:
    """The browser was signed out: what is told to its owner is not for the next one who sits there."""
    PushSubscription.objects.filter(session=digest(session)).exclude(session="").delete()


def forget_person(user_id: int) -> None:
    """A new password, or an account that was closed, ends every session; their browsers make themselves known again."""
    PushSubscription.objects.filter(user=user_id).delete()


def try_out(row: PushSubscription) -> pushing.Pushed:
    """Push a few words to one browser now, and note what came of it."""
    content: dict[str, Any] = {
        "id": 0,
        "title": _("This browser is told"),
        "body": _("Notifications of Collab come here when no page of it is open."),
        "url": "/inbox/",
        "tag": "test",
        "unread": 0,
    }
    answer = pushing.push(row, content, vapid.signer(), topic="test", pressing=True)
    note_browsers([(row, answer)])
    return answer


def fault_words(row: PushSubscription) -> str:
    """What is wrong with it, for its owner; "" if nothing is known to be."""
    if row.gone_at is not None:
        return _("This browser has ended its subscription. Turn notifications on in it once more.")
    if row.fault:
        return _("The last notification did not get through: %(fault)s") % {"fault": row.fault}
    return ""
