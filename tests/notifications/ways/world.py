"""People who are told something, and time that passes."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from jobs.worker import work_off
from notifications.actions.preferences import set_wishes
from notifications.actions.telling import tell
from notifications.core.preferences import KindWishes, Wishes
from notifications.happenings import Happening
from notifications.kinds import Kind
from notifications.models import Delivery, InboxEntry, Notification
from notifications.ways.jobs import hand_out
from notifications.ways.subscriptions import subscribe
from tests.notifications.ways.push_service import Browser
from tests.people import person

numbers = itertools.count(1)


def told(user: User, **wishes: Any) -> Notification:
    """Something that this person hears of."""
    number = next(numbers)
    fields: dict[str, Any] = {
        "kind": Kind.SHARE,
        "key": f"test:{number}",
        "group": "document:7",
        "places": (),
        "url": f"/documents/{number}/",
        "data": {"name": "Bo", "document": "Plan"},
        "body": "some *words*",
    } | wishes
    assert tell(Happening(**fields), [user.pk], may=set) == 1
    return Notification.objects.get(key=fields["key"])


def wish(user: User, kind: Kind = Kind.SHARE, **fields: Any) -> None:
    """Change what a person wishes of a kind; other fields of the wishes by `wishes`."""
    others = fields.pop("wishes", {})
    base = {"in_app": True, "toast": True, "sound": False, "push": False, "email": "off"}
    set_wishes(user.pk, Wishes(kinds={kind: KindWishes(**(base | fields))}, **others))


def ann_who_wants(email: str = "now", **fields: Any) -> User:
    """Ann, who has an address and wants mail when something is shared with her."""
    ann = person("ann", email="ann@example.org", **fields)
    wish(ann, email=email)
    return ann


def subscribed(user: User, browser: Browser, label: str = "Firefox") -> None:
    given = browser.wish(label)
    subscribe(user.pk, endpoint=given["endpoint"], **given["keys"], label=label, session="")


def time_passes() -> None:
    """All that waits is due now."""
    past = timezone.now() - timedelta(seconds=1)
    Delivery.objects.filter(state__in=["waiting", "sending"]).update(due_at=past)
    DBTaskResult.objects.filter(status="READY").update(run_after=past)


def go_out(rounds: int = 1) -> None:
    """Let time pass, hand out what is due, and work it off."""
    for _ in range(rounds):
        time_passes()
        hand_out(timezone.now())
        work_off()


def entry(user: User, row: Notification) -> InboxEntry:
    return InboxEntry.objects.get(user=user, notification=row)


def state_of(user: User, way: str = "email") -> tuple[str, str]:
    """State and fault of the person's newest delivery by this way."""
    row = Delivery.objects.filter(user=user, way=way).latest("pk")
    return row.state, row.fault


def present(monkeypatch: Any, user: User, *, idle: bool = False) -> Callable[[], None]:
    """The person has a page open; call the answer to close it."""
    here = {user.pk}
    from notifications import hearers

    monkeypatch.setattr(hearers, "online", lambda: frozenset(here))
    monkeypatch.setattr(hearers, "idle", lambda: frozenset(here if idle else ()))
    return here.clear
