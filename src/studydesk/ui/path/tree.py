"""The tree view of the path: keys, clicks on the status glyph, drawn expanders."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyleOptionViewItem, QTreeView, QWidget

from studydesk.ui.path.delegate import PathDelegate
from studydesk.ui.path.model import Role
from studydesk.ui.theme.icons import pixmap
from studydesk.ui.theme.manager import Theme
from studydesk.ui.theme.ring import focus_ring


class PathTree(QTreeView):
    """Arrows walk, Enter opens, Space toggles done, letters jump; the status glyph answers a click."""

    opened = Signal(str, bool)  # node id, in a new tab
    toggled = Signal(str)  # node id whose done state is wanted to flip

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pathTree")
        self.setAccessibleName(self.tr("Learning path"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.px(PathDelegate.INDENT))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self._theme = theme
        self._delegate = PathDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._on_clicked)
        self._pressed_glyph = False
        self._typed = QElapsedTimer()

    def set_theme(self, theme: Theme) -> None:
        """Draw with other tokens or another scale."""
        self._theme = theme
        self._delegate.theme = theme
        self.setIndentation(theme.px(PathDelegate.INDENT))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def node_id(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The id behind a valid index."""
        return str(index.data(Role.NODE).id)

    def drawRow(
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().drawRow(painter, options, index)
        if self.hasFocus() and index == self.currentIndex():
            row: QRect = options.rect
            focus_ring(painter, QRect(0, row.top(), self.viewport().width(), row.height()), self._theme)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        super().drawBranches(painter, rect, index)
        if not self.model().hasChildren(index):
            return
        side = self._theme.px(12)
        picture = pixmap(
            "chevron-down" if self.isExpanded(index) else "chevron-right",
            self._theme["muted"],
            side,
            self.devicePixelRatioF(),
        )
        left = rect.right() - side
        painter.drawPixmap(left, rect.top() + (rect.height() - side) // 2, picture)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._pressed_glyph = (
            index.isValid()
            and event.button() is Qt.MouseButton.LeftButton
            and self._delegate.glyph_rect(self.visualRect(index)).contains(event.position().toPoint())
        )
        if self._pressed_glyph:
            self.toggled.emit(self.node_id(index))
            event.accept()
            return
        if index.isValid() and event.button() is Qt.MouseButton.MiddleButton:
            self.opened.emit(self.node_id(index), True)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_glyph:
            self._pressed_glyph = False
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._delegate.glyph_rect(self.visualRect(index)).contains(event.position().toPoint()):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)
        if index.isValid() and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.node_id(index), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            event.accept()
        elif index.isValid() and plain and event.key() == Qt.Key.Key_Space and not self._is_searching():
            self.toggled.emit(self.node_id(index))
            event.accept()
        else:
            if plain and event.text().strip():
                self._typed.start()
            super().keyPressEvent(event)

    def _is_searching(self) -> bool:
        """Whether letters were typed just now, so that a space belongs to the words that jump."""
        return self._typed.isValid() and self._typed.elapsed() < QApplication.keyboardInputInterval()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.node_id(index), False)
