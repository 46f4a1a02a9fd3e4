"""The editor of a note: plain Markdown with keys that know lists, tasks, links and pictures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studydesk.domain.notes import title_key
from studydesk.ui.notes import editing
from studydesk.ui.notes.face import note_font
from studydesk.ui.notes.highlighter import MarkdownHighlighter, open_state
from studydesk.ui.notes.pictures import has_pictures
from studydesk.ui.notes.syntax import PLAIN
from studydesk.ui.theme.manager import Theme

_CONTROL = Qt.KeyboardModifier.ControlModifier


class NoteEditor(QPlainTextEdit):
    """Tells of what needs the desk: links to follow, pictures to keep, the typing of a link."""

    typed = Signal()  # a key, a paste or a click has changed the text
    left = Signal()  # the keyboard went elsewhere
    link_followed = Signal(object)  # editing.WrittenLink
    pictures_arrived = Signal(object)  # QMimeData
    caret_moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noteEditor")
        self.setAccessibleName(self.tr("Note"))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(False)
        self.setCursorWidth(2)
        self.setCenterOnScroll(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setMouseTracking(True)
        self._theme = theme
        self._is_loading = False
        self._popup_keys: frozenset[Qt.Key] = frozenset()
        self.highlighter = MarkdownHighlighter(self.document(), theme)
        self.set_theme(theme)
        self.verticalScrollBar().valueChanged.connect(self._show_lines)
        self.blockCountChanged.connect(self._show_lines)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self.caret_moved)

    def set_theme(self, theme: Theme) -> None:
        """Other tokens or another scale."""
        self._theme = theme
        self.setFont(note_font(theme))
        self.document().setDocumentMargin(theme.px(16))
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * 4)
        self.highlighter.set_theme(theme)

    # -- the text

    def text(self) -> str:
        """What is written, to the sign: Qt's own plain text would turn no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def load(self, text: str, *, caret: int = 0) -> None:
        """Show another note with the caret at `caret` (-1: the end); what could be undone before is forgotten. Not told."""
        self._is_loading = True
        self.setPlainText(text)
        self._is_loading = False
        cursor = self.textCursor()
        end = self.document().characterCount() - 1
        cursor.setPosition(end if caret < 0 else min(caret, end))
        self.setTextCursor(cursor)
        self._show_lines()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written."""
        return self.document().characterCount() <= 1

    def adopt(self, text: str) -> None:
        """The note was changed elsewhere: take over the difference as one undoable step, caret and scroll stay. Not told."""
        self._is_loading = True
        self.change(text)
        self._is_loading = False

    def change(self, text: str) -> None:
        """Make the whole text `text`, touching only what differs, as one undoable step."""
        present = self.text()
        if text != present:
            _replace(QTextCursor(self.document()), 0, present, text)

    def go_to_line(self, number: int) -> None:
        """The caret to the start of a line, in sight."""
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.ensureCursorVisible()

    def go_to_heading(self, heading: str) -> None:
        """The caret to the heading with these words, whatever the case."""
        wanted = title_key(heading)
        for number, line in enumerate(self.text().split("\n")):
            if line.startswith("#") and title_key(line.lstrip("#")) == wanted:
                self.go_to_line(number)
                return

    def first_line(self) -> int:
        """Number of the first line on screen."""
        return self.firstVisibleBlock().blockNumber()

    def show_line(self, number: int) -> None:
        """Scroll so that this line is the first one on screen; the caret stays."""
        block = self.document().findBlockByNumber(number)
        if block.isValid() and number:
            self.verticalScrollBar().setValue(block.firstLineNumber())

    def insert(self, text: str) -> None:
        """Put `text` at the caret as one undoable step."""
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def insert_paragraph(self, text: str) -> None:
        """Put `text` at the caret as a paragraph of its own, the caret on a fresh line below."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.clearSelection()
        before = self.text_before(cursor)
        block = cursor.block()
        if before.strip() or (
            cursor.positionInBlock() == 0 and block.previous().isValid() and block.previous().text().strip()
        ):
            cursor.insertText("\n\n" if before.strip() else "\n")
        rest = cursor.block().text()[_column(cursor) :]
        cursor.insertText(text + "\n\n")
        if rest.strip():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @staticmethod
    def text_before(cursor: QTextCursor) -> str:
        """The part of the caret's line that lies before it."""
        return cursor.block().text()[: _column(cursor)]

    # -- actions

    def toggle_task(self) -> None:
        """Flip the tasks of the selected lines, or of the caret's line; plain lines become tasks."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in self._selected_blocks():
            if block.text().strip() or not cursor.hasSelection():
                self._replace_line(block, editing.toggled_task(block.text()))
        cursor.endEditBlock()

    def bold(self) -> None:
        self._wrap("**")

    def italic(self) -> None:
        self._wrap("*")

    def code(self) -> None:
        self._wrap("`")

    def begin_link(self) -> None:
        """Type `[[` around the selection, so that the completion opens."""
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        cursor.insertText(f"[[{chosen}" if "\u2029" not in chosen else "[[")
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_popup_keys(self, keys: frozenset[Qt.Key]) -> None:
        """Keys that an open completion list takes; they are ignored here, so that its event filter may have them."""
        self._popup_keys = keys

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Control, Qt.Key.Key_Meta):
            self._point_at(self.viewport().mapFromGlobal(self.cursor().pos()).toPointF(), follows=True)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._continue():
            event.accept()
            return
        if key == Qt.Key.Key_Tab and plain and self._indent():
            event.accept()
            return
        if key == Qt.Key.Key_Backtab and self._outdent():
            event.accept()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Control, Qt.Key.Key_Meta):
            self._point_at(self.viewport().mapFromGlobal(self.cursor().pos()).toPointF(), follows=False)
        super().keyReleaseEvent(event)

    def _continue(self) -> bool:
        cursor = self.textCursor()
        block = cursor.block()
        if cursor.hasSelection() or open_state(block) != PLAIN:
            return False
        found = editing.continuation(block.text(), _column(cursor))
        if found is None:
            return False
        cursor.beginEditBlock()
        if found.ends:
            self._replace_line(block, "")
            cursor.setPosition(block.position())
        else:
            cursor.insertText("\n" + found.prefix)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _indent(self) -> bool:
        cursor = self.textCursor()
        blocks = self._selected_blocks()
        if len(blocks) == 1 and (not editing.is_list_item(blocks[0].text()) or open_state(blocks[0]) != PLAIN):
            cursor.insertText(editing.INDENT)
            return True
        cursor.beginEditBlock()
        for block in blocks:
            if block.text().strip():
                QTextCursor(block).insertText(editing.INDENT)
        cursor.endEditBlock()
        return True

    def _outdent(self) -> bool:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in self._selected_blocks():
            size = editing.outdented(block.text())
            if size:
                part = QTextCursor(block)
                part.setPosition(block.position() + size, QTextCursor.MoveMode.KeepAnchor)
                part.removeSelectedText()
        cursor.endEditBlock()
        return True

    def _wrap(self, sign: str) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            line = cursor.block().text()
            start, end = editing.word_at(line, _column(cursor))
            if start == end:
                cursor.insertText(sign * 2)
                cursor.movePosition(QTextCursor.MoveOperation.Left, n=len(sign))
                self.setTextCursor(cursor)
                return
            size = len(sign)
            if line[max(0, start - size) : start] == sign == line[end : end + size]:
                start, end = start - size, end + size
            base = cursor.block().position()
            cursor.setPosition(base + _units(line[:start]))
            cursor.setPosition(base + _units(line[:end]), QTextCursor.MoveMode.KeepAnchor)
        start = cursor.selectionStart()
        changed = "\u2029".join(editing.wrapped(part, sign) for part in cursor.selectedText().split("\u2029"))
        cursor.insertText(changed.replace("\u2029", "\n"))
        end = cursor.position()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            block, column = self._place(event.position())
            if event.modifiers() & _CONTROL and column >= 0:
                link = editing.link_at(block.text(), column)
                if link is not None:
                    self.link_followed.emit(link)
                    event.accept()
                    return
            elif event.modifiers() == Qt.KeyboardModifier.NoModifier and self._is_on_box(block, column):
                self._replace_line(block, editing.toggled_task(block.text()))
                event.accept()
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        block, column = self._place(event.position())
        if self._is_on_box(block, column):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._point_at(event.position(), follows=bool(event.modifiers() & _CONTROL))

    def _point_at(self, place: QPointF, *, follows: bool) -> None:
        block, column = self._place(place)
        over = (follows and column >= 0 and editing.link_at(block.text(), column) is not None) or self._is_on_box(
            block, column
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def _place(self, place: QPointF) -> tuple[QTextBlock, int]:
        """The block and the column of the sign under a point; column -1 where no sign is."""
        cursor = self.cursorForPosition(place.toPoint())
        block = cursor.block()
        column = _column(cursor)
        caret = self.cursorRect(cursor)
        if not caret.top() <= place.y() <= caret.bottom():
            return block, -1
        # The caret is put before or behind the sign, whichever edge is nearer.
        if place.x() < caret.left():
            column -= 1
        elif place.x() > caret.left() + self.fontMetrics().horizontalAdvance("m") * 1.2:
            return block, -1
        return block, column if column < len(block.text()) else -1

    def _is_on_box(self, block: QTextBlock, column: int) -> bool:
        if column < 0 or open_state(block) != PLAIN:
            return False
        box = editing.task_box(block.text())
        return box is not None and box[0] <= column < box[1]

    # -- paste and drop

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or has_pictures(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if has_pictures(source):
            self.pictures_arrived.emit(source)
            return
        text = source.text()
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        if editing.is_address(text) and chosen.strip() and "\u2029" not in chosen and not editing.is_address(chosen):
            cursor.insertText(f"[{chosen}]({text.strip()})")
        else:
            cursor.insertText(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
        self.ensureCursorVisible()

    def paste_plain(self) -> None:
        """Paste words only, whatever else the clipboard holds."""
        self.insert(QGuiApplication.clipboard().text())

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for block, rect in self._visible_blocks():
            if rect.top() > event.rect().bottom():
                break
            self._paint_ground(painter, block, rect)
        painter.end()
        super().paintEvent(event)

    def _paint_ground(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        theme = self._theme
        margin = self.document().documentMargin()
        previous = block.previous()
        if open_state(block) != PLAIN or (previous.isValid() and open_state(previous) != PLAIN):
            half = margin / 2
            painter.fillRect(
                QRectF(half, rect.top(), self.viewport().width() - margin, rect.height()), theme.color("sunken")
            )
            return
        text = block.text()
        if text.startswith(">") or text.lstrip().startswith(">"):
            painter.fillRect(
                QRectF(margin - theme.px(9), rect.top(), theme.px(3), rect.height()), theme.color("border-strong")
            )

    def _visible_blocks(self) -> list[tuple[QTextBlock, QRectF]]:
        found = []
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        bottom = self.viewport().height()
        while block.isValid() and top <= bottom:
            height = self.blockBoundingRect(block).height()
            found.append((block, QRectF(0, top, self.viewport().width(), height)))
            top += height
            block = block.next()
        return found

    def _show_lines(self) -> None:
        first = self.firstVisibleBlock().blockNumber()
        # Every block is a line high at least; half a screen more on both sides.
        count = self.viewport().height() // max(1, self.fontMetrics().lineSpacing()) + 2
        self.highlighter.show_lines(max(0, first - count // 2), first + count + count // 2)

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_lines()
        if self.hasFocus():
            self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        # The window's own Tab order would take Tab and Shift+Tab before they indent.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in self._popup_keys
        ):
            event.accept()
            return True
        return super().event(event)

    def caret_rect(self) -> QRect:
        """The caret in the coordinates of this widget."""
        return self.cursorRect().translated(self.viewport().pos())

    # -- inside

    def _on_text_changed(self) -> None:
        if not self._is_loading:
            self.typed.emit()

    def _selected_blocks(self) -> list[QTextBlock]:
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(max(cursor.selectionStart(), cursor.selectionEnd() - 1)).blockNumber()
        if not cursor.hasSelection():
            last = block.blockNumber()
        found = []
        while block.isValid() and block.blockNumber() <= last:
            found.append(block)
            block = block.next()
        return found

    @staticmethod
    def _replace_line(block: QTextBlock, text: str) -> None:
        """Put `text` for a line, so that the caret stays where it was."""
        _replace(QTextCursor(block), block.position(), block.text(), text)


def _replace(cursor: QTextCursor, base: int, old: str, new: str) -> None:
    """Make `old`, which begins at position `base`, into `new`, touching only what differs."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    cursor.setPosition(base + _units(old[:head]))
    cursor.setPosition(base + _units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(new[head : len(new) - tail])


def _units(text: str) -> int:
    """How many positions Qt counts in `text`: signs beyond the basic plane (emoji) are two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _column(cursor: QTextCursor) -> int:
    """The caret's place in its line in characters of Python."""
    units = cursor.positionInBlock()
    text = cursor.block().text()
    column = 0
    while units > 0 and column < len(text):
        units -= 2 if text[column] > "\uffff" else 1
        column += 1
    return column
