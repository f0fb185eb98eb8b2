"""One push to one browser: encrypted for it (RFC 8291), signed by us (RFC 8292), and what came of it."""

import base64
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from notifications.kinds import Kind, Level
from notifications.models import Notification, PushSubscription
from notifications.ways import vapid
from notifications.ways.line import FAULTS, PushLine
from notifications.ways.markdown import shortened
from notifications.ways.words import Words
from realtime.outward.guard import Forbidden

TITLE_CHARS: Final = 150
TEXT_CHARS: Final = 400
URL_CHARS: Final = 1_500
"""A push service takes 4,096 bytes, encrypted; four bytes a character leave room for all three."""
TTL: Final = 12 * 3600
"""Seconds a push service keeps it for a browser that is not there. Later the inbox and the mail have told it."""
PRESSING: Final = frozenset({Kind.DIRECT, Kind.MENTION, Kind.REMINDER})

line = PushLine()


class Outcome(StrEnum):
    """What became of a push to one browser."""

    TAKEN = "taken"
    GONE = "gone"  # the subscription exists no more
    REFUSED = "refused"  # trying again would not help
    AGAIN = "again"  # not now


@dataclass(frozen=True, slots=True)
class Pushed:
    """`fault` is for staff and the log; `wait` is what the push service asked for, seconds."""

    outcome: Outcome
    fault: str = ""
    wait: float = 0.0


def payload(row: Notification, words: Words, unread: int) -> dict[str, Any]:
    """What the service worker shows. A later one of the same `tag` takes the place of an earlier one."""
    lines = " ".join(words.text.split())
    return {
        "id": row.pk,
        "title": shortened(words.title, TITLE_CHARS),
        "body": shortened(lines, TEXT_CHARS),
        "url": words.url if len(words.url) <= URL_CHARS else "/inbox/",
        "tag": words.group,
        "unread": unread,
        "urgent": row.level == Level.URGENT,
    }


def push(
    to: PushSubscription, content: dict[str, Any], signer: Any, *, topic: str = "", pressing: bool = False
) -> Pushed:
    """Send one; asks no database. Never raises for what the other side does. `signer`: of `vapid.signer`. `topic`: one
    that waits there of the same topic is replaced, so that a push which was sent twice is shown once."""
    from pywebpush import WebPushException, webpush

    headers: dict[str, Any] = {"Urgency": "high" if pressing else "normal"}
    if topic:
        digest = hashlib.sha256(topic.encode()).digest()
        headers["Topic"] = base64.urlsafe_b64encode(digest)[:32].decode()
    try:
        webpush(
            {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}},
            data=json.dumps(content, ensure_ascii=False),
            vapid_private_key=signer,
            vapid_claims=vapid.claims(),
            ttl=TTL,
            headers=headers,
            requests_session=line,
        )
    except WebPushException as error:
        return _refused(error)
    except Forbidden as error:
        return Pushed(Outcome.REFUSED, f"not asked: {error}")
    except FAULTS as error:
        return Pushed(Outcome.AGAIN, f"{type(error).__name__}: {error}")
    except (ValueError, TypeError) as error:  # keys that are no keys
        return Pushed(Outcome.REFUSED, f"the subscription's keys are not usable: {error}")
    return Pushed(Outcome.TAKEN)


def _refused(error: Any) -> Pushed:
    answer = error.response
    if answer is None:
        return Pushed(Outcome.REFUSED, str(error.message))
    fault = f"HTTP {answer.status_code} {' '.join(answer.text.split())[:120]}".strip()
    if answer.status_code in {404, 410}:
        return Pushed(Outcome.GONE, fault)
    if answer.status_code in {408, 425, 429} or answer.status_code >= 500:
        return Pushed(Outcome.AGAIN, fault, _wait(answer.headers))
    return Pushed(Outcome.REFUSED, fault)


def _wait(headers: Any) -> float:
    """What `Retry-After` says in seconds, at most an hour; 0 without."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return min(3600.0, float(said)) if said.isdigit() else 0.0


def is_pressing(row: Notification) -> bool:
    return row.level == Level.URGENT or row.kind in PRESSING
