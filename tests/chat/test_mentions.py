"""Who is named in a text: parsing, who of them is somebody, and counting."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import DeleteMessage, MoveReadMarker
from chat.mentions import named
from chat.models import Mention, Message
from chat.selectors import check_mentions, unread_counts
from realtime.commit import append
from rooms.actions import RemoveMember
from rooms.hooks import Counts, Marker
from rooms.selectors import room_summary
from tests.people import person, room, say, sending


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ann", {"ann"}),
        ("Hi @Ann, and (@bo)!", {"ann", "bo"}),
        ("@ann's and @bo:", {"ann", "bo"}),
        ("write to ann@example.org or a@b", set()),
        ("https://a.example/@ann and a/@ann", set()),
        ("`@ann` and ``x ` @bo``", set()),
        ("```\n@ann\n```\n@bo", {"bo"}),
        ("```py\n@ann", set()),
        ("~~~\n@ann\n~~~", set()),
        ("a ` alone, @ann", {"ann"}),
        ("@@ann \\@bo", set()),
        ("**@ann** _@bo", {"ann"}),
        ("@", set()),
        ("@room @here", set()),
    ],
)
def test_names_in_a_text(text: str, names: set[str]) -> None:
    assert {candidates[-1] for candidates in named(text).people} == names


CALLS = {
    "@room": "room",
    "hi @here!": "here",
    "@here @room": "room",
    "@ROOM.": "room",
    "@roomy": "",
    "`@room`": "",
}


@pytest.mark.parametrize(("text", "everyone"), CALLS.items())
def test_calling_everyone(text: str, everyone: str) -> None:
    assert named(text).everyone == everyone


def test_the_longest_name_is_meant_first() -> None:
    assert named("@ann.b-c.").people == (("ann.b-c", "ann.b", "ann"),)
    assert named("@ann...").people == (("ann",),)


def test_long_texts_of_names_take_no_time() -> None:
    assert len(named("@" + "a." * 8_000).people) == 1
    assert len(named(" ".join(f"@p{n}" for n in range(4_000))).people) == 50
    assert named("`" * 16_000 + "@ann") is not None
    assert named("`a " * 5_000 + "@ann") is not None


@pytest.mark.django_db(transaction=True)
def test_who_is_meant_is_fixed_when_it_is_sent() -> None:
    ann, bo, cy = person("ann"), person("bo.b"), person("cy")
    person("gone", is_active=False)
    hall = room(ann, bo).id
    sent = append(sending(ann, hall, "@bo.b. @cy @gone @nobody @ann @bo.b")).message
    assert (sent.mentions, sent.everyone) == (["bo.b", "ann"], "")
    assert set(Mention.objects.values_list("user", flat=True)) == {bo.pk}  # nobody calls themself
    in_public = append(sending(ann, room(ann, visibility="public").id, "@cy and @room")).message
    assert (in_public.mentions, in_public.everyone) == (["cy"], "room")
    assert cy.pk != bo.pk


@pytest.mark.django_db(transaction=True)
def test_who_may_not_call_everyone_has_written_a_word() -> None:
    ann, guest = person("ann"), person("guest", is_guest=True)
    hall = room(ann, guest).id
    assert append(sending(guest, hall, "hello @room")).message.everyone == ""
    assert append(sending(ann, hall, "hello @room")).message.everyone == "room"


@pytest.mark.django_db(transaction=True)
def test_the_composer_is_told_before_it_sends() -> None:
    ann, bo, _ = person("ann"), person("bo"), person("cy")
    hall = room(ann, bo).id
    assert check_mentions(ann.pk, hall, "@bo @cy @nobody @room").model_dump() == {
        "outside": ["cy"],
        "everyone": 1,
    }
    assert check_mentions(ann.pk, hall, "`@cy`").model_dump() == {"outside": [], "everyone": 0}


@pytest.mark.django_db(transaction=True)
def test_mention_counts_are_exact_as_of_any_head() -> None:
    """Against a count in Python, with everything that can happen to a message."""
    random, ann, bo = Random(7), person("ann"), person("bo")
    hall = room(ann, bo).id
    bodies = ["x", "@bo", "@room", "@here @bo", "@ann", "`@bo`"]
    for _ in range(3):
        append(sending(ann, hall, "@bo", thread=say(ann, hall, "root @bo")[0].id))
    for _ in range(40):
        if random.random() < 0.25 and (
            row := Message.objects.filter(author=ann, deleted_at=None).order_by("?").first()
        ):
            append(DeleteMessage(ann.pk, hall, row.pk))
        else:
            say(random.choice([ann, ann, bo]), hall, random.choice(bodies))
    rows = list(Message.objects.filter(room=hall, root=None).select_related("author"))
    last = max(row.changed_seq for row in rows)
    for read_seq, head in ((random.randint(0, last), random.randint(0, last + 3)) for _ in range(60)):
        seen = [
            row
            for row in rows
            if row.author_id != bo.pk
            and read_seq < row.created_seq <= head
            and (row.deleted_at is None or row.changed_seq > head)
        ]
        mine = [row for row in seen if row.everyone or "bo" in (row.mentions or ())]
        counted = unread_counts(bo.pk, [Marker(hall, read_seq, head)]).get(hall, Counts())
        assert counted == (len(seen), len(mine)), (read_seq, head)


@pytest.mark.django_db(transaction=True)
def test_reading_takes_mentions_away() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    one, two = say(ann, hall, "@bo", "@room and @bo")
    assert room_summary(bo.pk, hall).mentions == 2
    assert append(MoveReadMarker(bo.pk, hall, one.created_seq)).mentions == 1
    append(DeleteMessage(ann.pk, hall, two.id))
    assert room_summary(bo.pk, hall).mentions == 0


@pytest.mark.django_db(transaction=True)
def test_counting_is_one_query_and_uses_the_indexes() -> None:
    ann, bo = person("ann"), person("bo")
    halls = [room(ann, bo).id for _ in range(3)]
    for hall in halls:
        say(ann, hall, "@bo", "x")
    with CaptureQueriesContext(connection) as queries:
        counted = unread_counts(bo.pk, [Marker(hall, 0, 10**6) for hall in halls])
    assert len(queries) == 1 and counted == dict.fromkeys(halls, (2, 1))


@pytest.mark.django_db(transaction=True)
def test_who_left_is_not_mentioned_any_more() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    append(RemoveMember(ann.pk, hall, bo.pk))
    assert append(sending(ann, hall, "@bo")).message.mentions == []
