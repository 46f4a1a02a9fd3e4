"""The list of the library: keys, clicks, files dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from studydesk.ui.shelf.delegate import ShelfDelegate
from studydesk.ui.shelf.model import Role, Row
from studydesk.ui.theme.icons import pixmap
from studydesk.ui.theme.manager import Theme
from studydesk.ui.theme.ring import focus_ring


class ShelfTree(QTreeView):
    """Enter and click open, with Ctrl or the middle button in a new tab; a click on a group folds it."""

    opened = Signal(object, bool)  # Row, in a new tab
    dropped = Signal(list, object)  # paths, Row or None

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shelfTree")
        self.setAccessibleName(self.tr("Library"))
        self.setHeaderHidden(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self._theme = theme
        self._delegate = ShelfDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setIndentation(theme.px(18))

    def set_theme(self, theme: Theme) -> None:
        """Draw with other tokens or another scale."""
        self._theme = theme
        self._delegate.theme = theme
        self.setIndentation(theme.px(18))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        """What is shown at an index."""
        found = index.data(Role.ROW) if index.isValid() else None
        return found if isinstance(found, Row) else None

    def drawRow(
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().drawRow(painter, options, index)
        if self.hasFocus() and index == self.currentIndex():
            row: QRect = options.rect
            focus_ring(painter, QRect(0, row.top(), self.viewport().width(), row.height()), self._theme)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        if not self.model().hasChildren(index):
            return
        side = self._theme.px(12)
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        picture = pixmap(name, self._theme["muted"], side, self.devicePixelRatioF())
        painter.drawPixmap(rect.right() - side, rect.top() + (rect.height() - side) // 2, picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.row(index)
        super().mouseReleaseEvent(event)
        if row is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        new_tab = event.button() == Qt.MouseButton.MiddleButton or bool(
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if not row.is_group:
            self.opened.emit(row, new_tab)
        elif event.position().x() > self.visualRect(index).left():
            # The arrow itself is Qt's.
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row(self.currentIndex())
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row.is_group:
                self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
            else:
                self.opened.emit(row, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths, self.row(self.indexAt(event.position().toPoint())))
