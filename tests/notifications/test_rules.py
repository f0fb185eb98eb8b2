"""The rules as a table, which the browser's rules are held to as well, and what holds for all of them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.core.preferences import DEFAULTS, Clock, Digest, KindWishes, Quiet, QuietSpan, Wishes
from notifications.core.quiet import quiet_until
from notifications.core.rules import CHATTER, Occasion, Presence, decide, is_muted, next_digest
from notifications.kinds import MENTIONS, Kind, Level, Volume, Way

TABLE = Path(__file__).parents[1] / "data" / "notification_rules.json"
CASES: list[dict[str, Any]] = json.loads(TABLE.read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_table(case: dict[str, Any]) -> None:
    decision = decide(
        Occasion(Kind(case["event"]["kind"]), Level(case["event"]["level"]), case["on_screen"]),
        Wishes.model_validate(case["wishes"]),
        Volume(case["volume"]) if case["volume"] else None,
        case["presence"],
        datetime.fromisoformat(case["now"]),
        ZoneInfo(case["zone"]),
    )
    expect = case["expect"]
    assert sorted(decision.ways) == sorted(expect["ways"])
    assert (decision.email, decision.silenced_by) == (expect["email"], expect["silenced_by"])
    assert _told(decision.push_at) == expect["push_at"]
    assert _told(decision.email_at) == expect["email_at"]


def _told(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def test_the_table_has_every_kind_volume_level_presence_and_silence() -> None:
    assert {case["event"]["kind"] for case in CASES} == set(Kind)
    assert {case["event"]["level"] for case in CASES} == set(Level)
    assert {case["volume"] for case in CASES} == {*Volume, None}
    assert {case["presence"] for case in CASES} == set(get_args(Presence))
    assert {case["expect"]["silenced_by"] for case in CASES} == {"", "muted", "off", "quiet", "here"}


def test_chatter_is_nothing_that_names_or_concerns_somebody() -> None:
    assert not CHATTER & MENTIONS
    assert Kind.DIRECT not in CHATTER


ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
CLOCK_CHANGES = [
    datetime(2026, month, day, tzinfo=UTC) for month, day in ((3, 29), (10, 25), (3, 8), (11, 1))
]
moments = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes),
    st.sampled_from([*CLOCK_CHANGES, datetime(2026, 4, 5, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)]),
    st.integers(-3000, 3000),
)
clocks: st.SearchStrategy[Clock] = st.builds(
    "{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 59])
)
spans = st.builds(QuietSpan, day=st.integers(0, 6), start=clocks, end=clocks)
quiets = st.builds(Quiet, scheduled=st.booleans(), spans=st.lists(spans, max_size=6))
kind_wishes = st.builds(
    KindWishes,
    in_app=st.booleans(),
    toast=st.booleans(),
    sound=st.booleans(),
    push=st.booleans(),
    email=st.sampled_from(["off", "now", "digest"]),
)
wishes = st.builds(
    Wishes,
    kinds=st.dictionaries(st.sampled_from(Kind), kind_wishes, max_size=4),
    quiet=quiets,
    urgent_breaks_through=st.booleans(),
    digest=st.builds(Digest, at=clocks, days=st.lists(st.integers(0, 6), max_size=7)),
)
occasions = st.builds(Occasion, st.sampled_from(Kind), st.sampled_from(Level), st.booleans())
presences = st.sampled_from(get_args(Presence))
volumes = st.sampled_from([None, *Volume])


@given(occasions, wishes, volumes, presences, moments, zones)
def test_what_holds_for_every_decision(
    occasion: Occasion,
    wished: Wishes,
    volume: Volume | None,
    presence: Presence,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    made = decide(occasion, wished, volume, presence, now, zone)
    assert not made.ways or Way.IN_APP in made.ways  # nothing is sent that is not kept
    assert (Way.EMAIL in made.ways) == (made.email != "off") == (made.email_at is not None)
    assert (Way.PUSH in made.ways) == (made.push_at is not None)
    assert made.push_at is None or made.push_at >= now
    assert made.email_at is None or made.email_at > now
    if made.silenced_by:
        assert not made.ways & {Way.TOAST, Way.SOUND, Way.PUSH}
    urgent = occasion.level == Level.URGENT and wished.urgent_breaks_through
    if urgent:
        assert made.silenced_by in ("", "here")
    else:
        assert made.ways or is_muted(occasion.kind, volume) or not wished.of(occasion.kind).in_app
    if quiet_until(wished.quiet, now, zone) and not urgent:
        assert made.email != "now" or quiet_until(wished.quiet, made.email_at or now, zone) is None


@given(quiets, moments, zones)
def test_the_quiet_is_over_when_the_wall_clock_first_shows_a_time_of_no_span(
    quiet: Quiet, now: datetime, zone: ZoneInfo
) -> None:
    moment = now
    while moment < now + timedelta(days=8) and _clock_is_in_a_span(quiet, moment.astimezone(zone)):
        moment += timedelta(minutes=1)
    assert quiet_until(quiet, now, zone) == (moment if moment > now else None)


def _clock_is_in_a_span(quiet: Quiet, wall: datetime) -> bool:
    """Said another way than the rules say it: today's spans, and yesterday's that go over midnight."""
    clock, today = f"{wall:%H:%M}", wall.weekday()
    for span in quiet.spans if quiet.scheduled else ():
        over_midnight = span.end <= span.start
        if span.day == today and clock >= span.start and (over_midnight or clock < span.end):
            return True
        if span.day == (today - 1) % 7 and over_midnight and clock < span.end:
            return True
    return False


@given(st.builds(Digest, at=clocks, days=st.lists(st.integers(0, 6), max_size=7)), moments, zones)
def test_the_next_digest_is_on_one_of_its_days_and_none_is_left_out(
    digest: Digest, now: datetime, zone: ZoneInfo
) -> None:
    at = next_digest(digest, now, zone)
    if at is None:
        assert not digest.days
        return
    assert now < at <= now + timedelta(days=8)
    # An hour that is leapt over comes behind the leap, so the wall clock may show more than asked for.
    wall = at.astimezone(zone)
    assert wall.weekday() in digest.days
    assert f"{wall:%H:%M}" == digest.at or wall.replace(tzinfo=None) - timedelta(hours=2) < datetime.combine(
        wall.date(),
        datetime.strptime(digest.at, "%H:%M").time(),
    )


def test_far_away_ends_and_moments_without_a_zone_do_no_harm() -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    far = datetime.max.replace(tzinfo=UTC)
    assert quiet_until(Quiet(until=far), now, ZoneInfo("Pacific/Kiritimati")) == far
    naive = Quiet(until=datetime(2026, 11, 21, 13))
    assert quiet_until(naive, now, ZoneInfo("UTC")) == datetime(2026, 11, 21, 13, tzinfo=UTC)


def test_the_documented_defaults_are_the_defaults() -> None:
    document = Path(__file__).parents[2] / "docs" / "notifications.md"
    table = document.read_text().split("What holds unless the person wishes otherwise", 1)[1]
    rows = [
        line.strip("| ").split(" | ") for line in table.split("## Rules")[0].splitlines() if "| `" in line
    ]
    told = {kind.strip("`"): [said.strip() for said in ways] for kind, *ways in rows}
    assert told == {
        kind: [
            *("yes" if on else "–" for on in (wish.in_app, wish.toast, wish.sound, wish.push)),
            "–" if wish.email == "off" else wish.email,
        ]
        for kind, wish in DEFAULTS.items()
    }
