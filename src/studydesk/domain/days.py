"""Instants are UTC; the day an instant belongs to is the learner's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

# Whole numbers throughout: a timestamp as a float is a millisecond off now and then.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def utc_now() -> datetime:
    """The present instant, aware, in UTC. Called at the border only; everything inside takes `now`."""
    return datetime.now(UTC)


def to_millis(instant: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC; the form instants have in the database."""
    return (instant - _EPOCH) // _MILLISECOND


def from_millis(millis: int) -> datetime:
    """The aware UTC instant of `to_millis`."""
    return _EPOCH + millis * _MILLISECOND


def local_day(instant: datetime, *, zone: tzinfo | None = None, rollover_hour: int = 4) -> date:
    """The learner's day of `instant`: a day starts at `rollover_hour` (0-23) of the wall clock in `zone` (None: this machine's).

    The hour is read off the wall clock, so a change of daylight saving time neither skips nor doubles a day.
    """
    wall = instant.astimezone(zone)
    return wall.date() - timedelta(days=1) if wall.hour < rollover_hour else wall.date()


def day_start(day: date, *, zone: tzinfo | None = None, rollover_hour: int = 4) -> datetime:
    """The first instant (UTC) of the learner's `day`: the inverse of `local_day`.

    A wall clock hour that a change to daylight saving time skips starts at the change; one that comes twice, at its first.
    """
    wall = datetime.combine(day, time(rollover_hour), tzinfo=zone)
    return wall.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class DayPart:
    """The part of a stretch of time that lies within one of the learner's days."""

    day: date
    start: datetime
    end: datetime


def split_by_day(
    start: datetime, end: datetime, *, zone: tzinfo | None = None, rollover_hour: int = 4
) -> list[DayPart]:
    """The stretch from `start` to `end` (UTC) cut where days begin; at least one part, the parts add up to the whole."""
    parts: list[DayPart] = []
    while True:
        day = local_day(start, zone=zone, rollover_hour=rollover_hour)
        border = day_start(day + timedelta(days=1), zone=zone, rollover_hour=rollover_hour)
        if border >= end or border <= start:
            parts.append(DayPart(day, start, end))
            return parts
        parts.append(DayPart(day, start, border))
        start = border
