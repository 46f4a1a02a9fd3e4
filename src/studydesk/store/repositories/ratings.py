"""Ratings of skills. Writers are called inside `Database.transaction()`."""

from __future__ import annotations

import sqlite3
from datetime import date

from studydesk.domain.days import from_millis, to_millis
from studydesk.domain.facts import Rating
from studydesk.store.database import Database
from studydesk.store.sql import query


class RatingsRepository:
    """Ratings taken back are never among those returned, except by `get`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def current(self, *, until: date | None = None) -> dict[str, Rating]:
        """Stored skill id → last rating up to and on the day `until`, None meaning now."""
        values = {"until": until.isoformat() if until is not None else None}
        return {row["skill_id"]: _rating(row) for row in self._db.rows(query("rating_current"), values)}

    def history(self, skill_id: str | None) -> list[Rating]:
        """Ratings of one skill, or with None of all of them, oldest first."""
        if skill_id is None:
            return [_rating(row) for row in self._db.rows(query("rating_history_all"))]
        return [_rating(row) for row in self._db.rows(query("rating_history"), {"skill_id": skill_id})]

    def get(self, rating_id: str) -> Rating | None:
        """One rating, taken back or not."""
        row = self._db.row("SELECT * FROM rating WHERE id = ?", (rating_id,))
        return _rating(row) if row is not None else None

    def is_void(self, rating_id: str) -> bool:
        """Whether it was taken back."""
        return self._db.row("SELECT 1 FROM rating WHERE voids = ?", (rating_id,)) is not None

    def append(self, rating: Rating) -> None:
        """Write a rating, or the row that takes one back. sqlite3.IntegrityError when that was taken back before."""
        self._db.connection.execute(
            query("rating_insert"),
            {
                "id": rating.id,
                "skill_id": rating.skill_id,
                "level": rating.level,
                "evidence": rating.evidence,
                "at": to_millis(rating.at),
                "day": rating.day.isoformat(),
                "voids": rating.voids,
            },
        )


def _rating(row: sqlite3.Row) -> Rating:
    return Rating(
        id=row["id"],
        skill_id=row["skill_id"],
        level=row["level"],
        evidence=row["evidence"],
        at=from_millis(row["at"]),
        day=date.fromisoformat(row["day"]),
        voids=row["voids"],
    )
