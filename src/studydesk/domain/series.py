"""What a chart shows: marks with numbers, and the rows that each number comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column titles; every row has a cell for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class AreaLevel:
    """Comfort in an area: the mean of the last ratings of its rated skills, 1..5; None where nothing is rated.

    `before` is the same mean as it stood 28 days earlier.
    """

    area_id: str
    title: str
    level: float | None
    before: float | None
    rated: int
    total: int


@dataclass(frozen=True, slots=True)
class LevelPoint:
    """Mean comfort of an area (or comfort of a skill) from `at` on."""

    at: datetime
    level: float


@dataclass(frozen=True, slots=True)
class Completion:
    """How far a block or month is; `share` 0..1 of what is not skipped."""

    node_id: str
    title: str
    share: float
    done: int
    started: int
    skipped: int
    total: int


@dataclass(frozen=True, slots=True)
class DayTotal:
    """Minutes of one day by what they were spent on."""

    day: date
    read: float
    write: float
    timer: float

    @property
    def minutes(self) -> float:
        return self.read + self.write + self.timer
