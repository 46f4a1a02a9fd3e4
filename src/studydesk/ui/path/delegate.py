"""How a row of the tree looks: arrow, status by shape and colour, title, minutes or share on the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studydesk.domain.path import Node, NodeKind
from studydesk.domain.progress import Status
from studydesk.ui.path.model import Role
from studydesk.ui.theme.manager import Theme

_STRONG = {NodeKind.PHASE, NodeKind.WEEK}


class PathDelegate(QStyledItemDelegate):
    """Draws rows by hand so that every state has its own shape; sizes follow the theme's scale."""

    INDENT = 16

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self.theme.px(26))

    def glyph_rect(self, row: QRect) -> QRect:
        """Where the status glyph of a row is, to be clicked."""
        side = self.theme.px(18)
        return QRect(row.left(), row.top(), side + self.theme.px(6), row.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self.theme
        node: Node = index.data(Role.NODE)
        status = Status(index.data(Role.STATUS))
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, theme.color("accent-soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, theme.color("hover"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

        glyph = QRectF(row.left() + theme.px(2), row.top(), theme.px(14), theme.px(14))
        glyph.moveTop(row.top() + (row.height() - glyph.height()) / 2)
        self._status(painter, glyph, status, float(index.data(Role.SHARE) or 0), has_children=bool(node.children))

        right = row.right() - theme.px(10)
        aside = str(index.data(Role.ASIDE) or "")
        if aside:
            font = theme.text(11.5)
            painter.setFont(font)
            painter.setPen(theme.color("muted"))
            width = QFontMetrics(font).horizontalAdvance(aside)
            painter.drawText(QRect(right - width, row.top(), width, row.height()), Qt.AlignmentFlag.AlignVCenter, aside)
            right -= width + theme.px(8)

        left = row.left() + theme.px(24)
        font = theme.text(13, QFont.Weight.DemiBold if node.kind in _STRONG else QFont.Weight.Normal)
        if state & QStyle.StateFlag.State_Selected:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if status is Status.SKIPPED else "text"))
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, max(0, right - left))
        painter.drawText(
            QRect(left, row.top(), max(0, right - left), row.height()), Qt.AlignmentFlag.AlignVCenter, text
        )

        painter.restore()

    def _status(self, painter: QPainter, box: QRectF, status: Status, share: float, *, has_children: bool) -> None:
        theme = self.theme
        ring = QPen(theme.color("todo" if status is Status.NOT_STARTED else "border-strong"), theme.px(15) / 10)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = box.adjusted(1, 1, -1, -1)
        match status:
            case Status.DONE:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("done"))
                painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
                painter.setPen(
                    QPen(
                        theme.color("surface"),
                        theme.px(17) / 10,
                        Qt.PenStyle.SolidLine,
                        Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin,
                    )
                )
                w, h = box.width(), box.height()
                painter.drawPolyline(
                    [
                        box.topLeft() + QPointF(w * 0.29, h * 0.52),
                        box.topLeft() + QPointF(w * 0.45, h * 0.67),
                        box.topLeft() + QPointF(w * 0.72, h * 0.36),
                    ]
                )
            case Status.IN_PROGRESS:
                painter.setPen(ring)
                painter.drawEllipse(inner)
                painter.setPen(
                    QPen(theme.color("doing"), theme.px(20) / 10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                )
                part = max(share, 0.12) if has_children else 0.5
                painter.drawArc(inner, 90 * 16, -round(360 * 16 * part))
            case Status.SKIPPED:
                pen = QPen(theme.color("skipped"), theme.px(15) / 10)
                pen.setDashPattern([2, 2])
                painter.setPen(pen)
                painter.drawEllipse(inner)
                painter.setPen(QPen(QColor(theme["skipped"]), theme.px(15) / 10))
                middle = inner.center()
                painter.drawLine(middle - QPointF(inner.width() * 0.22, 0), middle + QPointF(inner.width() * 0.22, 0))
            case Status.NOT_STARTED:
                painter.setPen(ring)
                painter.drawEllipse(inner)
