"""The present instant and the learner's day, asked for at the border of the program only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from studydesk.domain.days import DayPart, local_day, split_by_day, utc_now

DEFAULT_ROLLOVER_HOUR = 4


def default_rollover() -> int:
    """The hour at which a day starts while no setting says otherwise."""
    return DEFAULT_ROLLOVER_HOUR


class Clock:
    """`rollover_hour` is asked at every use, so a changed setting counts at once; `zone` None is this machine's."""

    def __init__(self, rollover_hour: Callable[[], int] = default_rollover, *, zone: tzinfo | None = None) -> None:
        self._rollover_hour = rollover_hour
        self._zone = zone

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return utc_now()

    def day(self, now: datetime) -> date:
        """The learner's day that `now` belongs to."""
        return local_day(now, zone=self._zone, rollover_hour=self._rollover_hour())

    def day_text(self, now: datetime) -> str:
        """`day(now)` as ISO text, the form days have in the database."""
        return self.day(now).isoformat()

    def split(self, start: datetime, end: datetime) -> list[DayPart]:
        """A stretch of time cut where the learner's days begin."""
        return split_by_day(start, end, zone=self._zone, rollover_hour=self._rollover_hour())


class FixedClock(Clock):
    """A clock for tests and pictures: stands still until told to move."""

    def __init__(
        self, start: datetime, rollover_hour: Callable[[], int] = default_rollover, *, zone: tzinfo | None = None
    ) -> None:
        super().__init__(rollover_hour, zone=zone)
        self.present = start

    def now(self) -> datetime:
        return self.present

    def advance(self, seconds: float) -> datetime:
        """Move on and return the new present."""
        self.present += timedelta(seconds=seconds)
        return self.present
