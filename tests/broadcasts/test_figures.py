"""How it goes: counts and people, for everybody and for some; as a file; the same few statements for many."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadcasts.events import Audience
from broadcasts.export import as_csv
from broadcasts.figures import figures, people_page
from broadcasts.models import Broadcast
from notifications.actions import Acknowledge, ChangeEntries, MarkAllRead, MarkAllSeen, MarkRead
from notifications.events import EntryChange
from notifications.models import Delivery
from realtime.commit import append
from tests.broadcasts.stage import EVERYONE, crowd, later, person, send

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("ann", "bo", "cy", "di", "eve")


def world(audience: Audience) -> Broadcast:
    """ann read and acknowledged it, bo read everything, cy saw everything, di saved it, eve and boss did nothing."""
    boss = person("boss", is_staff=True, name="=boss()")
    ann, bo, cy, di, _eve = (person(name) for name in NAMES)
    row = send(boss, audience, wants_ack=True)
    assert row.notification_id
    append(MarkRead(ann.pk, [row.notification_id]))
    append(Acknowledge(ann.pk, row.notification_id))
    append(MarkAllRead(bo.pk))
    append(MarkAllSeen(cy.pk))
    append(ChangeEntries(di.pk, [row.notification_id], EntryChange(saved=True)))
    late = person("late", date_joined=later(seconds=1))
    append(MarkAllSeen(late.pk))
    rows = [
        Delivery(user=ann, notification_id=row.notification_id, way="push", state="sent", due_at=later()),
        Delivery(user=bo, notification_id=row.notification_id, way="email", state="waiting", due_at=later()),
        Delivery(
            user=cy,
            notification_id=row.notification_id,
            way="push",
            state="failed",
            fault="gone",
            due_at=later(),
        ),
        Delivery(
            user=di,
            notification_id=row.notification_id,
            way="push",
            state="skipped",
            fault="read",
            due_at=later(),
        ),
    ]
    Delivery.objects.bulk_create(rows)
    return row


def names(row: Broadcast, state: str) -> list[str]:
    return [one.person.username for one in people_page(row, state).people]


@pytest.mark.parametrize("audience", [EVERYONE, Audience(people=["boss", *NAMES])], ids=["everyone", "some"])
def test_counts_and_people_agree(audience: Audience) -> None:
    row = world(audience)
    seen = {"ann", "bo", "cy"} | ({"di"} if audience.everyone else set())  # who saves it has it before them
    expected = {
        "addressed": {"boss", *NAMES},
        "seen": seen,
        "unseen": {"boss", *NAMES} - seen,
        "read": {"ann", "bo"},
        "unread": {"boss", "cy", "di", "eve"},
        "acknowledged": {"ann"},
        "failed": {"cy"},
    }
    for state, people in expected.items():
        assert names(row, state) == sorted(people), state
    told = figures(row)
    assert (told.addressed, told.reached, told.delivered.in_app) == (6, 6, 6)
    assert (told.seen, told.read, told.acknowledged) == (len(seen), 2, 1)
    assert (told.delivered.push, told.delivered.email, told.waiting) == (1, 0, 1)
    assert [(each.way, each.reason, each.count) for each in told.failed] == [("push", "gone", 1)]
    assert [(each.way, each.reason, each.count) for each in told.skipped] == [("push", "read", 1)]
    ann, cy = (people_page(row).people[index] for index in (0, 3))
    assert (ann.read, ann.acknowledged_at is not None, ann.push) == (True, True, "sent")
    assert (cy.read, cy.seen, cy.push, cy.fault) == (False, True, "failed", "gone")


def test_a_page_ends_where_the_next_begins_and_the_file_holds_all(monkeypatch: pytest.MonkeyPatch) -> None:
    row = world(EVERYONE)
    first = people_page(row, limit=4)
    rest = people_page(row, after=first.next or "", limit=4)
    assert first.next == "cy" and rest.next is None
    assert [one.person.username for one in (*first.people, *rest.people)] == [
        "ann",
        "bo",
        "boss",
        "cy",
        "di",
        "eve",
    ]
    monkeypatch.setattr("broadcasts.export.MOST_PEOPLE", 4)
    lines = list(csv.DictReader(io.StringIO(b"".join(as_csv(row)).decode())))
    assert [line["username"] for line in lines] == ["ann", "bo", "boss", "cy", "di", "eve"]
    assert lines[2]["name"] == "'=boss()"  # no formula
    assert (lines[0]["read"], lines[0]["push"], lines[5]["seen"]) == ("yes", "sent", "no")


def test_they_cost_the_same_for_many() -> None:
    row = world(EVERYONE)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            figures(row)
            people_page(row)
        return len(captured)

    few = statements()
    crowd(2_000)
    assert statements() == few <= 12


def test_of_a_draft_there_is_nothing_to_tell() -> None:
    row = Broadcast.objects.create(sender=person("boss", is_staff=True))
    assert figures(row).addressed == 0 and not people_page(row).people
    assert b"".join(as_csv(row)).count(b"\n") == 1
