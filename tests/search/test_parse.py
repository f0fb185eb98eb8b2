"""The language of the search field."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.errors import Refused
from search.parse import Query, parse

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=BERLIN)


def asked(text: str) -> Query:
    return parse(text, NOW)


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=BERLIN)


def test_words_and_phrases() -> None:
    query = asked('Deploy  "Next Friday" deploy café')
    assert [term.text for term in query.terms] == ["deploy", "next friday", "cafe"]
    assert [term.text for term in asked('an "open end').terms] == ["an", "open end"]


def test_filters_in_any_order() -> None:
    query = asked('from:@Ann has:file deploy in:"Design team" in:#ops HAS:Link is:pinned from:me')
    assert query.people == ("ann", "me") and query.rooms == ("Design team", "#ops")
    assert query.has == {"file", "link"} and query.is_ == {"pinned"}
    assert [term.text for term in query.terms] == ["deploy"]


@pytest.mark.parametrize("text", ["http://example.org", "12:30", "to:ann", "has-file", "key:value"])
def test_a_colon_alone_makes_no_filter(text: str) -> None:
    assert [term.text for term in asked(text).terms] == [text]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("before:2026-11-01", None, day(2026, 11, 1)),
        ("after:2026-11-01", day(2026, 11, 2), None),
        ("after:2026-12", day(2027, 1, 1), None),
        ("before:2026", None, day(2026, 1, 1)),
        ("on:2026-02", day(2026, 2, 1), day(2026, 3, 1)),
        ("on:today", day(2026, 11, 21), day(2026, 11, 22)),
        ("after:yesterday", day(2026, 11, 21), None),
        ("before:7d", None, day(2026, 11, 14)),
        ("after:2026-01-01 after:2026-03-01 before:2026-06-01", day(2026, 3, 2), day(2026, 6, 1)),
    ],
)
def test_times_are_days_of_the_persons_zone(
    text: str, since: datetime | None, until: datetime | None
) -> None:
    query = asked(text)
    assert (query.since, query.until) == (since, until)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("has:cheese", "has: knows link, file, image, poll, reaction, not “cheese”"),
        ("is:green", "is: knows pinned, saved, thread, mine, not “green”"),
        ("before:soon", "before: wants a date such as 2026-11-21"),
        ("after:2026-13-01", "after: wants a date"),
        ("on:0000", "on: wants a date"),
        ("from:", "Something is missing after from:"),
        ('in:""', "Something is missing after in:"),
        ("x" * 501, "at most 500 characters"),
        (" ".join(f"w{n}" for n in range(21)), "at most 20 words"),
    ],
)
def test_errors_say_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(Refused, match="invalid") as refused:
        asked(text)
    assert words in refused.value.message and refused.value.field == "q"


def test_nothing_is_nothing() -> None:
    assert asked("  ").empty and asked('""').empty and not asked("is:mine").empty


@given(st.text(max_size=80))
def test_anything_is_understood_or_refused(text: str) -> None:
    try:
        query = asked(text)
    except Refused as refused:
        assert refused.code == "invalid"
    else:
        assert all(term.text for term in query.terms)
