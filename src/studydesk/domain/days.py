"""Instants are UTC; the day an instant belongs to is the learner's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo


def utc_now() -> datetime:
    """The present instant, aware, in UTC. Called at the border only; everything inside takes `now`."""
    return datetime.now(UTC)


def to_millis(instant: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC; the form instants have in the database."""
    return int(instant.timestamp() * 1000)


def from_millis(millis: int) -> datetime:
    """The aware UTC instant of `to_millis`."""
    return datetime.fromtimestamp(millis / 1000, UTC)


def local_day(instant: datetime, *, zone: tzinfo | None = None, rollover_hour: int = 4) -> date:
    """The learner's day of `instant`: a day starts at `rollover_hour` (0-23) of the wall clock in `zone` (None: this machine's).

    The hour is read off the wall clock, so a change of daylight saving time neither skips nor doubles a day.
    """
    wall = instant.astimezone(zone)
    return wall.date() - timedelta(days=1) if wall.hour < rollover_hour else wall.date()
