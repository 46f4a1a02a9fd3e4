"""What the window does on the side: the file's check, the trash and links of notes after the first paint, a backup every hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studydesk.app.backups import EVERY
from studydesk.app.jobs import Job, JobState
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.ui.speech import spoken

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.app.note_refresh import NoteRefresh
    from studydesk.ui.bridge import Bridge

#: after the window is shown; the first paint and the first page come before
SETTLE_AFTER_MS = 1500
#: between two pieces of work that nobody waits for
_REST_MS = 20


class Upkeep(QObject):
    """Emits `failed(sentence)` when something of it could not be done; the learner's work is never held up by it."""

    failed = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._backup: Job[Any] | None = None
        self._write_state: Callable[[], None] | None = None
        self._settling = self._timer(self._settle)
        self._refresh: NoteRefresh | None = None
        self._refreshing = self._timer(self._refresh_notes)
        self._saving = self._timer(self._save)
        self._hourly = self._timer(self._back_up)
        self._hourly.setSingleShot(False)
        desk.uistate.set_scheduler(self._schedule)
        self.destroyed.connect(desk.uistate.drop_scheduler)
        bridge.changed.connect(self._on_changes)

    def start(self) -> None:
        """To be called when the window is shown."""
        self._settling.start(SETTLE_AFTER_MS)
        self._hourly.start(EVERY // timedelta(milliseconds=1))

    def _timer(self, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(call)
        return timer

    def _settle(self) -> None:
        try:
            self._desk.settle(self._desk.clock.now())
        except ExpectedError as error:
            self.failed.emit(str(error))
        self._back_up()
        self._refresh = self._desk.note_refresh()
        self._refresh_notes()

    def _refresh_notes(self) -> None:
        with spoken(self.failed.emit):
            if self._refresh is not None and self._refresh.step():
                self._refreshing.start(_REST_MS)
            else:
                self._refresh = None

    def _back_up(self) -> None:
        self._backup = self._desk.backup.run_if_due(self._desk.clock.now())

    def _on_changes(self, changes: Changes) -> None:
        job = self._backup
        if Kind.JOB in changes.kinds and job is not None and job.state is not JobState.RUNNING:
            self._backup = None
            if job.state is JobState.FAILED:
                self.failed.emit(str(job.error))

    def _schedule(self, seconds: float, call: Callable[[], None]) -> None:
        self._write_state = call
        self._saving.start(round(seconds * 1000))

    def _save(self) -> None:
        write, self._write_state = self._write_state, None
        if write is not None:
            try:
                write()
            except ExpectedError as error:
                self.failed.emit(str(error))
