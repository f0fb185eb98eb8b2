"""Events on the wire, read back by a parser of the standard."""

import json

from django_eventstream.utils import sse_encode_event
from hypothesis import given
from hypothesis import strategies as st

from notifications import event_ids
from notifications.sse import encoding
from realtime.streams import Cursor
from tests.notifications.sse_client import Message, Parser

PLACES = {"inbox:3": Cursor("ab", 7)}
PLACE = event_ids.encode(PLACES)


def payload(**fields: object) -> bytes:
    return json.dumps({"type": "notification.created", **fields}, ensure_ascii=False).encode()


@given(st.text(), st.integers(1, 50))
def test_any_text_in_any_cuts_arrives_whole(text, size):
    sent = payload(body=text.encode(errors="replace").decode())
    raw = encoding.event(sent, PLACES)
    parser = Parser()
    got = [message for at in range(0, len(raw), size) for message in parser.feed(raw[at : at + size])]
    assert got == [Message("notification.created", sent.decode(), PLACE)]


def test_only_notifications_travel_here():
    for kind in ("read.moved", "access.changed", "room.joined"):
        assert encoding.event(json.dumps({"type": kind}).encode(), PLACES) == b""
    for kind in (
        "notification.removed",
        "notification.all_seen",
        "preferences.changed",
        "place_rule.changed",
    ):
        assert f"event: {kind}\n".encode() in encoding.event(json.dumps({"type": kind}).encode(), PLACES)


@given(st.text(max_size=40), st.sampled_from(["notification.removed", "read.moved"]))
def test_the_type_is_found_without_reading_the_whole(stream, kind):
    """Whatever stands before and after it, as pydantic writes it and as json does."""
    fields = {"stream": stream, "seq": 3, "type": kind, "rule": {"type": "notification.fake"}}
    for separators in ((",", ":"), (", ", ": ")):
        payload = json.dumps(fields, separators=separators).encode()
        assert bool(encoding.body(payload)) == (kind == "notification.removed")


def test_an_event_is_what_django_eventstream_makes_of_it():
    sent = payload(body="Tea\r\nor coffee \u2028 ☕")
    theirs = sse_encode_event("notification.created", sent.decode(), event_id=PLACE)
    assert sorted(encoding.event(sent, PLACES).decode().split("\n")) == sorted(theirs.split("\n"))


def test_the_opening_gives_a_place_before_anything_happened():
    parser = Parser()
    assert parser.feed(encoding.opening(PLACE, 1500)) == [Message("stream-open", "", PLACE)]
    assert parser.retry == 1500


def test_a_place_moves_without_an_event():
    parser = Parser()
    assert parser.feed(encoding.place([encoding.place_in(*at) for at in PLACES.items()])) == []
    assert parser.last_id == PLACE


def test_a_keep_alive_is_a_comment_and_changes_nothing():
    parser = Parser(last_id="x")
    assert parser.feed(encoding.KEEP_ALIVE) == []
    assert (parser.comments, parser.last_id) == (["keep-alive"], "x")


def test_a_failure_leaves_the_place_alone():
    parser = Parser(last_id="x")
    (message,) = parser.feed(encoding.failure("forbidden", "No\nmore"))
    assert (message.event, message.id) == ("stream-error", "x")
    assert json.loads(message.data) == {"condition": "forbidden", "text": "No\nmore"}


def test_a_reset_names_the_stream():
    (message,) = Parser().feed(encoding.reset("inbox:3", PLACE))
    assert (message.event, json.loads(message.data), message.id) == (
        "stream-reset",
        {"channels": ["inbox:3"]},
        PLACE,
    )
