"""Writes what is typed: a moment after the last key, well within a second while typing goes on, and whenever it is asked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Note

if TYPE_CHECKING:
    from studydesk.app.desk import Desk

#: after the last key
PAUSE_MS = 400
#: after the first key that is not on disk, while typing goes on: a kill may never cost words older than a second
LONGEST_MS = 600
#: only a note of hundreds of kilobytes, whose writing is felt, waits longer while typing goes on: so many times what the last write took
_RESTS = 8
_SELDOM_MS = 4000


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What could not be written, kept until it can be."""

    note: Note
    text: str


class Autosave(QObject):
    """One note at a time; texts that could not be written stay here and are tried again with every save.

    `saved(str)` names the note that was written, `failed(str)` says the sentence for the learner.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, read: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read = read
        self._unsaved: dict[str, Unsaved] = {}
        self._is_dirty = False
        self.note: Note | None = None
        self._since = QElapsedTimer()
        self._longest = LONGEST_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is on disk."""
        return not self._is_dirty and not self._unsaved

    def take(self, note: Note | None) -> None:
        """The editor shows another note from now on; `flush` comes before."""
        self.note = note
        self._is_dirty = False

    def unsaved_text(self, note_id: str) -> str | None:
        """What was typed into a note and could not be written yet."""
        kept = self._unsaved.get(note_id)
        return kept.text if kept is not None else None

    def unsaved_notes(self) -> list[Unsaved]:
        """Everything that could not be written yet."""
        return list(self._unsaved.values())

    def touch(self) -> None:
        """A key has changed the text."""
        if self.note is None:
            return
        if not self._is_dirty:
            self._is_dirty = True
            self._since.start()
            self._desk.hub.publish(Changes.of(Kind.DIRTY, ids=(self.note.id,)))
        self._timer.start(max(0, min(PAUSE_MS, self._longest - self._since.elapsed())))

    def flush(self) -> bool:
        """Write now; whether everything typed is on disk."""
        self._timer.stop()
        if self._is_dirty and self.note is not None:
            # Kept first: whatever goes wrong below, the words are still somewhere.
            self._unsaved[self.note.id] = Unsaved(self.note, self._read())
            self._is_dirty = False
        if not self._unsaved:
            return True
        took = QElapsedTimer()
        took.start()
        try:
            for kept in list(self._unsaved.values()):
                self._write(kept)
        except ExpectedError as error:
            self.failed.emit(str(error))
            return False
        self._longest = max(LONGEST_MS, min(_SELDOM_MS, _RESTS * took.elapsed()))
        self._desk.hub.publish(Changes.of(Kind.SAVED))
        return True

    def _write(self, kept: Unsaved) -> None:
        now = self._desk.clock.now()
        self._desk.notes.save(kept.note, kept.text, now)
        del self._unsaved[kept.note.id]
        if self.note is not None and self.note.id == kept.note.id:
            self.note = replace(self.note, body=kept.text, updated_at=now)
        self.saved.emit(kept.note.id)
