"""Find in page: a field, how many, next and previous."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from studydesk.ui.theme.manager import Theme, ThemeManager


class FindBar(QWidget):
    """Tells what is looked for; is told how many there are. Enter: next, Shift+Enter: previous, Esc: close."""

    searched = Signal(str, bool)  # text, backward
    closed = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = QLineEdit(self)
        self._field.setObjectName("findField")
        self._field.setAccessibleName(self.tr("Find in page"))
        self._field.setPlaceholderText(self.tr("Find in page"))
        self._field.textChanged.connect(self._on_text)
        self._field.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setObjectName("findCount")
        self._count.setProperty("role", "small")
        self._up = self._button("findPrevious", self.tr("Previous match"))
        self._up.clicked.connect(self._on_up)
        self._down = self._button("findNext", self.tr("Next match"))
        self._down.clicked.connect(self._on_down)
        self._close = self._button("findClose", self.tr("Close the search"))
        self._close.clicked.connect(self.close_search)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(4)
        layout.addWidget(self._field, 1)
        for one in (self._count, self._up, self._down, self._close):
            layout.addWidget(one)
        self._dress(theme.theme)
        theme.changed.connect(self._dress)
        self.hide()

    def open_search(self) -> None:
        """Show the field, with what was looked for last selected."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        if self._field.text():
            self.searched.emit(self._field.text(), False)

    def close_search(self) -> None:
        """Hide the field and end the search."""
        if self.isVisible():
            self.hide()
            self.set_count(0, 0)
            self.searched.emit("", False)
            self.closed.emit()

    def set_count(self, active: int, count: int) -> None:
        """Which match is in front, from 1, of how many."""
        if not self._field.text():
            self._count.clear()
        elif count:
            self._count.setText(self.tr("{active} of {count}").format(active=active, count=count))
        else:
            self._count.setText(self.tr("not on this page"))
        self._up.setEnabled(count > 0)
        self._down.setEnabled(count > 0)

    @property
    def text(self) -> str:
        return self._field.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close_search()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.searched.emit(self._field.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        if not text:
            self.set_count(0, 0)
        self.searched.emit(text, False)

    def _on_up(self) -> None:
        self.searched.emit(self._field.text(), True)

    def _on_down(self) -> None:
        self.searched.emit(self._field.text(), False)

    def _button(self, name: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setToolTip(title)
        return button

    def _dress(self, theme: Theme) -> None:
        for button, picture in ((self._up, "chevron-up"), (self._down, "chevron-down"), (self._close, "x")):
            button.setIcon(theme.icon(picture, "muted", 15))
            button.setIconSize(QSize(theme.px(15), theme.px(15)))
