"""The left panel of the notes: search, tags, the list, the trash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from studydesk.app.navigator import address
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.ui.notes.links import LinkFollower
from studydesk.ui.notes.list_model import NotesModel, Shelf
from studydesk.ui.notes.list_view import NotesList
from studydesk.ui.notes.message import MessageBar
from studydesk.ui.notes.segments import Segments
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.app.undo import Done
    from studydesk.ui.bridge import Bridge

_SEARCH_MS = 120
#: autosave writes twice in a few seconds of typing; the list need not keep step
_FOLLOW_MS = 500


class NotesPanel(QWidget):
    """Every write goes through the notes service and can be undone from the line that tells of it."""

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notesPanel")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._is_stale = False
        self._creator = LinkFollower(desk, self)

        title = QLabel(self.tr("Notes"), self)
        title.setProperty("role", "title")
        self._new = QToolButton(self)
        self._new.setObjectName("notesNew")
        self._new.setAccessibleName(self.tr("New free note"))
        self._new.setToolTip(self.tr("New free note"))
        self._new.clicked.connect(self.new_note)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._new)

        self._search = QLineEdit(self)
        self._search.setObjectName("notesSearch")
        self._search.setAccessibleName(self.tr("Search notes"))
        self._search.setPlaceholderText(self.tr("Search notes"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_search)
        self._search.returnPressed.connect(self._open_first)
        self._shelves = Segments(
            "notesShelf",
            self.tr("Which notes"),
            ((Shelf.ALL, self.tr("All")), (Shelf.FREE, self.tr("Free")), (Shelf.TRASH, self.tr("Trash"))),
            self,
        )
        self._shelves.chosen.connect(self._on_shelf)
        self._tags = QComboBox(self)
        self._tags.setObjectName("notesTag")
        self._tags.setAccessibleName(self.tr("Only notes with this tag"))
        self._tags.setMaxVisibleItems(20)
        self._tags.activated.connect(self._show)

        self._model = NotesModel(desk, self)
        self._model.rename_wanted.connect(self._rename)
        self._list = NotesList(theme.theme, self)
        self._list.setModel(self._model)
        self._list.opened.connect(self._open)
        self._list.trash_wanted.connect(self._trash)
        self._list.customContextMenuRequested.connect(self._menu)
        self._empty = QLabel(self)
        self._empty.setObjectName("notesEmpty")
        self._empty.setProperty("role", "empty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.message = MessageBar("notesMessage", theme.theme, self)

        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self._search)
        top.addWidget(self._shelves)
        top.addWidget(self._tags)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._empty)
        layout.addWidget(self._list, 1)
        layout.addWidget(self.message)

        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_SEARCH_MS)
        self._search_timer.timeout.connect(self._show)
        self._follow_timer = QTimer(self)
        self._follow_timer.setSingleShot(True)
        self._follow_timer.timeout.connect(self._follow)
        bridge.changed.connect(self._on_changes)
        theme.changed.connect(self._on_theme)
        self._on_theme(theme.theme)
        self._fill_tags()
        self._show()

    # -- what the shell asks

    def save_state(self) -> dict[str, Any]:
        """What is listed and which note is current."""
        return {"shelf": str(self._model.shelf), "tag": self._tag() or "", "current": self._current_id()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` said."""
        shelf = state.get("shelf")
        self._shelves.choose(Shelf(shelf) if shelf in set(Shelf) else Shelf.ALL)
        self._choose_tag(str(state.get("tag", "")))
        self._show()
        self._select(str(state.get("current", "")))

    def actions(self) -> dict[str, Callable[[], None]]:  # type: ignore[override]
        """None of its own: the note pane answers to them, so that they work without this panel."""
        return {}

    def focus_first(self) -> None:
        """The keyboard goes to the list, or to the search while the list is empty."""
        if self._model.rowCount():
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._model.index(0, 0))
        else:
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- showing

    def _show(self) -> None:
        self._search_timer.stop()
        shelf = Shelf(self._shelves.value)
        self._tags.setVisible(shelf is not Shelf.TRASH and self._tags.count() > 1)
        self._model.show(text=self._search.text(), tag=self._tag(), shelf=shelf)
        self._list.scrollToTop()
        self._show_empty()

    def _show_empty(self) -> None:
        is_empty = self._model.rowCount() == 0
        self._empty.setVisible(is_empty)
        self._list.setVisible(not is_empty)
        if not is_empty:
            return
        days = self._desk.settings.whole("notes.trash_days")
        if self._search.text().strip() or self._tag():
            words = self.tr("No note has these words.")
        elif self._model.shelf is Shelf.TRASH:
            words = self.tr("The trash is empty. Notes stay here for {days} days and can be restored.").format(
                days=days
            )
        elif self._model.shelf is Shelf.FREE:
            words = self.tr("No free note yet. The plus above makes one, for all that belongs to no single topic.")
        else:
            words = self.tr("No note yet. What you write beside a topic is listed here.")
        self._empty.setText(words)

    def _fill_tags(self) -> None:
        chosen = self._tag()
        self._tags.clear()
        self._tags.addItem(self.tr("All tags"), None)
        for one in self._desk.notes.tags():
            self._tags.addItem(f"#{one.tag}  ({one.count})", one.tag)
        self._choose_tag(chosen or "")

    def _choose_tag(self, tag: str) -> None:
        self._tags.setCurrentIndex(max(0, self._tags.findData(tag)) if tag else 0)

    def _tag(self) -> str | None:
        value = self._tags.currentData()
        return str(value) if value else None

    def _current_id(self) -> str:
        index = self._list.currentIndex()
        return self._model.summary(index).id if index.isValid() else ""

    def _select(self, note_id: str) -> None:
        row = self._model.row_of(note_id)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _follow(self) -> None:
        """Read again without moving what the learner looks at."""
        if not self.isVisible():
            self._is_stale = True
            return
        self._is_stale = False
        current, scroll = self._current_id(), self._list.verticalScrollBar().value()
        self._fill_tags()
        self._tags.setVisible(self._model.shelf is not Shelf.TRASH and self._tags.count() > 1)
        self._model.reload()
        self._select(current)
        self._list.verticalScrollBar().setValue(scroll)
        self._show_empty()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._follow()

    # -- what happens

    def _on_search(self) -> None:
        self._search_timer.start()

    def _on_shelf(self) -> None:
        self._show()

    def _on_changes(self, changes: Changes) -> None:
        if Kind.NOTE_LIST in changes.kinds:
            self._follow_timer.start(0)
        elif Kind.NOTE in changes.kinds and not self._follow_timer.isActive():
            self._follow_timer.start(_FOLLOW_MS)

    def _on_theme(self, theme: Theme) -> None:
        self._new.setIcon(theme.icon("plus", "muted", 16))
        self._new.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._list.set_theme(theme)
        self.message.set_theme(theme)

    def new_note(self) -> None:
        """Make a free note and open it."""
        try:
            note_id = self._creator.create(self.tr("Untitled note"))
        except ExpectedError as error:
            self.message.say(str(error), is_error=True)
            return
        self._desk.navigator.open(address("note", note_id))
        self._follow()
        self._select(note_id)

    def _open(self, index: QModelIndex) -> None:
        note = self._model.summary(index)
        if note.trashed_at is None:
            self._desk.navigator.open(address("note", note.id))

    def _open_first(self) -> None:
        self._show()
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0, 0))
            self._open(self._model.index(0, 0))

    def _rename(self, note_id: str, title: str) -> None:
        self._run(
            partial(self._desk.notes.rename, note_id, title, self._desk.clock.now()),
            self.tr("Renamed; links to it follow."),
        )

    def _trash(self, index: QModelIndex) -> None:
        note = self._model.summary(index)
        if note.trashed_at is None:
            row = index.row()
            self._run(
                partial(self._desk.notes.trash, note.id, self._desk.clock.now()),
                self.tr("“{title}” is in the trash.").format(title=self._model.title(note)),
            )
            self._follow()
            self._list.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1), 0))

    def _restore(self, note_id: str, title: str) -> None:
        self._run(
            partial(self._desk.notes.restore, note_id, self._desk.clock.now()),
            self.tr("“{title}” is back.").format(title=title),
        )
        self._follow()

    def _run(self, write: Callable[[], Done], sentence: str) -> None:
        try:
            done = write()
        except ExpectedError as error:
            self.message.say(str(error), is_error=True)
            return
        self._desk.undo.push(done)
        self.message.say(sentence, action=self.tr("Undo") if done.undo is not None else "", act=self._undo)

    def _undo(self) -> None:
        try:
            self._desk.undo.undo(self._desk.clock.now())
        except ExpectedError as error:
            self.message.say(str(error), is_error=True)
        self._follow()

    def _menu(self, place: QPoint) -> None:
        index = self._list.indexAt(place)
        if not index.isValid():
            return
        note = self._model.summary(index)
        menu = QMenu(self)
        menu.setObjectName("notesMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if note.trashed_at is not None:
            menu.addAction(self.tr("Restore"), partial(self._restore, note.id, self._model.title(note)))
        else:
            menu.addAction(self.tr("Open"), partial(self._open, index))
            rename = menu.addAction(self.tr("Rename"), partial(self._list.edit, index))
            rename.setEnabled(bool(self._model.flags(index) & Qt.ItemFlag.ItemIsEditable))
            menu.addSeparator()
            menu.addAction(self.tr("Move to trash"), partial(self._trash, index))
        menu.popup(self._list.viewport().mapToGlobal(place))
