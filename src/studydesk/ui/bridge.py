"""The border between the change hub and Qt: many writes in one turn of the event loop become one signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studydesk.domain.changes import Changes, Kind

if TYPE_CHECKING:
    from studydesk.app.hub import ChangeHub


class Bridge(QObject):
    """Emits `changed(Changes)` once a turn for everything that was published in it, from whichever thread."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, hub: ChangeHub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Changes] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._emit)
        # Auto: direct on this thread, queued from a job's thread.
        self._arrived.connect(self._collect, Qt.ConnectionType.AutoConnection)
        self._subscription = hub.subscribe(tuple(Kind), self._arrived.emit)

    def flush(self) -> None:
        """Emit now what waits."""
        self._emit()

    def close(self) -> None:
        """Hear nothing more."""
        self._subscription.cancel()
        self._timer.stop()

    def _collect(self, changes: Changes) -> None:
        self._waiting.append(changes)
        if not self._timer.isActive():
            self._timer.start()

    def _emit(self) -> None:
        self._timer.stop()
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        # Ids belong to kinds: merged kind by kind, so that one wide change does not widen the others.
        merged: dict[Kind, Changes] = {}
        for changes in waiting:
            for kind in changes.kinds:
                one = Changes(frozenset({kind}), changes.ids)
                merged[kind] = merged[kind] | one if kind in merged else one
        by_ids: dict[frozenset[str], set[Kind]] = {}
        for kind, changes in merged.items():
            by_ids.setdefault(changes.ids, set()).add(kind)
        for ids, kinds in by_ids.items():
            self.changed.emit(Changes(frozenset(kinds), ids))
