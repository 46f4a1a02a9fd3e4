"""The list view of the notes: Enter opens, F2 renames, Delete goes to the trash."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studydesk.ui.notes.list_delegate import NotesDelegate
from studydesk.ui.theme.manager import Theme


class NotesList(QListView):
    """Rows are all of one height, so that long lists cost nothing."""

    opened = Signal(QModelIndex)
    trash_wanted = Signal(QModelIndex)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notesList")
        self.setAccessibleName(self.tr("Notes"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate = NotesDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self.opened)

    def set_theme(self, theme: Theme) -> None:
        """Draw with other tokens or another scale."""
        self._delegate.theme = theme
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if index.isValid() and not is_editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(index)
            event.accept()
        elif index.isValid() and not is_editing and event.key() == Qt.Key.Key_Delete:
            self.trash_wanted.emit(index)
            event.accept()
        else:
            super().keyPressEvent(event)
