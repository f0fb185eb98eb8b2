"""What was decided to be sent is asked again when it is due: whether it is still needed, wanted, and theirs to see."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from notifications.models import Delivery, InboxEntry, Notification
from tests.api import Api
from tests.notifications.ways.post_office import PostOffice, text_of
from tests.notifications.ways.world import ann_who_wants, entry, go_out, present, state_of, told, wish

pytestmark = pytest.mark.django_db(transaction=True)


def _read(ann: Any, row: Notification) -> None:
    assert Api(ann).post(f"/notifications/{row.pk}/read").status_code == 200


def _done(ann: Any, row: Notification) -> None:
    change = {"ids": [row.pk], "change": {"done": True, "read": False}}
    assert Api(ann).post("/notifications/change", change).status_code == 200


def _seen(ann: Any, row: Notification) -> None:
    assert Api(ann).post("/notifications/seen_all").status_code == 200


def _snoozed(ann: Any, row: Notification) -> None:
    until = (timezone.now() + timedelta(hours=3)).isoformat()
    change = {"ids": [row.pk], "change": {"snoozed_until": until}}
    assert Api(ann).post("/notifications/change", change).status_code == 200


def _recalled(ann: Any, row: Notification) -> None:
    Notification.objects.filter(pk=row.pk).update(recalled_at=timezone.now())


def _removed(ann: Any, row: Notification) -> None:
    InboxEntry.objects.filter(pk=entry(ann, row).pk).update(removed_at=timezone.now())


def _expired(ann: Any, row: Notification) -> None:
    Notification.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def _unwanted(ann: Any, row: Notification) -> None:
    wish(ann, email="off")


def _closed(ann: Any, row: Notification) -> None:
    ann.is_active = False
    ann.save()


MEANWHILE = {
    "read": _read,
    "done": _done,
    "seen": _seen,
    "snoozed": _snoozed,
    "recalled": _recalled,
    "recalled ": _removed,
    "expired": _expired,
    "off": _unwanted,
    "account": _closed,
}


@pytest.mark.parametrize("reason", MEANWHILE)
def test_what_is_not_needed_any_more_is_not_sent(post_office: PostOffice, reason: str) -> None:
    ann = ann_who_wants()
    MEANWHILE[reason](ann, told(ann))
    go_out()
    assert post_office.letters == []
    assert state_of(ann) == ("skipped", reason.strip())


def test_who_is_here_gets_no_mail(post_office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = ann_who_wants()
    told(ann)
    present(monkeypatch, ann)
    go_out()
    assert post_office.letters == [] and state_of(ann) == ("skipped", "here")
    present(monkeypatch, ann, idle=True)
    told(ann)
    go_out()
    assert len(post_office.letters) == 1, "a page that nobody looks at is not presence"


def test_quiet_time_holds_mail_until_it_is_over_and_then_it_is_one_letter(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    end = timezone.now() + timedelta(hours=2)
    wish(ann, email="now", wishes={"quiet": {"until": end}})
    for number in range(3):
        told(ann, group=f"document:{number}")
    assert {row.due_at for row in Delivery.objects.all()} == {end}
    go_out()
    assert post_office.letters == []
    assert {(row.state, row.due_at) for row in Delivery.objects.all()} == {("waiting", end)}
    assert [row.attempts for row in Delivery.objects.all()] == [0, 0, 0], "waiting is no try"
    wish(ann, email="now")
    go_out()
    (letter,) = post_office.letters
    assert letter["Subject"] == "Bo shared “Plan” with you, and 2 more"
    assert "3 notifications wait for you" in text_of(letter)
    assert {row.state for row in Delivery.objects.all()} == {"sent"}
