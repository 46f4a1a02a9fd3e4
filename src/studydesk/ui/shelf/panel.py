"""The left panel of the library: the path's resources and the learner's own files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, QSize, QSortFilterProxyModel, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from studydesk.app.navigator import address
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.copies import ResourceCopy
from studydesk.domain.errors import ExpectedError
from studydesk.ui.shelf.menu import ShelfMenu
from studydesk.ui.shelf.model import Role, Row, ShelfModel
from studydesk.ui.shelf.tree import ShelfTree
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge


class ShelfPanel(QWidget):
    """Opens resources and files in the reader; files are pointed at, never moved or copied."""

    said = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shelfPanel")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._folded: set[str] = set()

        title = QLabel(self.tr("Library"), self)
        title.setProperty("role", "title")
        self._add = QToolButton(self)
        self._add.setObjectName("shelfAdd")
        self._add.setAccessibleName(self.tr("Open a file or folder of yours"))
        self._add.setToolTip(self._add.accessibleName())
        self._add.clicked.connect(self._show_add_menu)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._add)
        self._filter = QLineEdit(self)
        self._filter.setObjectName("shelfFilter")
        self._filter.setAccessibleName(self.tr("Filter resources"))
        self._filter.setPlaceholderText(self.tr("Filter resources"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._on_filter)
        self._filter.returnPressed.connect(self._open_first)
        self._message = QLabel(self)
        self._message.setObjectName("shelfMessage")
        self._message.setProperty("role", "empty")
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.hide()

        self._model = ShelfModel(desk, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setFilterRole(int(Role.SEARCH))
        self._proxy.setRecursiveFilteringEnabled(True)
        self._tree = ShelfTree(theme.theme, self)
        self._tree.setModel(self._proxy)
        self._tree.opened.connect(self._open)
        self._tree.dropped.connect(self._on_dropped)
        self._tree.expanded.connect(self._on_expanded)
        self._tree.collapsed.connect(self._on_collapsed)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._show_menu)

        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._message)
        layout.addWidget(self._tree, 1)
        bridge.changed.connect(self._on_changes)
        theme.changed.connect(self._dress)
        self._dress(theme.theme)
        self._fill()
        self._show_focus()

    # -- what the shell asks

    def save_state(self) -> dict[str, Any]:
        """Folded groups, the selected row, the scroll position."""
        row = self._tree.row(self._tree.currentIndex())
        return {
            "folded": sorted(self._folded),
            "current": row.key if row is not None else "",
            "scroll": self._tree.verticalScrollBar().value(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` said."""
        self._folded = {str(key) for key in state.get("folded", ())}
        self._unfold()
        self._select(str(state.get("current", "")))
        self._tree.verticalScrollBar().setValue(int(state.get("scroll", 0)))

    def actions(self) -> dict[str, Callable[[], None]]:  # type: ignore[override]
        """Handlers by action id."""
        return {"library.open_file": self.open_file, "library.open_folder": self.open_folder}

    def focus_first(self) -> None:
        """The keyboard goes to the list."""
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._tree.currentIndex().isValid():
            self._tree.setCurrentIndex(self._proxy.index(0, 0))

    # -- what can be done

    def open_file(self) -> None:
        """Ask for a file and open it in a tab."""
        self._ask_file(None)

    def open_folder(self) -> None:
        """Ask for a folder with an index.html and open it in a tab."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Open a folder of pages"))
        if chosen:
            self.add([Path(chosen)], None)

    def add(self, paths: Sequence[Path], resource_id: str | None) -> None:
        """Point at files or folders, of a resource or of none, and open the first one."""
        first: ResourceCopy | None = None
        for path in paths:
            try:
                self._desk.undo.push(self._desk.library.add_copy(path, resource_id, self._desk.clock.now()))
            except ExpectedError as error:
                self._say(str(error))
                continue
            wanted = str(path.expanduser().absolute())
            found = [
                one for one in self._desk.library.copies() if one.path == wanted and one.resource_id == resource_id
            ]
            first = first or (found[-1] if found else None)
        if first is not None:
            self._say("")
            self._open_copy(first, new_tab=True)

    def remove(self, copy: ResourceCopy) -> None:
        """Forget where a copy is; its file stays. Can be undone."""
        try:
            self._desk.undo.push(self._desk.library.remove_copy(copy.id, self._desk.clock.now()))
        except ExpectedError as error:
            self._say(str(error))
            return
        self.said.emit(
            self.tr("Removed from the library: {title}. The file itself was not touched.").format(title=copy.title)
        )

    def _ask_file(self, resource_id: str | None) -> None:
        kinds = self.tr("Pages and PDFs (*.html *.htm *.xhtml *.pdf);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Open a page or PDF"), "", kinds)
        if chosen:
            self.add([Path(chosen)], resource_id)

    def _open(self, row: Row, new_tab: bool) -> None:
        if row.resource is not None:
            self._desk.navigator.open(address("resource", row.resource.id), new_tab=new_tab)
        elif row.copies:
            self._open_copy(row.copies[0], new_tab=new_tab)

    def _open_copy(self, copy: ResourceCopy, *, new_tab: bool) -> None:
        self._desk.navigator.open(address("copy", f"{copy.id}/"), new_tab=new_tab)

    def _open_first(self) -> None:
        for group in range(self._proxy.rowCount()):
            index = self._proxy.index(0, 0, self._proxy.index(group, 0))
            row = self._tree.row(index)
            if row is not None:
                self._tree.setCurrentIndex(index)
                self._open(row, False)
                return

    def _show_in_folder(self, copy: ResourceCopy) -> None:
        place = Path(copy.path)
        folder = place if place.is_dir() else place.parent
        if not folder.exists() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say(self.tr("The folder {folder} could not be opened.").format(folder=folder))

    # -- menus

    def _show_add_menu(self) -> None:
        row = self._tree.row(self._tree.currentIndex())
        self._popup(row, self._add.mapToGlobal(QPoint(0, self._add.height())), is_adding=True)

    def _show_menu(self, place: QPoint) -> None:
        row = self._tree.row(self._tree.indexAt(place))
        self._popup(row, self._tree.viewport().mapToGlobal(place), is_adding=False)

    def _popup(self, row: Row | None, place: QPoint, *, is_adding: bool) -> None:
        menu = ShelfMenu(row, self, is_adding=is_adding)
        menu.opened.connect(self._open)
        menu.copy_opened.connect(self._on_copy_opened)
        menu.removed.connect(self.remove)
        menu.shown_in_folder.connect(self._show_in_folder)
        menu.attach_wanted.connect(self._ask_file)
        menu.file_wanted.connect(self.open_file)
        menu.folder_wanted.connect(self.open_folder)
        menu.popup(place)

    def _on_copy_opened(self, copy: ResourceCopy) -> None:
        self._open_copy(copy, new_tab=True)

    # -- keeping up

    def _on_dropped(self, paths: list[Path], row: Row | None) -> None:
        self.add(paths, row.resource.id if row is not None and row.resource is not None else None)

    def _on_filter(self, text: str) -> None:
        self._proxy.setFilterFixedString(text.strip().casefold())
        self._unfold()
        is_empty = bool(text) and self._proxy.rowCount() == 0
        self._message.setText(self.tr("No resource has these words."))
        self._message.setVisible(is_empty)

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & {Kind.COPY, Kind.CONTENT}:
            current = self.save_state()
            self._fill()
            self.restore_state(current)

    def _fill(self) -> None:
        self._model.fill()
        self._unfold()

    def _unfold(self) -> None:
        self._tree.blockSignals(True)
        for number in range(self._proxy.rowCount()):
            index = self._proxy.index(number, 0)
            row = self._tree.row(index)
            self._tree.setExpanded(
                index, bool(self._filter.text()) or (row is not None and row.key not in self._folded)
            )
        self._tree.blockSignals(False)

    def _select(self, key: str) -> None:
        for number in range(self._proxy.rowCount()):
            group = self._proxy.index(number, 0)
            for below in range(self._proxy.rowCount(group)):
                index = self._proxy.index(below, 0, group)
                row = self._tree.row(index)
                if row is not None and row.key == key:
                    self._tree.setCurrentIndex(index)
                    return

    def _show_focus(self) -> None:
        """The resources of the block that is studied come into sight."""
        focus = self._desk.navigator.focus_id
        block = self._desk.path.block_of(focus) if focus in self._desk.path.nodes else None
        for number in range(self._proxy.rowCount()):
            index = self._proxy.index(number, 0)
            row = self._tree.row(index)
            if block is not None and row is not None and row.key == block.id:
                self._tree.scrollTo(index, ShelfTree.ScrollHint.PositionAtTop)

    def _on_expanded(self, index: QModelIndex) -> None:
        row = self._tree.row(index)
        if row is not None and not self._filter.text():
            self._folded.discard(row.key)

    def _on_collapsed(self, index: QModelIndex) -> None:
        row = self._tree.row(index)
        if row is not None and not self._filter.text():
            self._folded.add(row.key)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        if sentence:
            self.said.emit(sentence)

    def _dress(self, theme: Theme) -> None:
        self._tree.set_theme(theme)
        self._add.setIcon(theme.icon("plus", "muted", 16))
        self._add.setIconSize(QSize(theme.px(16), theme.px(16)))
