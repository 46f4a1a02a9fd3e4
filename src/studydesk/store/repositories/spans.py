"""Minutes. Writers are called inside `Database.transaction()`."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from studydesk.domain.days import from_millis, to_millis
from studydesk.domain.facts import ActivityKind, DayMinutes, Span
from studydesk.store.database import Database
from studydesk.store.sql import query


class SpansRepository:
    """The table `day_minutes` caches the sums of the spans that still count."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def by_node(self) -> dict[str, int]:
        """Stored node id → seconds of all kinds and days."""
        return {row[0]: row[1] for row in self._db.rows(query("span_by_node"))}

    def by_day(self, first: date, last: date) -> list[DayMinutes]:
        """Sums from `first` to `last`, both included, by day."""
        rows = self._db.rows(query("span_by_day"), {"first": first.isoformat(), "last": last.isoformat()})
        return [
            DayMinutes(date.fromisoformat(row["day"]), row["node_id"], ActivityKind(row["kind"]), row["seconds"])
            for row in rows
        ]

    def day_sums(self, first: date, last: date) -> dict[tuple[date, ActivityKind], int]:
        """(day, kind) → seconds on all nodes, from `first` to `last`, both included."""
        rows = self._db.rows(query("span_day_sums"), {"first": first.isoformat(), "last": last.isoformat()})
        return {(date.fromisoformat(row["day"]), ActivityKind(row["kind"])): row["seconds"] for row in rows}

    def first_day(self) -> date | None:
        """The first day with minutes."""
        day = self._db.value("SELECT min(day) FROM day_minutes")
        return date.fromisoformat(day) if day is not None else None

    def running(self) -> Span | None:
        """The span of the running timer."""
        row = self._db.row("SELECT * FROM span WHERE ended_at IS NULL")
        return _span(row) if row is not None else None

    def seconds_within(self, since: datetime, until: datetime) -> int:
        """Seconds of ended spans that lie between two instants."""
        return int(self._db.value(query("span_within"), {"since": to_millis(since), "until": to_millis(until)}))

    def append(self, span: Span) -> None:
        """Write a span that voids nothing."""
        self._insert(span)
        self._count(span, span.seconds)

    def extend(self, span: Span, *, ended_at: datetime, seconds: int) -> None:
        """Let the span of the present moment, or the running timer, end at `ended_at` with `seconds` in all."""
        self._db.connection.execute(
            "UPDATE span SET ended_at = ?, seconds = ? WHERE id = ?", (to_millis(ended_at), seconds, span.id)
        )
        self._count(span, seconds - span.seconds)

    def void(self, span: Span, *, void_id: str, at: datetime) -> None:
        """Take an ended span back."""
        self._insert(
            Span(
                id=void_id,
                kind=span.kind,
                node_id=span.node_id,
                started_at=at,
                ended_at=at,
                seconds=0,
                day=span.day,
                voids=span.id,
            )
        )
        self._count(span, -span.seconds)

    def rebuild(self) -> None:
        """Make the cache anew from the spans."""
        self._db.connection.execute("DELETE FROM day_minutes")
        self._db.connection.execute(f"INSERT INTO day_minutes {query('span_cache_facts')}")

    def _insert(self, span: Span) -> None:
        self._db.connection.execute(
            query("span_insert"),
            {
                "id": span.id,
                "kind": span.kind,
                "node_id": span.node_id,
                "started_at": to_millis(span.started_at),
                "ended_at": to_millis(span.ended_at) if span.ended_at is not None else None,
                "seconds": span.seconds,
                "day": span.day.isoformat(),
                "voids": span.voids,
            },
        )

    def _count(self, span: Span, seconds: int) -> None:
        if not seconds:
            return
        key = {"day": span.day.isoformat(), "node_id": span.node_id, "kind": span.kind}
        connection = self._db.connection
        connection.execute(query("span_cache_add"), {**key, "seconds": seconds})
        if seconds < 0:
            connection.execute(
                "DELETE FROM day_minutes WHERE day = :day AND node_id = :node_id AND kind = :kind AND seconds <= 0", key
            )


def _span(row: sqlite3.Row) -> Span:
    return Span(
        id=row["id"],
        kind=ActivityKind(row["kind"]),
        node_id=row["node_id"],
        started_at=from_millis(row["started_at"]),
        ended_at=from_millis(row["ended_at"]) if row["ended_at"] is not None else None,
        seconds=row["seconds"],
        day=date.fromisoformat(row["day"]),
        voids=row["voids"],
    )
