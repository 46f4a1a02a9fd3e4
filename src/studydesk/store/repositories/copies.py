"""The learner's own copies of resources. Writers are called inside `Database.transaction()`."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from studydesk.domain.copies import CopyKind, ResourceCopy
from studydesk.domain.days import from_millis, to_millis
from studydesk.store.database import Database
from studydesk.store.sql import query


class CopiesRepository:
    """Where copies are; the files themselves stay where the learner has them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[ResourceCopy]:
        """Copies that were not removed, oldest first."""
        sql = "SELECT * FROM resource_copy WHERE removed_at IS NULL ORDER BY seq"
        return [_copy(row) for row in self._db.rows(sql)]

    def get(self, copy_id: str) -> ResourceCopy | None:
        """One copy, removed or not."""
        row = self._db.row("SELECT * FROM resource_copy WHERE id = ?", (copy_id,))
        return _copy(row) if row is not None else None

    def add(self, copy: ResourceCopy) -> None:
        """Remember a copy."""
        self._db.connection.execute(
            query("copy_insert"),
            {
                "id": copy.id,
                "resource_id": copy.resource_id,
                "kind": copy.kind,
                "path": copy.path,
                "title": copy.title,
                "added_at": to_millis(copy.added_at),
                "removed_at": to_millis(copy.removed_at) if copy.removed_at is not None else None,
            },
        )

    def set_removed(self, copy_id: str, at: datetime | None) -> None:
        """Remove it at `at`, or with None have it back."""
        millis = to_millis(at) if at is not None else None
        self._db.connection.execute("UPDATE resource_copy SET removed_at = ? WHERE id = ?", (millis, copy_id))


def _copy(row: sqlite3.Row) -> ResourceCopy:
    return ResourceCopy(
        id=row["id"],
        resource_id=row["resource_id"],
        kind=CopyKind(row["kind"]),
        path=row["path"],
        title=row["title"],
        added_at=from_millis(row["added_at"]),
        removed_at=from_millis(row["removed_at"]) if row["removed_at"] is not None else None,
    )
