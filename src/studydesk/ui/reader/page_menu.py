"""The menu under the right mouse button on a page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget


class PageMenu(QMenu):
    """Made for one showing; every entry is a signal."""

    open_link = Signal(str, bool)
    copy = Signal()
    quote = Signal()
    back = Signal()
    forward = Signal()
    find_wanted = Signal()
    contents = Signal()

    def __init__(self, parent: QWidget, *, has_selection: bool, link: str) -> None:
        super().__init__(parent)
        self.setObjectName("pageMenu")
        self.setAccessibleName(self.tr("Page"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._link = link
        if link:
            self._add("pageMenuOpenLink", self.tr("Open the link in a new tab")).triggered.connect(self._on_open)
            self._add("pageMenuCopyLink", self.tr("Copy the link's address")).triggered.connect(self._on_copy_link)
            self.addSeparator()
        if has_selection:
            self._add("pageMenuCopy", self.tr("Copy")).triggered.connect(self.copy)
            self._add("pageMenuQuote", self.tr("Quote into the note")).triggered.connect(self.quote)
            self.addSeparator()
        self._add("pageMenuBack", self.tr("Back")).triggered.connect(self.back)
        self._add("pageMenuForward", self.tr("Forward")).triggered.connect(self.forward)
        self.addSeparator()
        self._add("pageMenuContents", self.tr("Contents of this page")).triggered.connect(self.contents)
        self._add("pageMenuFind", self.tr("Find in page")).triggered.connect(self.find_wanted)

    def _add(self, name: str, title: str) -> QAction:
        action = QAction(title, self)
        action.setObjectName(name)
        self.addAction(action)
        return action

    def _on_open(self) -> None:
        self.open_link.emit(self._link, False)

    def _on_copy_link(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
