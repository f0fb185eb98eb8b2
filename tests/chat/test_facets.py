"""Reactions, pins, earlier versions, polls, quotes, reports, who has seen it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from audit.models import AuditEntry
from chat.actions import (
    CreatePoll,
    DeleteMessage,
    EditMessage,
    MoveReadMarker,
    Pin,
    React,
    ReportMessage,
    ResolveReport,
    Vote,
)
from chat.actions.react import clean_emoji
from chat.models import Edit
from chat.selectors import one_message, pins_of, reports_of, seen_by, versions_of
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember, UpdateRoom
from tests.api import Api
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)

THUMB, FAMILY = "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f469\u200d\U0001f467"


class World:
    def __init__(self) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.room = room(self.ann, self.bo).id
        (self.said,) = say(self.ann, self.room, "said")


def code_of(make: object) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        append(make())  # type: ignore[operator]
    return caught.value.code, caught.value.field


@pytest.mark.parametrize(
    "emoji", [THUMB, FAMILY, "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f1e9\U0001f1ea", ":tada:", ":+1:"]
)
def test_emoji(emoji: str) -> None:
    assert clean_emoji(emoji) == emoji


NONE = [
    "",
    "a",
    "1",
    ":",
    "::",
    ":A:",
    ":a b:",
    "\u4f60",
    "<b>",
    " ",
    "\u202e",
    f"{THUMB}a",
    THUMB * 10,
    f":{'a' * 41}:",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_emoji(text: str) -> None:
    with pytest.raises(Refused) as caught:
        clean_emoji(text)
    assert caught.value.field == "emoji"


def test_reactions_in_order_of_first_use() -> None:
    world = World()
    steps = [(world.bo, THUMB, True), (world.ann, ":a:", True), (world.ann, THUMB, True)]
    steps += [(world.bo, ":a:", True), (world.ann, ":a:", False)]
    for who, emoji, on in steps:
        append(React(who.pk, world.room, world.said.id, emoji, on=on))
    found = [(each.emoji, each.users) for each in one_message(world.bo.pk, world.said.id).reactions]
    assert found == [(THUMB, ["bo", "ann"]), (":a:", ["bo"])]


def test_many_reactions_at_once_are_all_there() -> None:
    world = World()
    people = [world.ann, world.bo]
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda n: append(React(people[n % 2].pk, world.room, world.said.id, f":e{n // 2}:", on=True)),
                range(20),
            )
        )
    found = one_message(world.bo.pk, world.said.id).reactions
    assert len(found) == 10 and all(sorted(each.users) == ["ann", "bo"] for each in found)


def test_a_message_takes_twenty_different_reactions() -> None:
    world = World()
    for number in range(20):
        append(React(world.bo.pk, world.room, world.said.id, f":e{number}:", on=True))
    assert code_of(lambda: React(world.ann.pk, world.room, world.said.id, ":more:", on=True)) == (
        "conflict",
        "emoji",
    )
    append(React(world.ann.pk, world.room, world.said.id, ":e3:", on=True))


def test_pins_are_for_moderators_and_on_record() -> None:
    world = World()
    assert code_of(lambda: Pin(world.bo.pk, world.room, world.said.id, on=True))[0] == "forbidden"
    assert append(Pin(world.ann.pk, world.room, world.said.id, on=True)).message.pinned == "ann"
    later = say(world.bo, world.room, "later")[0]
    append(Pin(world.ann.pk, world.room, later.id, on=True))
    assert [each.id for each in pins_of(world.bo.pk, world.room).messages] == [later.id, world.said.id]
    append(DeleteMessage(world.bo.pk, world.room, later.id))
    assert [each.id for each in pins_of(world.bo.pk, world.room).messages] == [world.said.id]
    pinned = AuditEntry.objects.filter(action="message.pinned").values_list("actor", "target", "room")
    assert list(pinned) == [(world.ann.pk, "ann", world.room), (world.ann.pk, "bo", world.room)]


def test_what_it_said_before_can_be_read_until_it_is_deleted() -> None:
    world = World()
    for body in ("second", "**third**"):
        append(EditMessage(world.ann.pk, world.room, world.said.id, body))
    versions = versions_of(world.bo.pk, world.said.id).versions
    assert [each.body for each in versions] == ["said", "second", "**third**"]
    assert versions[2].html == "<p><strong>third</strong></p>\n"
    assert versions[0].at == world.said.created_at and versions[0].at < versions[1].at < versions[2].at
    append(DeleteMessage(world.ann.pk, world.room, world.said.id))
    assert versions_of(world.bo.pk, world.said.id).versions == [] and not Edit.objects.exists()


def test_deleting_takes_everything_that_hung_on_it() -> None:
    world = World()
    sent = append(sending(world.ann, world.room, "@bo look", quote=world.said.id)).message
    assert sent.extra is not None
    append(React(world.bo.pk, world.room, sent.id, THUMB, on=True))
    append(Pin(world.ann.pk, world.room, sent.id, on=True))
    gone = append(DeleteMessage(world.ann.pk, world.room, sent.id)).message
    assert (gone.body, gone.html, gone.extra, gone.reactions, gone.pinned) == ("", "", None, [], None)
    assert gone.mentions == ["bo"]  # who counted it can take it off
    for make in (
        lambda: React(world.bo.pk, world.room, sent.id, THUMB, on=True),
        lambda: Pin(world.ann.pk, world.room, sent.id, on=True),
    ):
        assert code_of(make)[0] == "gone"


def test_a_moderators_deletion_is_on_record_and_ones_own_is_not() -> None:
    world = World()
    mine, theirs = say(world.bo, world.room, "a", "b")
    append(DeleteMessage(world.bo.pk, world.room, mine.id))
    append(DeleteMessage(world.ann.pk, world.room, theirs.id))
    entries = AuditEntry.objects.filter(action="message.deleted")
    assert [(each.actor_id, each.target, each.details) for each in entries] == [
        (world.ann.pk, "bo", {"message": theirs.id})
    ]


def test_a_quote_stays_as_it_was_and_crosses_rooms() -> None:
    world = World()
    other = room(world.ann, name="Other").id
    sent = append(sending(world.ann, other, "", quote=world.said.id)).message
    append(EditMessage(world.ann.pk, world.room, world.said.id, "changed"))
    quote = one_message(world.ann.pk, sent.id).extra.quote  # type: ignore[union-attr]
    assert quote is not None
    assert (quote.body, quote.room, quote.room_name, quote.author) == ("said", world.room, "Hall", "ann")
    assert sent.body == sent.html == ""
    hidden = say(world.ann, other, "hidden")[0]
    assert code_of(lambda: sending(world.bo, world.room, "", quote=hidden.id)) == ("not_found", "quote")
    append(DeleteMessage(world.ann.pk, world.room, world.said.id))
    assert code_of(lambda: sending(world.bo, world.room, "", quote=world.said.id)) == ("gone", "quote")
    assert code_of(lambda: EditMessage(world.ann.pk, other, hidden.id, " ")) == ("invalid", "body")
    assert append(EditMessage(world.ann.pk, other, sent.id, "with words")).message.body == "with words"


def test_polls() -> None:
    world = World()
    poll = append(CreatePoll(world.bo.pk, "bo", world.room, "Lunch?", ["now", "later", "never"], "p")).message
    vote = lambda who, options: append(Vote(who.pk, world.room, poll.id, options)).message.extra.poll.options  # type: ignore[union-attr]  # noqa: E731
    assert [each.users for each in vote(world.ann, [1])] == [[], ["ann"], []]
    assert [each.users for each in vote(world.ann, [0])] == [["ann"], [], []]
    assert [each.users for each in vote(world.bo, [0])] == [["ann", "bo"], [], []]
    assert [each.users for each in vote(world.ann, [])] == [["bo"], [], []]
    for options in ([0, 1], [7]):
        assert code_of(lambda chosen=options: Vote(world.ann.pk, world.room, poll.id, chosen)) == (
            "invalid",
            "options",
        )
    assert code_of(lambda: Vote(world.ann.pk, world.room, world.said.id, [0])) == ("invalid", "message")
    api = Api(world.bo)
    closed = api.post(f"/messages/{poll.id}/close").json()
    assert closed["extra"]["poll"]["closed_at"]
    assert api.post(f"/messages/{poll.id}/votes", {"options": [1]}).json()["error"]["code"] == "conflict"
    assert (
        api.post(f"/messages/{poll.id}/votes", {"options": ["1"]})
        .json()["error"]["field"]
        .startswith("options")
    )
    for question, texts in (("", ["a", "b"]), ("q", ["a"]), ("q", ["a", "A"]), ("q", ["x"] * 11)):
        with pytest.raises(Refused) as caught:
            CreatePoll(world.bo.pk, "bo", world.room, question, texts, "p2")
        assert caught.value.field == ("options" if question else "question")


def test_reports_go_to_the_moderators() -> None:
    world = World()
    (bad,) = say(world.ann, world.room, "bad words")
    report = append(ReportMessage(world.bo.pk, bad.id, "rude"))
    assert append(ReportMessage(world.bo.pk, bad.id, "again")) == report
    append(EditMessage(world.ann.pk, world.room, bad.id, "good words"))
    with pytest.raises(Refused, match="forbidden"):
        reports_of(world.bo.pk, world.room)
    (listed,) = reports_of(world.ann.pk, world.room).reports
    assert (listed.body, listed.message.body, listed.reason, listed.reporter) == (
        "bad words",
        "good words",
        "rude",
        "bo",
    )
    assert code_of(lambda: ResolveReport(world.bo.pk, report.id))[0] == "forbidden"
    assert append(ResolveReport(world.ann.pk, report.id)).resolved_by == "ann"
    assert reports_of(world.ann.pk, world.room).reports == []
    assert len(reports_of(world.ann.pk, world.room, open_only=False).reports) == 1
    assert AuditEntry.objects.filter(action="report.resolved", actor=world.ann).count() == 1
    assert (
        Api(world.bo).post(f"/messages/{bad.id}/report", {"reason": " "}).json()["error"]["field"] == "reason"
    )
    assert Api(world.ann).post(f"/messages/{bad.id}/report", {"reason": "x"}).status_code == 422


def test_who_has_seen_a_message() -> None:
    world = World()
    cy = person("cy")
    append(AddMember(world.ann.pk, world.room, cy.pk))
    (later,) = say(world.ann, world.room, "later")
    append(MoveReadMarker(world.bo.pk, world.room, later.created_seq))
    assert seen_by(world.ann.pk, later.id).users == ["bo"]
    append(MoveReadMarker(cy.pk, world.room, later.created_seq))
    assert seen_by(world.bo.pk, later.id).users == ["bo", "cy"]


def test_reactions_and_pins_by_http() -> None:
    world = World()
    api, path = Api(world.ann), f"/messages/{world.said.id}"
    assert api.call("PUT", f"{path}/reactions/{THUMB}").json()["reactions"] == [
        {"emoji": THUMB, "users": ["ann"]}
    ]
    assert api.delete(f"{path}/reactions/{THUMB}").json()["reactions"] == []
    assert api.call("PUT", f"{path}/reactions/abc").json()["error"]["field"] == "emoji"
    assert api.call("PUT", f"{path}/pin").json()["pinned"] == "ann"
    assert [each["id"] for each in api.get(f"/rooms/{world.room}/pins").json()["messages"]] == [world.said.id]
    assert api.delete(f"{path}/pin").json()["pinned"] is None
    assert api.get(f"{path}/edits").json()["versions"][0]["body"] == "said"
    assert api.get(path).json()["id"] == world.said.id
    assert Api(person("cy")).get(path).status_code == 404
    append(UpdateRoom(world.ann.pk, world.room, archived=True))
    assert api.call("PUT", f"{path}/reactions/{THUMB}").json()["error"]["code"] == "forbidden"
