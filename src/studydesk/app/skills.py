"""How comfortable the learner is with each skill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from studydesk.app.clock import Clock
from studydesk.app.hub import ChangeHub
from studydesk.app.undo import Done
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.facts import Rating
from studydesk.domain.ids import new_id
from studydesk.domain.path import LearningPath

if TYPE_CHECKING:
    from studydesk.store.database import Database
    from studydesk.store.repositories.ratings import RatingsRepository

LEVELS = range(1, 6)


class SkillsService:
    """Ratings are appended; a rating taken back is neither current nor part of the history."""

    def __init__(
        self, database: Database, ratings: RatingsRepository, *, path: LearningPath, hub: ChangeHub, clock: Clock
    ) -> None:
        self._db = database
        self._repository = ratings
        self._path = path
        self._hub = hub
        self._clock = clock

    def rate(self, skill_id: str, level: int, evidence: str, now: datetime) -> Done:
        """Comfort `level` 1 to 5 with a sentence of evidence, which may be "". ValueError for another level."""
        if level not in LEVELS:
            raise ValueError(f"a comfort of {level} is not between 1 and 5")
        rating = Rating(new_id(now), skill_id, level, evidence.strip(), now, self._clock.day(now))
        with self._db.transaction():
            self._repository.append(rating)

        def undo(later: datetime) -> Done:
            return self.void(rating.id, later)

        return self._told(rating, undo)

    def current(self) -> dict[str, Rating]:
        """Skill id → last rating, for skills that the path has and the learner has rated."""
        return {
            skill_id: rating for skill_id, rating in self._repository.current().items() if skill_id in self._path.skills
        }

    def history(self, skill_id: str | None = None) -> list[Rating]:
        """Ratings of one skill, or of all, oldest first."""
        return self._repository.history(skill_id)

    def void(self, rating_id: str, now: datetime) -> Done:
        """Take a rating back. KeyError for an unknown id; one taken back before stays so."""
        rating = self._repository.get(rating_id)
        if rating is None:
            raise KeyError(rating_id)
        if not self._repository.is_void(rating_id):
            with self._db.transaction():
                self._repository.append(
                    Rating(
                        id=new_id(now),
                        skill_id=rating.skill_id,
                        level=rating.level,
                        evidence="",
                        at=now,
                        day=self._clock.day(now),
                        voids=rating.id,
                    )
                )

        def redo(later: datetime) -> Done:
            return self.rate(rating.skill_id, rating.level, rating.evidence, later)

        return self._told(rating, redo)

    def _told(self, rating: Rating, opposite: Callable[[datetime], Done]) -> Done:
        changes = Changes.of(Kind.RATING, ids=(rating.skill_id,))
        self._hub.publish(changes)
        skill = self._path.skills.get(rating.skill_id)
        return Done(changes, f"Rate {skill.title if skill else rating.skill_id}", opposite)
