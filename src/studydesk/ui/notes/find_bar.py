"""Find in the note: count, next, previous, all places marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QTextEdit, QToolButton, QWidget

from studydesk.ui.notes.editor import NoteEditor
from studydesk.ui.theme.manager import Theme

#: more places are counted but not marked
_MARKED = 1000


class FindBar(QFrame):
    """Enter and Shift+Enter walk, Escape puts the bar away and leaves the place selected."""

    closed = Signal()

    def __init__(self, editor: NoteEditor, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noteFindBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "sunken")
        self._editor = editor
        self._theme = theme
        self._field = QLineEdit(self)
        self._field.setObjectName("noteFindField")
        self._field.setAccessibleName(self.tr("Find in note"))
        self._field.setPlaceholderText(self.tr("Find in note"))
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setObjectName("noteFindCount")
        self._count.setProperty("role", "small")
        self._previous = self._button("noteFindPrevious", self.tr("Previous place"))
        self._next = self._button("noteFindNext", self.tr("Next place"))
        self._close = self._button("noteFindClose", self.tr("Close the search"))
        self._previous.clicked.connect(self.previous)
        self._next.clicked.connect(self.next)
        self._close.clicked.connect(self.close_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.setSpacing(2)
        layout.addWidget(self._field, 1)
        layout.addSpacing(4)
        layout.addWidget(self._count)
        for button in (self._previous, self._next, self._close):
            layout.addWidget(button)
        editor.typed.connect(self._mark)
        self.set_theme(theme)
        self.hide()

    def _button(self, name: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setToolTip(title)
        return button

    def set_theme(self, theme: Theme) -> None:
        """Other tokens."""
        self._theme = theme
        for button, icon in ((self._previous, "chevron-up"), (self._next, "chevron-down"), (self._close, "x")):
            button.setIcon(theme.icon(icon, "muted", 16))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._mark()

    @property
    def count_text(self) -> str:
        """What is said of the places found."""
        return self._count.text()

    def open_bar(self) -> None:
        """Show the bar; selected words are looked for at once."""
        chosen = self._editor.textCursor().selectedText()
        self.show()
        if chosen and "\u2029" not in chosen:
            self._field.setText(chosen)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._mark()

    def close_bar(self) -> None:
        """Put the bar away."""
        self.hide()
        self._editor.setExtraSelections([])
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def next(self) -> None:
        """The next place, from the top again behind the last."""
        self._step(backward=False)

    def previous(self) -> None:
        """The place before, from the end again before the first."""
        self._step(backward=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._editor.setTextCursor(cursor)
        if self._field.text():
            self._step(backward=False)
        else:
            self._mark()

    def _step(self, *, backward: bool) -> None:
        wanted = self._field.text()
        if not wanted:
            return
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        document = self._editor.document()
        found = document.find(wanted, self._editor.textCursor(), flags)
        if found.isNull():
            edge = QTextCursor(document)
            if backward:
                edge.movePosition(QTextCursor.MoveOperation.End)
            found = document.find(wanted, edge, flags)
        if not found.isNull():
            self._editor.setTextCursor(found)
            self._editor.ensureCursorVisible()
        self._mark()

    def _mark(self) -> None:
        wanted = self._field.text()
        if self.isHidden() or not wanted:
            self._count.clear()
            if not self.isHidden():
                self._editor.setExtraSelections([])
            return
        # Counted in the text and not by the document, which would take seconds in a long note.
        text, key = self._editor.text().lower(), wanted.lower()
        selections: list[QTextEdit.ExtraSelection] = []
        here = self._editor.textCursor().selectionStart()
        count = at = 0
        place = text.find(key)
        is_plain = text.isascii() or max(text, default="") <= "\uffff"
        while place >= 0:
            count += 1
            start = place if is_plain else place + sum(sign > "\uffff" for sign in text[:place])
            if start == here:
                at = count
            if count <= _MARKED:
                selections.append(self._selection(start, len(wanted)))
            place = text.find(key, place + len(key))
        self._editor.setExtraSelections(selections)
        self._count.setText(
            self.tr("{at} of {count}").format(at=at, count=count) if at else self.tr("%n found", "", count)
        )

    def _selection(self, start: int, length: int) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format.setBackground(self._theme.color("mark"))
        return selection
