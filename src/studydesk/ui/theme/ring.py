"""The ring around the row that has the keyboard, the same in every list and tree."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studydesk.ui.theme.manager import Theme


def focus_ring(painter: QPainter, row: QRect, theme: Theme) -> None:
    """Draw it just inside `row`, the whole width of the list; the painter is left as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(row).adjusted(1.75, 0.75, -1.75, -0.75), 4, 4)
    painter.restore()
