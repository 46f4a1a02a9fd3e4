"""How a row of the library looks: title, what it is, a mark when it is on this machine."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studydesk.ui.shelf.model import Role, Row
from studydesk.ui.theme.icons import pixmap
from studydesk.ui.theme.manager import Theme


class ShelfDelegate(QStyledItemDelegate):
    """Two lines for a resource or a file, one for a group."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(Role.ROW)
        return QSize(120, self.theme.px(30 if row.is_group else 44))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(Role.ROW)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("accent-soft"))
        elif state & QStyle.StateFlag.State_MouseOver and not row.is_group:
            painter.fillRect(box, theme.color("hover"))
        if row.is_group:
            self._line(painter, box.adjusted(theme.px(2), 0, -theme.px(10), 0), row.title, 12.5, "text", strong=True)
        else:
            right = theme.px(34) if row.copies else theme.px(12)
            inner = box.adjusted(theme.px(2), theme.px(4), -right, -theme.px(4))
            upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
            lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() - upper.height())
            self._line(painter, upper, row.title, 13, "text")
            self._line(painter, lower, row.detail, 11.5, "muted")
            if row.copies:
                side = theme.px(15)
                picture = pixmap("file-text", theme["accent"], side, painter.device().devicePixelRatio())
                painter.drawPixmap(box.right() - theme.px(12) - side, box.center().y() - side // 2, picture)
        painter.restore()

    def _line(self, painter: QPainter, box: QRect, text: str, size: float, token: str, *, strong: bool = False) -> None:
        font = self.theme.text(size, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(self.theme.color(token))
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, elided)
