"""Pictures and files of notes, kept once each by their SHA-256."""

from __future__ import annotations

from datetime import datetime

from studydesk.domain.days import from_millis, to_millis
from studydesk.domain.notes import Attachment
from studydesk.store.database import Database
from studydesk.store.sql import query


class AttachmentsRepository:
    """Writers are called inside `Database.transaction()`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, sha256: str) -> Attachment | None:
        """The attachment with its bytes."""
        row = self._db.row("SELECT * FROM attachment WHERE sha256 = ?", (sha256,))
        if row is None:
            return None
        return Attachment(
            sha256=row["sha256"],
            media_type=row["media_type"],
            name=row["name"],
            data=row["bytes"],
            created_at=from_millis(row["created_at"]),
        )

    def has(self, sha256: str) -> bool:
        """Whether those bytes are kept."""
        return self._db.row("SELECT 1 FROM attachment WHERE sha256 = ?", (sha256,)) is not None

    def add(self, attachment: Attachment) -> None:
        """Keep it; the same bytes are kept once, under the name they came with first."""
        self._db.connection.execute(
            "INSERT OR IGNORE INTO attachment (sha256, media_type, name, size, created_at, bytes) VALUES (?, ?, ?, ?, ?, ?)",
            (
                attachment.sha256,
                attachment.media_type,
                attachment.name,
                len(attachment.data),
                to_millis(attachment.created_at),
                attachment.data,
            ),
        )

    def unused(self, before: datetime) -> list[str]:
        """SHA-256 of what was added before `before` and no note or revision names any more."""
        return [row["sha256"] for row in self._db.rows(query("attachment_unused"), {"before": to_millis(before)})]

    def delete(self, sha256: str) -> None:
        """For good; only for what is `unused`."""
        self._db.connection.execute("DELETE FROM attachment WHERE sha256 = ?", (sha256,))
