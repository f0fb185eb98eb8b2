"""Event ids say where a reader is, in django-eventstream's format."""

import pytest
from django_eventstream.utils import make_id, parse_last_event_id
from hypothesis import given
from hypothesis import strategies as st

from notifications import event_ids
from realtime.streams import Cursor

names = st.text("abcdefg:0123456789%,ä ", min_size=1, max_size=20)
cursors = st.builds(Cursor, st.text("0123456789abcdef", min_size=1, max_size=8), st.integers(0, 10**17))


@given(st.dictionaries(names, cursors, min_size=1, max_size=4))
def test_what_was_encoded_is_decoded(places):
    assert event_ids.decode(event_ids.encode(places)) == places


@given(st.text(max_size=60))
def test_no_text_breaks_the_decoder(text):
    decoded = event_ids.decode(text)
    assert decoded is None or all(isinstance(at, Cursor) for at in decoded.values())


def test_the_format_is_the_librarys():
    places = {"announcements:all": Cursor("ab12", 5), "inbox:3": Cursor("cd34", 70)}
    text = event_ids.encode(places)
    assert text == make_id({"announcements:all": "ab12.5", "inbox:3": "cd34.70"})
    assert parse_last_event_id(text) == {"announcements%3Aall": "ab12.5", "inbox%3A3": "cd34.70"}


@pytest.mark.parametrize(
    "junk", ["", "error", "inbox:3:4", "inbox%3A3:12", "inbox%3A3:ab.-1", "a:b.c", "a:b.²", "x" * 2000]
)
def test_what_is_not_ours_has_no_place(junk):
    assert event_ids.decode(junk) is None
