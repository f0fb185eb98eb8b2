"""Telling: wishes and presence become rows; whoever tells again changes nothing; portions share one row."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from notifications import hearers
from notifications.actions import set_wishes
from notifications.actions.leaving import deliver_again
from notifications.actions.taking_back import take_back
from notifications.actions.telling import AT_ONCE, Tell, tell, tell_later
from notifications.core.preferences import KindWishes, Quiet, Wishes
from notifications.happenings import Happening, failure
from notifications.kinds import Kind
from notifications.models import Delivery, InboxEntry, Notification, Preferences
from notifications.selectors import inbox_page
from realtime.append import Append, Tx
from realtime.commit import append, writer
from realtime.errors import Refused
from tests.notifications.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def mention(number: int = 1, **more: object) -> Happening:
    names = {"name": "Ann", "room": "Hall"}
    return Happening(Kind.MENTION, f"message:{number}", "room:1", ("room:1",), "/", names, **more)  # type: ignore[arg-type]


def everybody(people: Sequence[int]) -> set[int]:
    return set(people)


def due() -> dict[str, datetime]:
    return dict(Delivery.objects.values_list("way", "due_at"))


@pytest.mark.parametrize(
    ("online", "idle", "seconds"), [(False, False, 0), (True, True, 0), (True, False, 60)]
)
def test_presence_says_when_a_push_is_due(
    monkeypatch: pytest.MonkeyPatch, online: bool, idle: bool, seconds: int
) -> None:
    ann = person("ann")
    monkeypatch.setattr(hearers, "online", lambda: frozenset({ann.pk} if online else ()))
    monkeypatch.setattr(hearers, "idle", lambda: frozenset({ann.pk} if idle else ()))
    before = timezone.now()
    tell(mention(), [ann.pk], everybody)
    after = timezone.now()
    wait = timedelta(seconds=seconds)
    assert before + wait <= due()["push"] <= after + wait
    assert before + timedelta(minutes=2) <= due()["email"] <= after + timedelta(minutes=2)


def test_in_the_quiet_only_mail_is_kept_for_its_end_and_urgent_things_break_through() -> None:
    ann = person("ann")
    until = timezone.now() + timedelta(hours=1)
    set_wishes(ann.pk, Wishes(quiet=Quiet(until=until)))
    tell(mention(), [ann.pk], everybody)
    assert due() == {"email": until}
    Delivery.objects.all().delete()
    tell(mention(2, urgent=True), [ann.pk], everybody)
    assert set(due()) == {"push", "email"} and max(due().values()) < until


def test_a_digest_is_marked_as_one() -> None:
    ann = person("ann")
    set_wishes(ann.pk, Wishes(kinds={Kind.MENTION: KindWishes(push=False, email="digest")}))
    tell(mention(), [ann.pk], everybody)
    assert Delivery.objects.get().digest


def test_wishes_that_nobody_understands_any_more_are_the_defaults() -> None:
    ann = person("ann")
    Preferences.objects.create(user=ann, wishes={"kinds": {"smoke": {}}}, changed_seq=1)
    assert tell(mention(), [ann.pk], everybody) == 1


def test_portions_share_a_row_and_telling_again_tells_nobody() -> None:
    people = User.objects.bulk_create(
        [User(username=f"p{number}", password="!", colour=1) for number in range(AT_ONCE + 5)]
    )
    ids = [each.pk for each in people]
    assert tell(mention(), [*ids, *ids], everybody) == len(ids)
    assert tell(mention(), ids, everybody) == 0
    assert Notification.objects.count() == 1 and InboxEntry.objects.count() == len(ids)
    take_back(["message:1"])
    take_back(["message:1"])
    assert not InboxEntry.objects.filter(removed_at=None).exists()
    assert tell(mention(), ids, everybody) == 0


def test_only_those_who_may_are_told_and_nobody_leaves_no_row() -> None:
    ann, bo = person("ann"), person("bo")
    assert tell(mention(), [ann.pk, bo.pk], lambda people: {bo.pk}) == 1
    assert inbox_page(ann.pk).notifications == []
    assert tell(mention(2), [ann.pk, bo.pk], lambda people: set()) == 0
    assert tell(mention(3), [], everybody) == 0
    assert not Notification.objects.exclude(key="message:1").exists()


def test_what_is_told_later_is_told_by_the_writer() -> None:
    ann = person("ann")
    tell_later(mention(), [ann.pk], everybody)
    writer.flush()
    assert [each.title for each in inbox_page(ann.pk).notifications] == ["Ann mentioned you in Hall"]


def test_within_another_append_it_is_the_same_commit() -> None:
    ann = person("ann")

    class Failing(Append[None]):
        stream = f"inbox:{ann.pk}"

        def write(self, tx: Tx) -> None:
            Tell(failure("1", "export", "no room"), [ann.pk], everybody).write(tx)
            raise Refused("conflict", "no")

    with pytest.raises(Refused):
        append(Failing())
    assert not InboxEntry.objects.exists() and not Notification.objects.exists()


def test_after_a_snooze_the_rules_decide_anew() -> None:
    ann = person("ann")
    set_wishes(ann.pk, Wishes(kinds={Kind.MENTION: KindWishes(push=False, email="now")}))
    tell(mention(), [ann.pk], everybody)
    Delivery.objects.update(state="skipped", attempts=3, fault="read", done_at=timezone.now())
    set_wishes(ann.pk, Wishes())
    before = timezone.now()

    class WakeUp(Append[None]):
        stream = f"inbox:{ann.pk}"

        def write(self, tx: Tx) -> None:
            deliver_again(ann.pk, list(Notification.objects.all()))

    append(WakeUp())
    rows = Delivery.objects.order_by("way").values_list("way", "state", "attempts", "fault", "done_at")
    assert list(rows) == [("email", "waiting", 0, "", None), ("push", "waiting", 0, "", None)]
    assert min(due().values()) >= before
