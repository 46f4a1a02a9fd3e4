from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydesk.domain.days import day_start, from_millis, local_day, split_by_day, to_millis

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/Havana",
            "Asia/Beirut",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Kiritimati",
            "America/St_Johns",
        )
    ]
)
HOURS = st.integers(0, 23)
DAYS = st.dates(date(2001, 1, 2), date(2035, 1, 1))
INSTANTS = st.integers(978_000_000_000, 2_050_000_000_000).map(from_millis)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-22T02:59:59+00:00", "2026-11-21"),  # 03:59 in Berlin
        ("2026-11-22T03:00:00+00:00", "2026-11-22"),  # 04:00
        ("2026-03-29T01:59:59+00:00", "2026-03-28"),  # summer time began at 01:00 UTC: 03:59
        ("2026-03-29T02:00:00+00:00", "2026-03-29"),
        ("2026-10-25T02:59:59+00:00", "2026-10-24"),  # it ended at 01:00 UTC: 03:59
        ("2026-10-25T03:00:00+00:00", "2026-10-25"),
    ],
)
def test_a_day_begins_at_the_wall_clocks_hour(instant: str, day: str) -> None:
    assert local_day(datetime.fromisoformat(instant), zone=BERLIN, rollover_hour=4).isoformat() == day


@given(DAYS, ZONES, HOURS)
def test_a_day_begins_at_its_start_and_not_a_millisecond_before(day: date, zone: ZoneInfo, hour: int) -> None:
    start = day_start(day, zone=zone, rollover_hour=hour)
    assert local_day(start, zone=zone, rollover_hour=hour) == day
    assert local_day(start - timedelta(milliseconds=1), zone=zone, rollover_hour=hour) < day


@given(INSTANTS, st.integers(0, 10 * 86400), ZONES, HOURS)
def test_the_parts_of_a_stretch_are_of_one_day_each_and_add_up(
    start: datetime, seconds: int, zone: ZoneInfo, hour: int
) -> None:
    end = start + timedelta(seconds=seconds)
    parts = split_by_day(start, end, zone=zone, rollover_hour=hour)
    assert parts[0].start == start
    assert parts[-1].end == end
    for one, following in itertools.pairwise(parts):
        assert one.end == following.start
        assert one.day < following.day
    for part in parts:
        assert local_day(part.start, zone=zone, rollover_hour=hour) == part.day


def test_a_night_over_the_clock_change_has_its_real_length() -> None:
    start = datetime(2026, 10, 24, 22, 0, tzinfo=BERLIN)
    end = datetime(2026, 10, 25, 6, 0, tzinfo=BERLIN)
    evening, morning = split_by_day(start.astimezone(UTC), end.astimezone(UTC), zone=BERLIN)
    assert evening.end - evening.start == timedelta(hours=7)
    assert morning.end - morning.start == timedelta(hours=2)


@given(st.integers(-(10**12), 4 * 10**12))
def test_millis_come_back_as_they_went(millis: int) -> None:
    assert to_millis(from_millis(millis)) == millis
