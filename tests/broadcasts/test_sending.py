"""Sending: to whom, once, in portions, and what is refused before anything is sent."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import AuditEntry
from broadcasts.access import powers
from broadcasts.actions import ChangeDraft, CreateDraft, SendPortion, send_draft, send_new
from broadcasts.actions import send as sending
from broadcasts.checking import check
from broadcasts.events import Audience, AudienceQuery
from broadcasts.jobs import finish, send_broadcasts
from broadcasts.keeping import kept, wish_of
from broadcasts.models import Broadcast
from notifications.models import InboxEntry, Notification
from realtime import store
from realtime.commit import append, commit, writer
from realtime.errors import Refused
from rooms.models import Membership, Role
from tests.broadcasts.stage import EVERYONE, again, crowd, later, person, room_of, send, wish

pytestmark = pytest.mark.django_db(transaction=True)


def entries() -> list[str]:
    return sorted(InboxEntry.objects.values_list("user__username", flat=True))


def refused(sender, **fields) -> tuple[str, str | None]:
    audience = fields.pop("audience", EVERYONE)
    with pytest.raises(Refused) as caught:
        send_new(sender.pk, wish(audience, **fields))
    assert not Notification.objects.exists() and not Broadcast.objects.exists()
    return caught.value.code, caught.value.field


def test_to_everybody_is_one_row_and_the_same_statements_however_many_they_are():
    boss = person("boss", is_staff=True)

    def statements() -> int:
        checked = check(kept(wish(), boss.pk), powers(boss.pk), timezone.now())
        with CaptureQueriesContext(connections["default"]) as captured:
            commit([sending.Send(boss.pk, checked)])
        return len(captured)

    statements()  # the first makes the streams
    few = statements()
    crowd(3_000)
    many = statements()
    assert few == many <= 12
    assert Notification.objects.count() == 3 and InboxEntry.objects.count() == 0
    assert list(Broadcast.objects.order_by("pk").values_list("state", "addressed", "reached")) == [
        ("sent", 1, 1),
        ("sent", 1, 1),
        ("sent", 3_001, 3_001),
    ]


def test_each_part_of_an_audience_is_added_up_and_each_person_told_once():
    boss, ann, bo, _cy = (person(name) for name in ("boss", "ann", "bo", "cy"))
    person("guest", is_guest=True)
    gone = person("gone", is_active=False)
    type(boss).objects.filter(pk=boss.pk).update(is_staff=True)
    room = room_of(ann, bo, gone)
    cases = {
        ("ann", "bo"): Audience(rooms=[room.pk]),
        ("ann", "bo", "guest"): Audience(rooms=[room.pk], roles=["guests"], people=["@Ann"]),
        ("boss",): Audience(roles=["staff"]),
        ("ann",): Audience(roles=["admins"]),
        ("ann", "bo", "boss", "cy"): Audience(roles=["members"]),
        ("bo", "cy"): Audience(names="username\nbo;cy, CY\n"),
        ("guest",): Audience(query=AudienceQuery(is_guest=True)),
        ("ann", "bo", "boss"): Audience(query=AudienceQuery(room=room.pk), people=["boss"]),
    }
    for names, audience in cases.items():
        InboxEntry.objects.all().delete()
        row = send(boss, audience)
        assert entries() == sorted(names), audience
        assert (row.state, row.addressed, row.reached, row.busy) == ("sent", len(names), len(names), False)


def test_a_query_asks_for_what_is_known():
    boss = person(
        "boss", is_staff=True, date_joined=later(days=-9), last_seen_at=later(hours=-1), language="de"
    )
    person("ann", date_joined=later(days=-5), last_seen_at=later(days=-3))
    person("bo", date_joined=later(days=-1))
    cases = [
        (AudienceQuery(joined_before=later(days=-2)), ["ann", "boss"]),
        (AudienceQuery(joined_after=later(days=-2)), ["bo"]),
        (AudienceQuery(seen_before=later(days=-1)), ["ann", "bo"]),
        (AudienceQuery(seen_after=later(days=-1)), ["boss"]),
        (AudienceQuery(language="de"), ["boss"]),
        (AudienceQuery(language="en"), ["ann", "bo"]),
        (AudienceQuery(joined_before=later(days=-2), seen_before=later(days=-1)), ["ann"]),
    ]
    for query, names in cases:
        InboxEntry.objects.all().delete()
        send(boss, Audience(query=query))
        assert entries() == names, query


def test_names_may_be_addresses():
    boss = person("boss", is_staff=True)
    person("ann", email="Ann@Example.org")
    send(boss, Audience(names="email\nann@example.org\n<boss>"))
    assert entries() == ["ann", "boss"]


@pytest.mark.parametrize(
    "fields, field",
    [
        ({"title": ""}, "title"),
        ({"title": "Hello {nmae}"}, "title"),
        ({"body": "See {place}"}, "body"),
        ({"title": "In {room}"}, "title"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"translations": {"de": {"title": "", "body": "x"}}}, "translations.de.title"),
        ({"translations": {"de": {"title": "x", "body": "{nmae}"}}}, "translations.de.body"),
        ({"translations": {"xx": {"title": "x", "body": "x"}}}, "translations"),
        ({"send_at": "2020-01-01T00:00:00Z"}, "send_at"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"send_at": "2040-01-02T00:00:00Z", "expires_at": "2040-01-01T00:00:00Z"}, "expires_at"),
        ({"timezone": "Moon/Crater", "send_at": "2040-01-02T00:00"}, "timezone"),
        ({"audience": Audience()}, "audience"),
        ({"audience": Audience(people=["nobody"])}, "audience"),
        ({"audience": Audience(names="boss nobody")}, "audience"),
        ({"audience": Audience(rooms=[10**9])}, "audience"),
        ({"audience": Audience(query=AudienceQuery())}, "audience"),
        ({"audience": Audience(roles=["guests"])}, "audience"),
        ({"values": {"Bad Name": "x"}}, "values"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_sent(fields, field):
    boss = person("boss", is_staff=True)
    assert refused(boss, **fields) == ("invalid", field)


def test_unknown_names_may_be_left_out():
    boss = person("boss", is_staff=True)
    assert refused(boss, audience=Audience(names="boss nobody")) == ("invalid", "audience")
    send(boss, Audience(names="boss nobody", skip_unknown=True))
    assert entries() == ["boss"]


def test_who_may_send_to_whom():
    boss, ann, bo = person("boss", is_staff=True), person("ann"), person("bo")
    mine, other = room_of(ann, bo), room_of(boss, ann, name="Staff only")
    assert refused(bo, audience=Audience(rooms=[mine.pk])) == ("forbidden", None)
    assert refused(ann) == ("forbidden", "audience")
    assert refused(ann, audience=Audience(rooms=[other.pk])) == ("forbidden", "audience")
    assert refused(ann, audience=Audience(rooms=[mine.pk], people=["boss"])) == ("forbidden", "audience")
    assert refused(ann, audience=Audience(rooms=[mine.pk]), level="urgent") == ("forbidden", "level")
    row = send(ann, Audience(rooms=[mine.pk]), title="News of {room}")
    assert entries() == ["ann", "bo"]
    assert row.notification is not None and row.notification.title == "News of Hall"
    assert row.notification.places == [f"room:{mine.pk}"]
    Membership.objects.filter(user=ann, room=mine).update(role=Role.MEMBER)
    with pytest.raises(Refused):
        send(ann, Audience(rooms=[mine.pk]))


def test_variables_are_filled_where_they_are_the_same_for_all_and_kept_where_not():
    boss = person("boss", is_staff=True, name="The Boss")
    row = send(
        boss,
        title="Hello {first_name}, from {sender}",
        body="{what} {{name}}",
        values={"what": "Tea {name}"},
        translations={"de": {"title": "Hallo {name}", "body": "{what}"}},
    )
    told = row.notification
    assert told is not None
    assert told.title == "Hello {first_name}, from The Boss"
    assert told.body == "Tea {{name}} {{name}}"
    assert told.translations == {"de": {"title": "Hallo {name}", "body": "Tea {{name}}"}}
    assert told.data == {"variables": "first_name,name"}
    plain = send(boss, title="{{name}} and {sender}").notification
    assert plain is not None and (plain.title, plain.data) == ("{name} and The Boss", {})


def test_a_repeat_gets_the_first_result():
    boss = person("boss", is_staff=True)
    first = send_new(boss.pk, wish(title="One"), "a")
    again_ = send_new(boss.pk, wish(title="Two"), "a")
    assert (first.repeated, again_.repeated) == (False, True)
    assert again_.broadcast == first.broadcast
    assert Notification.objects.count() == 1


def test_many_get_it_in_portions_that_a_crash_does_not_double(monkeypatch):
    monkeypatch.setattr("broadcasts.actions.send.AT_ONCE", 10)
    monkeypatch.setattr("broadcasts.jobs.PEOPLE", 10)
    boss = person("boss", is_staff=True)
    ids = crowd(35)
    sent = send_new(boss.pk, wish(Audience(names="\n".join(f"p{n:05}" for n in range(35)))))
    row = Broadcast.objects.get(pk=sent.broadcast.id)
    assert (row.state, row.addressed, row.reached, row.busy) == ("sending", 35, 0, True)
    assert append(SendPortion(row.pk, 0, ids[:10], last=False))
    assert not append(SendPortion(row.pk, 0, ids[:10], last=False))  # a second node did the same
    assert not append(SendPortion(row.pk, ids[19], ids[20:30], last=False))  # and one is ahead
    assert InboxEntry.objects.count() == 10
    type(boss).objects.filter(pk=ids[34]).update(is_active=False)  # meanwhile
    send_broadcasts()
    row = again(row)
    assert (row.state, row.addressed, row.reached, row.busy) == ("sent", 34, 34, False)
    assert sorted(InboxEntry.objects.values_list("user", flat=True)) == ids[:34]
    assert len(store.read(f"inbox:{ids[20]}", 0).changes) == 1
    assert Notification.objects.count() == 1


def test_it_goes_out_at_its_time_with_the_rights_of_then():
    boss, ann = person("boss", is_staff=True), person("ann")
    room = room_of(ann)
    mine = send_new(boss.pk, wish(send_at=later(hours=1))).broadcast
    hers = send_new(ann.pk, wish(Audience(rooms=[room.pk]), send_at=later(hours=1))).broadcast
    assert (mine.state, hers.state) == ("scheduled", "scheduled")
    send_broadcasts()
    assert not Notification.objects.exists()
    Broadcast.objects.update(send_at=later(seconds=-1))
    Membership.objects.filter(user=ann).update(role=Role.MEMBER)
    send_broadcasts()
    send_broadcasts()
    assert Broadcast.objects.get(pk=mine.id).state == "sent"
    failed = Broadcast.objects.get(pk=hers.id)
    assert failed.state == "failed" and failed.fault
    assert Notification.objects.filter(kind="announcement").count() == 1
    failure = InboxEntry.objects.get(kind="failure")
    assert failure.user == ann and failure.notification.url == f"/broadcasts/{failed.pk}/"


def test_a_time_without_a_zone_is_by_the_clock_that_is_named():
    boss = person("boss", is_staff=True, timezone="America/New_York")
    named = send_new(boss.pk, wish(send_at="2040-07-01T09:00", timezone="Europe/Berlin")).broadcast
    own = send_new(boss.pk, wish(send_at="2040-01-01T09:00")).broadcast
    assert named.send_at is not None and named.send_at.isoformat() == "2040-07-01T09:00:00+02:00"
    assert Broadcast.objects.get(pk=named.id).send_at.hour == 7  # type: ignore[union-attr]
    assert Broadcast.objects.get(pk=own.id).send_at.hour == 14  # type: ignore[union-attr]


def test_a_draft_that_was_changed_while_it_was_sent_is_not_sent_as_it_was():
    boss = person("boss", is_staff=True)
    made = append(CreateDraft(boss.pk, wish()))
    row = Broadcast.objects.get(pk=made.id)
    checked = check(wish_of(row), powers(boss.pk), timezone.now())
    append(ChangeDraft(boss.pk, row.pk, wish(title="Coffee")))
    with pytest.raises(Refused) as caught:
        append(sending.Send(boss.pk, checked, broadcast_id=row.pk, as_of=row.changed_seq))
    assert caught.value.code == "conflict" and not Notification.objects.exists()
    assert send_draft(boss.pk, row.pk).broadcast.title == "Coffee"


def test_what_is_sent_is_written_down():
    boss = person("boss", is_staff=True)
    send(boss)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.target) == ("broadcast.sent", boss, "Tea is ready")
    assert entry.details["people"] == 1
    writer.flush()
    finish(0)  # nothing to do
