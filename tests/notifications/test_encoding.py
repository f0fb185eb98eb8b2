"""Events on the wire, read back by a parser of the standard."""

import json

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
    assert raw is not None
    parser = Parser()
    got = [message for at in range(0, len(raw), size) for message in parser.feed(raw[at : at + size])]
    assert got == [Message("notification.created", sent.decode(), PLACE)]


def test_only_notifications_travel_here():
    assert encoding.event(json.dumps({"type": "read.moved"}).encode(), PLACES) is None
    assert encoding.event(json.dumps({"type": "access.changed"}).encode(), PLACES) is None


def test_the_opening_gives_a_place_before_anything_happened():
    parser = Parser()
    assert parser.feed(encoding.opening(PLACE, 1500)) == [Message("stream-open", "", PLACE)]
    assert parser.retry == 1500


def test_a_place_moves_without_an_event():
    parser = Parser()
    assert parser.feed(encoding.place(PLACE)) == []
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
