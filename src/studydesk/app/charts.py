"""What the charts show, and the rows behind every mark of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from studydesk.app.clock import Clock
from studydesk.app.progress import ProgressService
from studydesk.domain.facts import ActivityKind, Rating
from studydesk.domain.path import LEAF_KINDS, LearningPath, NodeKind
from studydesk.domain.progress import Status

if TYPE_CHECKING:
    from studydesk.store.repositories.ratings import RatingsRepository
    from studydesk.store.repositories.spans import SpansRepository

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `target` is the node or skill id it is about, "" when there is none to open."""

    cells: tuple[Cell, ...]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows behind a mark or a whole chart."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AreaLevel:
    """Comfort in one area: means of the rated skills, 1.0 to 5.0, None while nothing is rated. `before` is 30 days ago."""

    id: str
    title: str
    level: float | None
    before: float | None
    rated: int
    total: int


@dataclass(frozen=True, slots=True)
class LevelPoint:
    """The level of a skill, or the mean of an area's rated skills, from `day` on."""

    day: date
    level: float


@dataclass(frozen=True, slots=True)
class CompletionBar:
    """How much of a block or month is done: leaf counts and estimated minutes."""

    id: str
    title: str
    done: int
    started: int
    skipped: int
    total: int
    share: float
    minutes: int
    minutes_done: int


@dataclass(frozen=True, slots=True)
class DayBar:
    """Minutes of one day."""

    day: date
    read: float
    write: float
    timer: float

    @property
    def total(self) -> float:
        return self.read + self.write + self.timer


class ChartsService:
    """Queries only; nothing is kept."""

    def __init__(
        self,
        *,
        path: LearningPath,
        clock: Clock,
        ratings: RatingsRepository,
        spans: SpansRepository,
        progress: ProgressService,
    ) -> None:
        self._path = path
        self._clock = clock
        self._ratings = ratings
        self._spans = spans
        self._progress = progress

    # How comfortable am I in each area, and is it moving?

    def skills_by_area(self, now: datetime) -> tuple[AreaLevel, ...]:
        """Every area of the path in its order."""
        current = self._ratings.current()
        earlier = self._ratings.current(until=self._clock.day(now) - timedelta(days=30))
        areas: list[AreaLevel] = []
        for area in self._path.areas:
            levels = [current[skill].level for skill in area.skills if skill in current]
            before = [earlier[skill].level for skill in area.skills if skill in earlier]
            areas.append(
                AreaLevel(
                    id=area.id,
                    title=area.title,
                    level=_mean(levels),
                    before=_mean(before),
                    rated=len(levels),
                    total=len(area.skills),
                )
            )
        return tuple(areas)

    def area_rows(self, area_id: str) -> Table:
        """The skills of an area with their last ratings."""
        current = self._ratings.current()
        area = next(area for area in self._path.areas if area.id == area_id)
        rows: list[Row] = []
        for skill_id in area.skills:
            rating = current.get(skill_id)
            title = self._path.skills[skill_id].title
            level = rating.level if rating is not None else None
            cells = (title, level, rating.evidence, rating.day) if rating is not None else (title, level, "", None)
            rows.append(Row(cells, skill_id))
        return Table(("Skill", "Comfort", "Evidence", "Rated on"), tuple(rows))

    def skill_history(self, target: str) -> tuple[LevelPoint, ...]:
        """One point a day with ratings, of a skill id or an area id, by day. An area's point is the mean at the day's end."""
        skills = self._skills(target)
        levels: dict[str, int] = {}
        points: dict[date, LevelPoint] = {}
        for rating in self._history(skills):
            levels[rating.skill_id] = rating.level
            points[rating.day] = LevelPoint(rating.day, sum(levels.values()) / len(levels))
        return tuple(points[day] for day in sorted(points))

    def history_rows(self, target: str, day: date | None = None) -> Table:
        """The ratings of a skill or area, of one day or all, newest first."""
        rows = [
            Row((rating.day, self._skill_title(rating.skill_id), rating.level, rating.evidence), rating.skill_id)
            for rating in reversed(self._history(self._skills(target)))
            if day is None or rating.day == day
        ]
        return Table(("Day", "Skill", "Comfort", "Evidence"), tuple(rows))

    # How much of the path is done?

    def completion(self, by: Literal["block", "month"]) -> tuple[CompletionBar, ...]:
        """Every block, or every phase, in order."""
        kind = NodeKind.BLOCK if by == "block" else NodeKind.PHASE
        rollups = self._progress.rollups()
        bars: list[CompletionBar] = []
        for node in self._path.walk():
            if node.kind is kind:
                sums = rollups[node.id]
                bars.append(
                    CompletionBar(
                        id=node.id,
                        title=node.title,
                        done=sums.done,
                        started=sums.started,
                        skipped=sums.skipped,
                        total=sums.total,
                        share=sums.share,
                        minutes=sums.minutes,
                        minutes_done=sums.minutes_done,
                    )
                )
        return tuple(bars)

    def completion_rows(self, node_id: str) -> Table:
        """Topics, exercises, requirements and deliverables at and below a node."""
        statuses = self._progress.statuses()
        rows = [
            Row((node.title, node.kind.value, statuses.get(node.id, Status.NOT_STARTED).value, node.minutes), node.id)
            for node in self._path.walk(node_id)
            if node.kind in LEAF_KINDS
        ]
        return Table(("Title", "Kind", "Status", "Minutes estimated"), tuple(rows))

    # How much time do I spend, and when?

    def minutes_by_day(self, first: date, last: date) -> tuple[DayBar, ...]:
        """Every day from `first` to `last`, both included, days without minutes too."""
        sums = self._spans.day_sums(first, last)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return tuple(
            DayBar(
                day=day,
                read=sums.get((day, ActivityKind.READ), 0) / 60,
                write=sums.get((day, ActivityKind.WRITE), 0) / 60,
                timer=sums.get((day, ActivityKind.TIMER), 0) / 60,
            )
            for day in days
        )

    def minutes_rows(self, first: date, last: date) -> Table:
        """What the minutes from `first` to `last` (the same day for one bar) were spent on, by day, most minutes first."""
        found = sorted(self._spans.by_day(first, last), key=lambda one: (one.day, -one.seconds))
        rows: list[Row] = []
        for one in found:
            present = self._path.resolve(one.node_id)
            title = self._path.nodes[present].title if present is not None else one.node_id
            rows.append(Row((one.day, title, one.kind.value, round(one.seconds / 60, 1)), present or ""))
        return Table(("Day", "On", "How", "Minutes"), tuple(rows))

    def first_day(self) -> date | None:
        """The first day with minutes; None when there are none."""
        return self._spans.first_day()

    def _skills(self, target: str) -> frozenset[str]:
        for area in self._path.areas:
            if area.id == target:
                return frozenset(area.skills)
        return frozenset({target})

    def _history(self, skills: frozenset[str]) -> list[Rating]:
        if len(skills) == 1:
            return self._ratings.history(next(iter(skills)))
        found = [rating for skill in skills for rating in self._ratings.history(skill)]
        return sorted(found, key=lambda rating: rating.at)

    def _skill_title(self, skill_id: str) -> str:
        skill = self._path.skills.get(skill_id)
        return skill.title if skill is not None else skill_id


def _mean(levels: list[int]) -> float | None:
    return sum(levels) / len(levels) if levels else None
