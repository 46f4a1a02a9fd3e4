"""Writes when the window loses the front, and keeps it open while words could not be written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from studydesk.ui.notes.autosave import Autosave


class WindowGuard(QObject):
    """Watches the window that `pane` is in."""

    def __init__(self, autosave: Autosave, pane: QWidget) -> None:
        super().__init__(pane)
        self._autosave = autosave
        self._pane = pane
        self._window: QWidget | None = None
        pane.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.aboutToQuit.connect(autosave.flush)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._pane and kind == QEvent.Type.Show:
            self._watch(self._pane.window())
        elif watched is self._pane and kind == QEvent.Type.Hide:
            self._autosave.flush()
        if watched is self._window:
            if kind == QEvent.Type.WindowDeactivate:
                self._autosave.flush()
            elif kind == QEvent.Type.Close and not self._autosave.flush() and not self._may_lose():
                event.ignore()
                return True
        return False

    def _watch(self, window: QWidget) -> None:
        if window is self._window:
            return
        if self._window is not None and self._window is not self._pane:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not self._pane:
            window.installEventFilter(self)

    def _may_lose(self) -> bool:
        """Ask what is to become of words that cannot be written; whether the window may close."""
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            self.tr("Not saved"),
            self.tr("The last words of your note could not be written to the file."),
            parent=self._window,
        )
        box.setObjectName("unsavedDialog")
        box.setInformativeText(
            self.tr(
                "Everything written before is safe. Make room on the disk and try again, or take the text with you on the clipboard."
            )
        )
        again = box.addButton(self.tr("Try again"), QMessageBox.ButtonRole.AcceptRole)
        copy = box.addButton(self.tr("Copy the text and close"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Keep open"), QMessageBox.ButtonRole.RejectRole)
        for button, name in ((again, "unsavedRetry"), (copy, "unsavedCopy"), (stay, "unsavedStay")):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
        try:
            return self._asked(box, again=again, copy=copy)
        finally:
            box.setParent(None)
            box.deleteLater()

    def _asked(self, box: QMessageBox, *, again: QAbstractButton, copy: QAbstractButton) -> bool:
        while True:
            box.exec()
            if box.clickedButton() is copy:
                texts = [f"# {kept.note.title}\n\n{kept.text}" for kept in self._autosave.unsaved_notes()]
                QGuiApplication.clipboard().setText("\n\n".join(texts))
                return True
            if box.clickedButton() is not again:
                return False
            if self._autosave.flush():
                return True
