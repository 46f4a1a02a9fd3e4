"""What can be done with a row of the library."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from studydesk.domain.copies import ResourceCopy
from studydesk.ui.shelf.model import Row


class ShelfMenu(QMenu):
    """Made for one showing. `is_adding` puts opening files first and leaves out what is about the row alone."""

    opened = Signal(object, bool)
    copy_opened = Signal(object)
    removed = Signal(object)
    shown_in_folder = Signal(object)
    attach_wanted = Signal(str)
    file_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, row: Row | None, parent: QWidget, *, is_adding: bool) -> None:
        super().__init__(parent)
        self.setObjectName("shelfMenu")
        self.setAccessibleName(self.tr("Library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._row = row
        if row is not None and not row.is_group and not is_adding:
            self._entry("shelfOpen", self.tr("Open")).triggered.connect(self._on_open)
            self._entry("shelfOpenTab", self.tr("Open in a new tab")).triggered.connect(self._on_open_tab)
            self.addSeparator()
        if row is not None and row.resource is not None:
            title = self.tr("Attach a copy to “{title}”…").format(title=_short(row.title))
            self._entry("shelfAttach", title).triggered.connect(self._on_attach)
        for copy in row.copies if row is not None and not is_adding else ():
            self._add_copy(copy, is_alone=row is not None and row.resource is None)
        if not self.isEmpty():
            self.addSeparator()
        self._entry("shelfOpenFile", self.tr("Open a local HTML or PDF file…")).triggered.connect(self.file_wanted)
        self._entry("shelfOpenFolder", self.tr("Open a local HTML folder…")).triggered.connect(self.folder_wanted)

    def _add_copy(self, copy: ResourceCopy, *, is_alone: bool) -> None:
        title = _short(copy.title)
        entries = [
            ("shelfShowFolder", self.tr("Show “{title}” in the file manager"), self._on_show),
            ("shelfRemove", self.tr("Remove “{title}” from the library"), self._on_remove),
        ]
        if not is_alone:
            entries.insert(0, ("shelfOpenCopy", self.tr("Open the copy “{title}”"), self._on_open_copy))
        for name, text, slot in entries:
            action = self._entry(name, text.format(title=title))
            action.setData(copy)
            action.triggered.connect(slot)

    def _entry(self, name: str, title: str) -> QAction:
        action = QAction(title.replace("&", "&&"), self)
        action.setObjectName(name)
        self.addAction(action)
        return action

    def _copy(self) -> ResourceCopy:
        action = self.sender()
        assert isinstance(action, QAction)
        copy = action.data()
        assert isinstance(copy, ResourceCopy)
        return copy

    def _on_open(self) -> None:
        self.opened.emit(self._row, False)

    def _on_open_tab(self) -> None:
        self.opened.emit(self._row, True)

    def _on_attach(self) -> None:
        if self._row is not None and self._row.resource is not None:
            self.attach_wanted.emit(self._row.resource.id)

    def _on_open_copy(self) -> None:
        self.copy_opened.emit(self._copy())

    def _on_show(self) -> None:
        self.shown_in_folder.emit(self._copy())

    def _on_remove(self) -> None:
        self.removed.emit(self._copy())


def _short(title: str) -> str:
    return title if len(title) <= 40 else f"{title[:39]}…"
