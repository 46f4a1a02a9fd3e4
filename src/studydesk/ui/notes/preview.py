"""The note as a page. Qt WebEngine is loaded when the first preview is shown, not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studydesk.app.navigator import address
from studydesk.ui.theme.manager import Theme

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.web.engine import Engine
    from studydesk.ui.web.page import Position
    from studydesk.ui.web.view import WebView

#: signs of text from which a note is not rendered
LONGEST = 1_000_000
_SETTLE_MS = 300
#: a note of this size takes its time to be written and rendered
_LONG = 100_000
_SETTLE_LONG_MS = 1500
#: pages are set for the reader's column; the pane is narrower
_ZOOM = 0.85


class NotePreview(QWidget):
    """Shows the note as it is on disk; asks with `wanted` for it to be written first, a moment after the last key."""

    wanted = Signal()
    link_clicked = Signal(str)
    task_clicked = Signal(int)  # which box of the page, from 0

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notePreviewPanel")
        self._desk = desk
        self._theme = theme
        self._view: WebView | None = None
        self._note_id = ""
        self._size = 0
        self._y = 0.0
        self._is_stale = True
        self._words = QLabel(self)
        self._words.setObjectName("notePreviewWords")
        self._words.setProperty("role", "empty")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._words.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)

    def set_note(self, note_id: str, size: int) -> None:
        """Another note, `size` characters long; "" for a note that nothing has been written in."""
        if note_id != self._note_id:
            self._y = 0.0
        self._note_id = note_id
        self._size = size
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def touch(self, note_id: str, size: int) -> None:
        """The text has changed; the page follows when the keys rest."""
        self._note_id = note_id
        self._size = size
        self._is_stale = True
        if self.isVisible():
            self._timer.start(_SETTLE_MS if size < _LONG else _SETTLE_LONG_MS)

    def set_theme(self, theme: Theme) -> None:
        """Other tokens or another scale."""
        self._theme = theme
        self._is_stale = True
        if self._view is not None:
            from studydesk.ui.web.engine import Engine

            Engine.shared().theme = theme.name
            self._view.set_ground(theme.color("canvas"))
            self._view.setZoomFactor(_ZOOM * theme.scale)
        if self.isVisible():
            self.refresh()

    @property
    def view(self) -> WebView | None:
        """The web view, None as long as no preview has been shown."""
        return self._view

    def refresh(self) -> None:
        """Load the page anew where it was scrolled to."""
        self._timer.stop()
        self.wanted.emit()
        self._is_stale = False
        sentence = ""
        if self._size > LONGEST:
            sentence = self.tr("This note is too long for a preview. Everything else works as usual.")
        elif not self._size or not self._note_id:
            sentence = self.tr("Nothing written yet.")
        else:
            from studydesk.ui.web.environment import why_refused

            sentence = why_refused()
        self._words.setText(sentence)
        self._words.setVisible(bool(sentence))
        if sentence:
            if self._view is not None:
                self._view.hide()
            return
        view = self._made()
        view.show()
        view.locked.show_url(address("note", self._note_id), anchor="", offset=self._y)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._timer.start(0)

    @staticmethod
    def _engine() -> Engine:
        from studydesk.ui.web.engine import Engine

        return Engine.shared()

    def _made(self) -> WebView:
        if self._view is None:
            engine = self._engine()
            from studydesk.ui.web.view import WebView

            engine.serve(self._desk.pages.reply)
            engine.theme = self._theme.name
            self._view = WebView(engine, self)
            self._view.setObjectName("notePreview")
            self._view.setAccessibleName(self.tr("Preview of the note"))
            self._view.set_ground(self._theme.color("surface"))
            self._view.setZoomFactor(_ZOOM * self._theme.scale)
            self._view.locked.link_clicked.connect(self.link_clicked)
            self._view.locked.position_changed.connect(self._on_position)
            self._view.locked.task_clicked.connect(self.task_clicked)
            self._view.locked.copy_wanted.connect(self._copy)
            self._layout.addWidget(self._view, 1)
        return self._view

    @staticmethod
    def _copy(text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _on_position(self, position: Position) -> None:
        self._y = position.y
