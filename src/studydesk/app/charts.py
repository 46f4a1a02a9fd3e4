"""The questions that charts answer: each query gives the marks, and the rows behind a mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from studydesk.domain.facts import ActivityKind, Rating
from studydesk.domain.path import LEAF_KINDS, Area, LearningPath, NodeKind
from studydesk.domain.progress import Status
from studydesk.domain.series import AreaLevel, Completion, DayTotal, LevelPoint, Table

if TYPE_CHECKING:
    from studydesk.app.progress import ProgressService
    from studydesk.store.repositories.ratings import RatingsRepository
    from studydesk.store.repositories.spans import SpansRepository

LOOK_BACK = timedelta(days=28)


class Charts:
    """Reads facts only; nothing here is kept."""

    def __init__(
        self, path: LearningPath, *, progress: ProgressService, ratings: RatingsRepository, spans: SpansRepository
    ) -> None:
        self._path = path
        self._progress = progress
        self._ratings = ratings
        self._spans = spans

    # -- skills

    def skills_by_area(self, now: datetime) -> list[AreaLevel]:
        """One mark for each area of the path, in its order."""
        history = self._ratings.history(None)
        return [
            AreaLevel(
                area.id,
                area.title,
                level=_mean(_last(history, area, until=now).values()),
                before=_mean(_last(history, area, until=now - LOOK_BACK).values()),
                rated=len(_last(history, area, until=now)),
                total=len(area.skills),
            )
            for area in self._path.areas
        ]

    def area_history(self, area_id: str) -> list[LevelPoint]:
        """The area's mean after each rating, oldest first; several ratings at one instant are one point."""
        area = self._area(area_id)
        levels: dict[str, Rating] = {}
        points: list[LevelPoint] = []
        for rating in self._ratings.history(None):
            if rating.skill_id not in area.skills:
                continue
            levels[rating.skill_id] = rating
            mean = _mean(levels.values())
            assert mean is not None
            if points and points[-1].at == rating.at:
                points.pop()
            points.append(LevelPoint(rating.at, mean))
        return points

    def area_rows(self, area_id: str) -> Table:
        """Every rating behind an area, newest first."""
        area = self._area(area_id)
        ratings = [rating for rating in self._ratings.history(None) if rating.skill_id in area.skills]
        rows = [(r.at, self._path.skills[r.skill_id].title, r.level, r.evidence) for r in reversed(ratings)]
        return Table(("When", "Skill", "Comfort", "Evidence"), tuple(rows))

    # -- completion

    def completion(self, by: NodeKind) -> list[Completion]:
        """One mark for each block (`NodeKind.BLOCK`) or month (`NodeKind.PHASE`)."""
        rollups = self._progress.rollups()
        marks = []
        for node in self._path.walk():
            if node.kind is by:
                rollup = rollups[node.id]
                marks.append(
                    Completion(
                        node.id,
                        node.short or node.title,
                        share=rollup.share,
                        done=rollup.done,
                        started=rollup.started,
                        skipped=rollup.skipped,
                        total=rollup.total,
                    )
                )
        return marks

    def completion_rows(self, node_id: str) -> Table:
        """Every item below a block or month with its status and since when."""
        statuses = self._progress.statuses()
        rows = []
        for node in self._path.walk(node_id):
            if node.kind not in LEAF_KINDS:
                continue
            events = self._progress.history(node.id)
            status = statuses.get(node.id, Status.NOT_STARTED)
            rows.append((node.title, node.kind.value, status.value, events[-1].at if events else None, node.minutes))
        return Table(("Item", "Kind", "Status", "Since", "Estimated minutes"), tuple(rows))

    # -- minutes

    def minutes_by_day(self, first: date, last: date) -> list[DayTotal]:
        """One mark for each day from `first` to `last`, both included, also for days without minutes."""
        sums: dict[date, dict[ActivityKind, int]] = {}
        for entry in self._spans.by_day(first, last):
            kinds = sums.setdefault(entry.day, {})
            kinds[entry.kind] = kinds.get(entry.kind, 0) + entry.seconds
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return [
            DayTotal(
                day,
                read=sums.get(day, {}).get(ActivityKind.READ, 0) / 60,
                write=sums.get(day, {}).get(ActivityKind.WRITE, 0) / 60,
                timer=sums.get(day, {}).get(ActivityKind.TIMER, 0) / 60,
            )
            for day in days
        ]

    def day_rows(self, first: date, last: date) -> Table:
        """What the minutes of some days were spent on, newest day first."""
        rows = []
        for entry in reversed(self._spans.by_day(first, last)):
            present = self._path.resolve(entry.node_id)
            title = self._path.nodes[present].title if present else entry.node_id
            rows.append((entry.day, title, entry.kind.value, round(entry.seconds / 60, 1)))
        return Table(("Day", "Topic", "Kind", "Minutes"), tuple(rows))

    def _area(self, area_id: str) -> Area:
        return next(area for area in self._path.areas if area.id == area_id)


def _last(history: Iterable[Rating], area: Area, *, until: datetime) -> dict[str, Rating]:
    """The last rating of each skill of an area up to an instant; `history` is oldest first."""
    return {rating.skill_id: rating for rating in history if rating.skill_id in area.skills and rating.at <= until}


def _mean(ratings: Iterable[Rating]) -> float | None:
    levels = [rating.level for rating in ratings]
    return sum(levels) / len(levels) if levels else None
