"""The table of contents as a menu: jumps to a section, shows where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the outermost; `key` is what the page is told to go to."""

    key: str
    title: str
    level: int


class ContentsMenu(QMenu):
    """Made for one showing."""

    def __init__(self, headings: Sequence[Heading], current: str, go: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("contentsMenu")
        self.setAccessibleName(self.tr("Contents of this page"))
        self._go = go
        self._marked: QAction | None = None
        group = QActionGroup(self)
        outermost = min((heading.level for heading in headings), default=1)
        for heading in headings:
            indent = "    " * (heading.level - outermost)
            action = QAction(indent + heading.title.replace("&", "&&"), self)
            action.setData(heading.key)
            action.setCheckable(True)
            group.addAction(action)
            if heading.key == current:
                action.setChecked(True)
                self._marked = action
            self.addAction(action)
        if not headings:
            nothing = QAction(self.tr("This page has no sections."), self)
            nothing.setEnabled(False)
            self.addAction(nothing)
        self.triggered.connect(self._on_triggered)

    def open_at(self, place: QPoint) -> None:
        """Show the menu with its right top corner at `place` (global), the present section under the keyboard."""
        self.popup(QPoint(place.x() - self.sizeHint().width(), place.y()))
        if self._marked is not None:
            self.setActiveAction(self._marked)

    def _on_triggered(self, action: QAction) -> None:
        self._go(str(action.data()))
