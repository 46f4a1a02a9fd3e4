"""Tells the clock of minutes that the learner is writing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studydesk.domain.facts import ActivityKind
from studydesk.domain.notes import Note

if TYPE_CHECKING:
    from studydesk.app.desk import Desk

_EVERY = timedelta(seconds=5)


class WritingBeat:
    """At most one beat in five seconds, unless the learner goes to another note."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: datetime | None = None
        self._node = ""

    def typed(self, note: Note) -> None:
        """A key was pressed in `note`; a free note counts for what is studied."""
        node_id = self._desk.path.resolve(note.anchor) if note.anchor is not None else self._desk.navigator.focus_id
        if not node_id:
            return
        now = self._desk.clock.now()
        if node_id == self._node and self._last is not None and timedelta(0) <= now - self._last < _EVERY:
            return
        self._last, self._node = now, node_id
        self._desk.time.beat(ActivityKind.WRITE, node_id, now)
