"""Times as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.when import span_of, split_when

NOW = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)  # a Wednesday; 14:30 in Berlin
BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "moment", "rest"),
    [
        ("call Bo in 10 minutes", NOW + timedelta(minutes=10), "call Bo"),
        ("in 10 minutes call Bo", NOW + timedelta(minutes=10), "call Bo"),
        ("1h30m tea", NOW + timedelta(minutes=90), "tea"),
        ("tea in an hour", NOW + timedelta(hours=1), "tea"),
        ("tea in half an hour", NOW + timedelta(minutes=30), "tea"),
        ("tea in 1 hour and 5 minutes", NOW + timedelta(minutes=65), "tea"),
        ("report in 2 weeks", NOW + timedelta(weeks=2), "report"),
        ("stand-up at 15:00", at(18, 15), "stand-up"),
        ("stand-up at 14:00", at(19, 14), "stand-up"),
        ("at 5pm: go home", at(18, 17), "go home"),
        ("lunch tomorrow at noon", at(19, 12), "lunch"),
        ("tomorrow 9:00 write the report", at(19, 9), "write the report"),
        ("write it tomorrow", at(19, 9), "write it"),
        ("write it at 7 tomorrow", at(19, 7), "write it"),
        ("film tonight", at(18, 20), "film"),
        ("on friday at 8:15 am meet", at(20, 8, 15), "meet"),
        ("meet wednesday", at(25, 9), "meet"),
        ("meet next week", at(23, 9), "meet"),
        ("move 2026-12-24 18:00", at(24, 18, month=12), "move"),
        ("Buy 3 eggs TOMORROW 9:00", at(19, 9), "Buy 3 eggs"),
        ("Bo anrufen in 10 Minuten", NOW + timedelta(minutes=10), "Bo anrufen"),
        ("In einer Stunde: Tee", NOW + timedelta(hours=1), "Tee"),
        ("Tee in einer halben Stunde", NOW + timedelta(minutes=30), "Tee"),
        ("Tee in 1 Stunde und 5 Minuten", NOW + timedelta(minutes=65), "Tee"),
        ("Bericht in 2 Wochen", NOW + timedelta(weeks=2), "Bericht"),
        ("Bericht in einem Tag", NOW + timedelta(days=1), "Bericht"),
        ("um 15 Uhr Besprechung", at(18, 15), "Besprechung"),
        ("Besprechung um 14:00 Uhr", at(19, 14), "Besprechung"),
        ("Morgen um 9:30 den Bericht schreiben", at(19, 9, 30), "den Bericht schreiben"),
        ("Schreib es morgen früh", at(19, 9), "Schreib es"),
        ("ÜBERMORGEN Äpfel kaufen", at(20, 9), "Äpfel kaufen"),
        ("Film heute Abend", at(18, 20), "Film"),
        ("am Freitag um 8.15 Uhr treffen", at(20, 8, 15), "treffen"),
        ("Treffen am Mittwoch mittags", at(25, 12), "Treffen"),
        ("Treffen nächste Woche", at(23, 9), "Treffen"),
        ("Umzug am 24.12. um 18 Uhr", at(24, 18, month=12), "Umzug"),
        ("Umzug 24.12.2026 18:00", at(24, 18, month=12), "Umzug"),
        ("in 10 Minuten İstanbul anrufen", NOW + timedelta(minutes=10), "İstanbul anrufen"),
    ],
)
def test_times_are_found_at_either_end(text: str, moment: datetime, rest: str) -> None:
    assert split_when(text, NOW, BERLIN) == (moment, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "call Bo",
        "buy 3 eggs",
        "at 25:00 x",
        "2026-02-31 x",
        "tomorrowland x",
        "at 13pm x",
        "x" * 700,
        "um 25 Uhr x",
        "31.2. x",
        "Morgenland x",
        "in Minuten x",
        "3.5 x",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert split_when(text, NOW, BERLIN) is None


def test_the_clock_is_that_of_the_person_over_a_change_of_summer_time() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=UTC)
    found = split_when("tomorrow 9:00 x", before, BERLIN)
    assert found is not None
    assert found[0].astimezone(UTC) == datetime(2026, 10, 25, 8, tzinfo=UTC)


WORDS = (
    "at in um und , tomorrow morgen monday half an einer halben stunde hour uhr 9pm 1 :0 31. 2. 2026-99-01"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join) | st.text(max_size=80))
def test_nothing_raises(text: str) -> None:
    split_when(text, NOW, BERLIN)
    span_of(text)


def test_spans() -> None:
    assert span_of("90m") == timedelta(minutes=90)
    assert span_of("1 day and 12h") == timedelta(hours=36)
    assert span_of("1 Tag und 12 Std") == timedelta(hours=36)
    assert span_of("eine halbe Stunde") == timedelta(minutes=30)
    assert span_of("soon") is None
