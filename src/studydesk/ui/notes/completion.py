"""The list that opens behind `[[`: topics, notes and resources."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from studydesk.domain.notes import Completion, CompletionKind
from studydesk.ui.notes import editing
from studydesk.ui.notes.editor import NoteEditor
from studydesk.ui.theme.icons import pixmap
from studydesk.ui.theme.manager import Theme

_ROWS = 8
_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ICONS = {CompletionKind.TOPIC: "list-tree", CompletionKind.NOTE: "notebook-pen", CompletionKind.RESOURCE: "library"}
_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Escape,
    }
)


class _Rows(QStyledItemDelegate):
    """Icon of the kind, label, and where it belongs in small print."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.theme.px(42))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self.theme
        offer: Completion = index.data(_ROLE)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, theme.color("accent-soft"))
        side = theme.px(16)
        picture = pixmap(_ICONS[offer.kind], theme["muted"], side, painter.device().devicePixelRatioF())
        painter.drawPixmap(row.left() + theme.px(10), row.top() + (row.height() - side) // 2, picture)
        left = row.left() + theme.px(36)
        width = row.right() - theme.px(10) - left
        for text, font, token, top in (
            (offer.label, theme.text(13), "text", theme.px(4)),
            (offer.detail, theme.text(11.5), "muted", theme.px(21)),
        ):
            painter.setFont(font)
            painter.setPen(theme.color(token))
            place = QRect(left, row.top() + top, width, theme.px(18))
            if not offer.detail:
                place = QRect(left, row.top(), width, row.height())
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class LinkCompletion(QFrame):
    """A child of the window, so that a narrow pane does not cut it; the editor keeps the keyboard."""

    def __init__(self, editor: NoteEditor, find: Callable[[str], list[Completion]], theme: Theme) -> None:
        super().__init__(editor)
        self.setObjectName("linkCompletion")
        self._editor = editor
        self._find = find
        self._dismissed_at = -1
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setObjectName("linkCompletionList")
        self._list.setAccessibleName(self.tr("Link to"))
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._rows = _Rows(theme, self)
        self._list.setItemDelegate(self._rows)
        self._list.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._list)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_theme(theme)
        self.hide()
        editor.installEventFilter(self)
        editor.caret_moved.connect(self._follow)
        editor.typed.connect(self._on_typed)
        editor.left.connect(self._on_left)

    def set_theme(self, theme: Theme) -> None:
        """Other tokens."""
        self._theme = theme
        self._rows.theme = theme
        self.setStyleSheet(
            f"LinkCompletion {{ background: {theme['surface']}; border: 1px solid {theme['border-strong']}; border-radius: 6px; }}"
            f" LinkCompletion QListView {{ background: {theme['surface']}; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._editor or self.isHidden():
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key not in _KEYS or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return False
        if key == Qt.Key.Key_Escape:
            self._dismissed_at = self._start()
            self._close()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self._list.currentIndex())
        else:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}[key]
            count = self._model.rowCount()
            row = self._list.currentIndex().row() + step
            row = row % count if abs(step) == 1 else max(0, min(count - 1, row))
            self._list.setCurrentIndex(self._model.index(row, 0))
        return True

    def _on_typed(self) -> None:
        before = self._editor.text_before(self._editor.textCursor())
        typed = editing.open_link(before)
        if typed is None:
            self._dismissed_at = -1
            self._close()
        elif self._start() != self._dismissed_at and not self._editor.textCursor().hasSelection():
            self._offer(typed)

    def _follow(self) -> None:
        """The caret left the link that is being typed."""
        if self.isHidden():
            return
        if editing.open_link(self._editor.text_before(self._editor.textCursor())) is None:
            self._close()

    def _start(self) -> int:
        cursor = self._editor.textCursor()
        before = self._editor.text_before(cursor)
        return cursor.block().position() + before.rfind("[[")

    def _offer(self, typed: str) -> None:
        offers = self._find(typed)
        self._model.clear()
        for offer in offers:
            item = QStandardItem(offer.label)
            item.setData(offer, _ROLE)
            item.setData(f"{offer.label}, {offer.detail}", int(Qt.ItemDataRole.AccessibleTextRole))
            self._model.appendRow(item)
        if not offers:
            self._close()
            return
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._place(len(offers))
        self._editor.set_popup_keys(_KEYS)

    def _place(self, count: int) -> None:
        window = self._editor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        caret = self._editor.caret_rect()
        corner = self._editor.mapTo(window, QPoint(caret.left(), caret.bottom() + 4))
        width = min(self._theme.px(340), window.width() - 16)
        height = min(count, _ROWS) * self._theme.px(42) + 2
        left = max(8, min(corner.x(), window.width() - width - 8))
        top = corner.y()
        if top + height > window.height() - 8:
            top = max(8, self._editor.mapTo(window, caret.topLeft()).y() - height - 4)
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()

    def _on_left(self) -> None:
        if not self.underMouse():
            self._close()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(index)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        offer: Completion = index.data(_ROLE)
        self._close()
        cursor = self._editor.textCursor()
        typed = editing.open_link(self._editor.text_before(cursor)) or ""
        # Brackets that are there already are not doubled.
        rest = cursor.block().text()[cursor.positionInBlock() :]
        if rest.startswith("]]"):
            cursor.movePosition(QTextCursor.MoveOperation.Right, n=2)
        back = len(typed.encode("utf-16-le")) // 2 + 2 + (2 if rest.startswith("]]") else 0)
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, back)
        cursor.insertText(offer.insert)
        self._editor.setTextCursor(cursor)

    def _close(self) -> None:
        self.hide()
        self._editor.set_popup_keys(frozenset())
