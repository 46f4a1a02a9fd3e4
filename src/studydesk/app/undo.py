"""Undo and redo of what the learner did in this sitting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from studydesk.app.hub import ChangeHub
from studydesk.domain.changes import Changes, Kind

DEPTH = 200


@dataclass(frozen=True, slots=True)
class Done:
    """What a writing service method returns; its changes have been published already.

    `undo` does the opposite as a new write and returns that write's own Done, whose `undo` is then the redo.
    """

    changes: Changes
    label: str = ""
    undo: Callable[[datetime], Done] | None = None


class UndoStack:
    """The last 200 undoable writes, in memory. Publishes `Kind.UNDO` whenever a label may have changed."""

    def __init__(self, hub: ChangeHub) -> None:
        self._hub = hub
        self._done: list[Done] = []
        self._undone: list[Done] = []

    def push(self, done: Done) -> None:
        """Remember a write; one without an undo is passed over and leaves the stack as it is."""
        if done.undo is None:
            return
        self._done.append(done)
        del self._done[:-DEPTH]
        self._undone.clear()
        self._tell()

    def undo(self, now: datetime) -> Done | None:
        """Undo the last write; None when there is none. A failure (say a full disk) leaves it undoable."""
        return self._turn_back(self._done, self._undone, now)

    def redo(self, now: datetime) -> Done | None:
        """Do again what was undone last; None when there is nothing."""
        return self._turn_back(self._undone, self._done, now)

    @property
    def undo_label(self) -> str:
        """What `undo` would undo, "" when nothing can be undone."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What `redo` would do again, "" when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def clear(self) -> None:
        """Forget everything, say after another file was put in place."""
        self._done.clear()
        self._undone.clear()
        self._tell()

    def _turn_back(self, source: list[Done], goal: list[Done], now: datetime) -> Done | None:
        if not source or source[-1].undo is None:
            return None
        opposite = source[-1].undo(now)
        done = source.pop()
        if opposite.undo is not None:
            goal.append(Done(opposite.changes, done.label, opposite.undo))
        self._tell()
        return opposite

    def _tell(self) -> None:
        self._hub.publish(Changes.of(Kind.UNDO))
