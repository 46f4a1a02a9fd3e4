"""What the learner said of nodes. Writers are called inside `Database.transaction()`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from studydesk.domain.days import from_millis, to_millis
from studydesk.domain.facts import StatusEvent
from studydesk.domain.progress import Status
from studydesk.store.database import Database
from studydesk.store.sql import query


class StatusesRepository:
    """The table `node_status` caches the last event of each node that still counts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def current(self) -> dict[str, Status]:
        """Stored node id → status; nodes never spoken of are absent."""
        return {row[0]: Status(row[1]) for row in self._db.rows("SELECT node_id, status FROM node_status")}

    def history(self, node_id: str) -> list[StatusEvent]:
        """Events of a node that still count, oldest first."""
        return [_event(row) for row in self._db.rows(query("status_history"), {"node_id": node_id})]

    def append(self, events: Sequence[StatusEvent]) -> None:
        """Write events that void nothing."""
        values = [_values(event) for event in events]
        self._db.connection.executemany(query("status_insert"), values)
        self._db.connection.executemany(query("status_cache_put"), values)

    def void(self, events: Sequence[StatusEvent]) -> None:
        """Write events each of which takes back the one it `voids`. sqlite3.IntegrityError when that was taken back before."""
        connection = self._db.connection
        connection.executemany(query("status_insert"), [_values(event) for event in events])
        nodes = [{"node_id": node_id} for node_id in sorted({event.node_id for event in events})]
        connection.executemany("DELETE FROM node_status WHERE node_id = :node_id", nodes)
        connection.executemany(query("status_cache_again"), nodes)

    def rebuild(self) -> None:
        """Make the cache anew from the events."""
        self._db.connection.execute("DELETE FROM node_status")
        self._db.connection.execute(f"INSERT INTO node_status {query('status_cache_facts')}")


def _values(event: StatusEvent) -> dict[str, object]:
    return {
        "id": event.id,
        "node_id": event.node_id,
        "status": event.status,
        "at": to_millis(event.at),
        "day": event.day.isoformat(),
        "voids": event.voids,
    }


def _event(row: sqlite3.Row) -> StatusEvent:
    return StatusEvent(
        id=row["id"],
        node_id=row["node_id"],
        status=Status(row["status"]),
        at=from_millis(row["at"]),
        day=date.fromisoformat(row["day"]),
        voids=row["voids"],
    )
