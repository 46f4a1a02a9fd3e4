"""The one web view of the reader: pages of all tabs are shown in it, one after the other."""

from __future__ import annotations

from studydesk.ui.web.engine import Engine  # first: it prepares the environment
from studydesk.ui.web.page import LockedPage

# ruff: isort: split
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

_INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
_KEYS = {Qt.Key.Key_D: "done", Qt.Key.Key_Slash: "find"}


class WebView(QWebEngineView):
    """Tells of the reader's input: `used` for every key, click and wheel, `key_pressed` for the page's own keys (done, find)."""

    used = Signal()
    key_pressed = Signal(str)
    stepped = Signal(int)  # mouse buttons 4 and 5: -1 back, 1 forward
    zoom_stepped = Signal(int)
    menu_wanted = Signal(object, str)  # QPoint, global; the link under it

    def __init__(self, engine: Engine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pageView")
        self.setAccessibleName(self.tr("Page"))
        self.locked = LockedPage(engine, self)
        self.setPage(self.locked)
        self._input: QWidget | None = None
        self.locked.shown.connect(self._watch_input)

    def set_ground(self, colour: QColor) -> None:
        """What is seen before the page is painted."""
        self.locked.setBackgroundColor(colour)

    def look_for(self, text: str, *, backward: bool = False) -> None:
        """Mark `text` on the page and go to the next one; an empty text ends the search. `page().findTextFinished` tells the count."""
        flags = QWebEnginePage.FindFlag.FindBackward if backward else QWebEnginePage.FindFlag(0)
        self.locked.findText(text, flags)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos(), self.lastContextMenuRequest().linkUrl().toString())
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._input or event.type() not in _INPUT:
            return super().eventFilter(watched, event)
        self.used.emit()
        if isinstance(event, QKeyEvent):
            return self._on_key(event)
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            return True
        if isinstance(event, QMouseEvent) and event.button() in (
            Qt.MouseButton.BackButton,
            Qt.MouseButton.ForwardButton,
        ):
            self.stepped.emit(-1 if event.button() == Qt.MouseButton.BackButton else 1)
            return True
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        name = _KEYS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        # A field of a saved page takes letters for itself.
        if name is None or not plain or (self._input and self._input.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)):
            return False
        self.key_pressed.emit(name)
        return True

    def _watch_input(self) -> None:
        # The widget that takes input changes with the renderer.
        now = self.focusProxy()
        if now is self._input:
            return
        self._input = now
        if now is not None:
            now.installEventFilter(self)
