"""The base of all charts: marks that answer hover, click and keys, drawn with pyqtgraph in theme colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from studydesk.ui.theme.manager import Theme


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that can be pointed at: its key, the box it covers in chart units, and what is said of it."""

    key: str
    left: float
    right: float
    bottom: float
    top: float
    text: str


class MarkPlot(pg.PlotWidget):
    """A plot without panning and zooming; arrows walk over the marks, Enter or a click emits `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=theme.color("surface"))
        self.theme = theme
        self.marks: list[Mark] = []
        self._current = -1
        self._title = title
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.getViewBox().setDefaultPadding(0.0)
        self.getPlotItem().setContentsMargins(0, theme.px(8), 0, 0)
        self._frame = pg.QtWidgets.QGraphicsRectItem()
        self._frame.setZValue(50)
        self.addItem(self._frame, ignoreBounds=True)
        self._frame.hide()

    # -- for the charts

    def pen(self, token: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A cosmetic pen in a theme colour."""
        pen: QPen = pg.mkPen(self.theme.color(token), width=width * self.theme.scale)
        pen.setStyle(style)
        return pen

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """A theme colour, `alpha` 0..1."""
        made = self.theme.color(token)
        made.setAlphaF(alpha)
        return made

    def dress_axis(
        self, side: str, ticks: Sequence[tuple[float, str]] | None, *, width: int | None = None, grid: bool = False
    ) -> None:
        """Labels at `ticks` in the theme's face; None hides the axis."""
        axis = self.getAxis(side)
        if ticks is None:
            self.hideAxis(side)
            return
        axis.setTicks([list(ticks)])
        axis.setPen(pg.mkPen(None))
        axis.setTickPen(pg.mkPen(self.theme.color("surface")))
        axis.setTextPen(self.theme.color("muted"))
        axis.setStyle(tickFont=self.theme.text(12), tickLength=0, tickTextOffset=self.theme.px(8))
        if width is not None:
            axis.setWidth(width)
        if grid:
            for value, _ in ticks:
                line = pg.InfiniteLine(pos=value, angle=90 if side in ("bottom", "top") else 0, pen=self.pen("border"))
                line.setZValue(-10)
                self.addItem(line, ignoreBounds=True)

    def set_marks(self, marks: list[Mark]) -> None:
        """What can be pointed at, in the order of the arrow keys."""
        self.marks = marks
        self._current = min(self._current, len(marks) - 1)
        self._show_current(speak=False)

    def redraw(self, theme: Theme) -> None:
        """Draw all again, in another theme."""
        self.theme = theme
        self.setBackground(theme.color("surface"))

    def clear_all(self) -> None:
        """Take everything away but the frame of the current mark."""
        self.clear()
        self.addItem(self._frame, ignoreBounds=True)

    # -- pointing

    def mark_at(self, place: QPointF) -> int:
        """Position in `marks` of the mark under a point of the widget, -1 when there is none."""
        point = self.getViewBox().mapSceneToView(place)
        for position, mark in enumerate(self.marks):
            if mark.left <= point.x() <= mark.right and mark.bottom <= point.y() <= mark.top:
                return position
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = self.mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if position >= 0 else Qt.CursorShape.ArrowCursor)
        if position >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.marks[position].text, self)
        else:
            QToolTip.hideText()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            position = self.mark_at(event.position())
            if position >= 0:
                self._current = position
                self._show_current(speak=False)
                self.chosen.emit(self.marks[position].key)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: Any) -> None:
        # The page scrolls, not the chart.
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self.marks:
            self._current = max(0, min(len(self.marks) - 1, self._current + steps[key]))
        elif key == Qt.Key.Key_Home and self.marks:
            self._current = 0
        elif key == Qt.Key.Key_End and self.marks:
            self._current = len(self.marks) - 1
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._current < len(self.marks):
            self.chosen.emit(self.marks[self._current].key)
        else:
            event.ignore()
            return
        self._show_current(speak=True)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self.marks and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._current = 0
        self._show_current(speak=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frame.hide()

    def _show_current(self, *, speak: bool) -> None:
        if not (0 <= self._current < len(self.marks)):
            self._frame.hide()
            return
        mark = self.marks[self._current]
        self._frame.setRect(mark.left, mark.bottom, mark.right - mark.left, mark.top - mark.bottom)
        self._frame.setPen(self.pen("focus", 1.5))
        self._frame.setVisible(self.hasFocus())
        if speak:
            self.setAccessibleDescription(mark.text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
