"""The left panel of the path: how far, a filter, the tree and what can be done with a topic."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from studydesk.app.navigator import address
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.path import NodeKind
from studydesk.domain.progress import Status
from studydesk.ui.path.model import PathModel, Role, leaves, spent_totals
from studydesk.ui.path.tree import PathTree
from studydesk.ui.speech import spoken
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge

_WATCHED = frozenset({Kind.STATUS, Kind.MINUTES, Kind.FOCUS})


class PathPanel(QWidget):
    """Tree and filter; every status change goes through the progress service and can be undone."""

    said = Signal(str)  # a sentence for the status bar

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pathPanel")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._remembered: list[str] = []

        self._title = QLabel(self.tr("Path"), self)
        self._title.setProperty("role", "title")
        self._share = QLabel(self)
        self._share.setObjectName("pathShare")
        self._share.setProperty("role", "small")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._share)

        self._filter = QLineEdit(self)
        self._filter.setObjectName("pathFilter")
        self._filter.setAccessibleName(self.tr("Filter topics"))
        self._filter.setPlaceholderText(self.tr("Filter topics"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._on_filter)
        self._filter.returnPressed.connect(self._open_first)

        self._empty = QLabel(self.tr("No topic has these words."), self)
        self._empty.setProperty("role", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()

        self._model = PathModel(desk.path, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setFilterRole(int(Role.FILTER))
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setRecursiveFilteringEnabled(True)
        self._proxy.setAutoAcceptChildRows(True)
        self._tree = PathTree(theme.theme, self)
        self._tree.setModel(self._proxy)
        self._tree.opened.connect(self._open)
        self._tree.toggled.connect(self._toggle)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._menu)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self._filter)
        layout.addLayout(top)
        layout.addWidget(self._empty)
        layout.addWidget(self._tree, 1)

        bridge.changed.connect(self._on_changes)
        theme.changed.connect(self._on_theme)
        self._refresh()
        if desk.path.roots:
            self._tree.expand(self._index(desk.path.roots[0]))

    # -- what the shell asks

    def save_state(self) -> dict[str, Any]:
        """Expanded nodes, the current one, the scroll position."""
        expanded = self._remembered or self._expanded()
        current = self._tree.currentIndex()
        return {
            "expanded": expanded,
            "current": self._tree.node_id(current) if current.isValid() else "",
            "scroll": self._tree.verticalScrollBar().value(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` said; nodes that are gone are passed over."""
        if "expanded" in state:
            self._tree.collapseAll()
            self._expand(state["expanded"])
        current = self._desk.path.resolve(str(state.get("current", "")))
        if current:
            self._tree.setCurrentIndex(self._index(current))
        self._tree.verticalScrollBar().setValue(int(state.get("scroll", 0)))

    def focus_first(self) -> None:
        """The keyboard goes to the tree."""
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._tree.currentIndex().isValid():
            self._tree.setCurrentIndex(self._proxy.index(0, 0))

    def actions(self) -> dict[str, Callable[[], None]]:  # type: ignore[override]
        """Handlers by action id."""
        return {
            "tree.done": self.mark_done,
            "tree.start": self.mark_started,
            "tree.skip": self.mark_skipped,
            "tree.reset": self.mark_not_started,
            "tree.filter": self.focus_filter,
            "tree.expand_all": self._tree.expandAll,
            "tree.collapse_all": self._tree.collapseAll,
        }

    def focus_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def mark_done(self) -> None:
        self._mark(Status.DONE)

    def mark_started(self) -> None:
        self._mark(Status.IN_PROGRESS)

    def mark_skipped(self) -> None:
        self._mark(Status.SKIPPED)

    def mark_not_started(self) -> None:
        self._mark(Status.NOT_STARTED)

    # -- inside

    def _index(self, node_id: str) -> QModelIndex:
        return self._proxy.mapFromSource(self._model.index_of(node_id))

    def _expanded(self) -> list[str]:
        return [
            node.id for node in self._desk.path.walk() if node.children and self._tree.isExpanded(self._index(node.id))
        ]

    def _expand(self, node_ids: list[str]) -> None:
        for node_id in node_ids:
            present = self._desk.path.resolve(node_id)
            if present:
                self._tree.setExpanded(self._index(present), True)

    def _selected(self) -> list[str]:
        """Selected nodes when the tree is in use, else the one that is studied."""
        chosen = [self._tree.node_id(index) for index in self._tree.selectionModel().selectedIndexes()]
        focus = self._desk.navigator.focus_id
        if (self._tree.hasFocus() or len(chosen) > 1) and chosen:
            return chosen
        return [focus] if focus in self._desk.path.nodes else chosen

    def _mark(self, status: Status, node_ids: list[str] | None = None) -> None:
        wanted = self._selected() if node_ids is None else node_ids
        if wanted:
            with spoken(self.said.emit):
                self._desk.undo.push(self._desk.progress.set_status(wanted, status, self._desk.clock.now()))

    def _toggle(self, node_id: str) -> None:
        chosen = [self._tree.node_id(index) for index in self._tree.selectionModel().selectedIndexes()]
        targets = chosen if node_id in chosen else [node_id]
        done = all(self._model.status(target) is Status.DONE for target in targets)
        self._mark(Status.NOT_STARTED if done else Status.DONE, targets)

    def _open(self, node_id: str, new_tab: bool) -> None:
        page = self._desk.path.page_of(node_id)
        self._desk.navigator.open(address("page", page, node_id if node_id != page else ""), new_tab=new_tab)

    def _open_first(self) -> None:
        for node in self._desk.path.walk():
            index = self._index(node.id)
            if (
                index.isValid()
                and self._filter.text().casefold() in str(index.data(Role.FILTER))
                and node.kind not in (NodeKind.PHASE, NodeKind.WEEK)
            ):
                self._tree.setCurrentIndex(index)
                self._open(node.id, False)
                self._tree.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _on_filter(self, text: str) -> None:
        if text and not self._remembered:
            self._remembered = self._expanded() or [""]
        self._proxy.setFilterFixedString(text.strip())
        if text:
            self._tree.expandAll()
        else:
            expanded, self._remembered = self._remembered, []
            self._tree.collapseAll()
            self._expand([node_id for node_id in expanded if node_id])
            self._show_focus()
        self._empty.setVisible(bool(text) and self._proxy.rowCount() == 0)

    def _on_changes(self, changes: Changes) -> None:
        if not changes.kinds & _WATCHED:
            return
        if changes.kinds & {Kind.STATUS, Kind.MINUTES}:
            self._refresh()
        if Kind.FOCUS in changes.kinds:
            self._show_focus()

    def _show_focus(self) -> None:
        focus = self._desk.navigator.focus_id
        if focus not in self._desk.path.nodes:
            return
        current = self._tree.currentIndex()
        if current.isValid() and self._tree.node_id(current) == focus:
            return
        for ancestor in reversed(self._desk.path.ancestors(focus)):
            if ancestor.kind is not NodeKind.TOPIC:
                self._tree.expand(self._index(ancestor.id))
        index = self._index(focus)
        if index.isValid():
            # Not `setCurrentIndex` of the view: it would add to the selection while Ctrl is held, say for Ctrl+PgDown.
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._tree.selectionModel().setCurrentIndex(index, flags)
            self._tree.scrollTo(index)

    def _refresh(self) -> None:
        path = self._desk.path
        rollups = self._desk.progress.rollups()
        self._model.set_progress(
            self._desk.progress.statuses(), rollups, spent_totals(path, self._desk.time.minutes_by_node())
        )
        minutes = sum(rollups[root].minutes for root in path.roots if root in rollups)
        done = sum(rollups[root].minutes_done for root in path.roots if root in rollups)
        share = round(100 * done / minutes) if minutes else 0
        self._share.setText(
            self.tr("{share} % · {done} of {all} h").format(share=share, done=round(done / 60), all=round(minutes / 60))
        )
        self._share.setToolTip(self.tr("By the estimated minutes of what is marked done; skipped topics do not count."))

    def _on_theme(self, theme: Theme) -> None:
        self._tree.set_theme(theme)

    def _menu(self, place: QPoint) -> None:
        index = self._tree.indexAt(place)
        if not index.isValid():
            return
        node_id = self._tree.node_id(index)
        targets = self._selected() if node_id in self._selected() and self._tree.hasFocus() else [node_id]
        count = len(leaves(self._desk.path, targets))
        menu = QMenu(self)
        menu.setObjectName("pathMenu")
        opening = menu.addAction(self.tr("Open"))
        new_tab = menu.addAction(self.tr("Open in a new tab"))
        menu.addSeparator()
        of = self.tr(" ({count} items)").format(count=count) if count > 1 else ""
        marks = {
            menu.addAction(self.tr("Mark done") + of): Status.DONE,
            menu.addAction(self.tr("Mark in progress") + of): Status.IN_PROGRESS,
            menu.addAction(self.tr("Skip") + of): Status.SKIPPED,
            menu.addAction(self.tr("Mark not started") + of): Status.NOT_STARTED,
        }
        menu.addSeparator()
        timer = menu.addAction(self.tr("Start the timer"))
        chosen = menu.exec(self._tree.viewport().mapToGlobal(place))
        if chosen is opening or chosen is new_tab:
            self._open(node_id, chosen is new_tab)
        elif chosen is timer:
            with spoken(self.said.emit):
                self._desk.undo.push(self._desk.time.timer_start(node_id, self._desk.clock.now()))
        elif chosen in marks:
            self._mark(marks[chosen], targets)
        menu.deleteLater()
