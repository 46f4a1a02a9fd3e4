"""The list of keys, which can be searched and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studydesk.app.actions import Action
from studydesk.ui.shell.actions import ActionMap

if TYPE_CHECKING:
    from studydesk.app.uistate import UiState

_ENTRY = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """Every action with its keys; choose one, press other keys, and they count at once."""

    def __init__(self, actions: ActionMap, state: UiState, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._state = state

        self._filter = QLineEdit(self)
        self._filter.setObjectName("shortcutsFilter")
        self._filter.setAccessibleName(self.tr("Filter actions"))
        self._filter.setPlaceholderText(self.tr("Filter by name or key"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._apply_filter)

        self._list = QTreeWidget(self)
        self._list.setObjectName("shortcutsList")
        self._list.setAccessibleName(self.tr("Actions and their keys"))
        self._list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self._list.setRootIsDecorated(False)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.currentItemChanged.connect(self._on_current)

        self._edit = QKeySequenceEdit(self)
        self._edit.setObjectName("shortcutsEdit")
        self._edit.setAccessibleName(self.tr("New keys for the chosen action"))
        self._edit.setMaximumSequenceLength(1)
        self._edit.editingFinished.connect(self._on_keys)
        self._reset = QPushButton(self.tr("Shipped keys"), self)
        self._reset.setObjectName("shortcutsReset")
        self._reset.setAccessibleName(self.tr("Shipped keys for the chosen action"))
        self._reset.clicked.connect(self._on_reset)
        self._clear = QPushButton(self.tr("No key"), self)
        self._clear.setObjectName("shortcutsClear")
        self._clear.setAccessibleName(self.tr("No key for the chosen action"))
        self._clear.clicked.connect(self._on_clear)
        self._say = QLabel(self)
        self._say.setProperty("role", "small")
        self._say.setWordWrap(True)
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("shortcutsClose")
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(self.accept)

        row = QHBoxLayout()
        row.addWidget(self._edit, 1)
        row.addWidget(self._reset)
        row.addWidget(self._clear)
        foot = QHBoxLayout()
        foot.addWidget(self._say, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._filter)
        layout.addWidget(self._list, 1)
        layout.addLayout(row)
        layout.addLayout(foot)
        self.ensurePolished()
        line = self.fontMetrics().height()
        self.resize(35 * line, 39 * line)
        self._fill()

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for entry in self._actions.entries():
            if not self._actions.is_bound(entry.id) or entry.id == "app.menu":
                continue
            if entry.group not in groups:
                head = QTreeWidgetItem(self._list, [self.tr(entry.group)])
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = head.font(0)
                font.setBold(True)
                head.setFont(0, font)
                head.setFirstColumnSpanned(True)
                head.setExpanded(True)
                groups[entry.group] = head
            item = QTreeWidgetItem(groups[entry.group], [self.tr(entry.title), self._native(entry)])
            item.setData(0, _ENTRY, entry)
        self._list.expandAll()

    def _native(self, entry: Action) -> str:
        native = QKeySequence.SequenceFormat.NativeText
        return ", ".join(
            QKeySequence(part).toString(native) for part in self._actions.shortcut(entry).split(", ") if part
        )

    def _heads(self) -> list[QTreeWidgetItem]:
        heads = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [head for head in heads if head is not None]

    @staticmethod
    def _children(head: QTreeWidgetItem) -> list[QTreeWidgetItem]:
        children = (head.child(row) for row in range(head.childCount()))
        return [child for child in children if child is not None]

    def _entry(self) -> Action | None:
        item = self._list.currentItem()
        return cast("Action | None", item.data(0, _ENTRY)) if item is not None else None

    def _apply_filter(self, text: str) -> None:
        wanted = text.casefold()
        for head in self._heads():
            children = self._children(head)
            for item in children:
                item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".casefold())
            head.setHidden(all(item.isHidden() for item in children))

    def _on_current(self) -> None:
        entry = self._entry()
        first = self._actions.shortcut(entry).split(", ")[0] if entry else ""
        self._edit.setKeySequence(QKeySequence(first))
        self._say.clear()

    def _on_keys(self) -> None:
        entry = self._entry()
        if entry is None:
            return
        keys = self._edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if keys in self._actions.shortcut(entry).split(", "):
            return
        for other in self._actions.entries():
            same_place = other.context == entry.context or "window" in (other.context, entry.context)
            if other.id != entry.id and keys and same_place and keys in self._actions.shortcut(other).split(", "):
                self._say.setText(
                    self.tr("{keys} already means “{action}”. Choose other keys.").format(keys=keys, action=other.title)
                )
                self._on_current_keys(entry)
                return
        self._change(entry, keys)

    def _on_current_keys(self, entry: Action) -> None:
        self._edit.setKeySequence(QKeySequence(self._actions.shortcut(entry).split(", ")[0]))

    def _on_reset(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._change(entry, entry.shortcut)

    def _on_clear(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._change(entry, "")

    def _change(self, entry: Action, keys: str) -> None:
        kept: object = self._state.load("keys", {})
        changed = dict(kept) if isinstance(kept, dict) else {}
        changed.pop(entry.id, None)
        if keys != entry.shortcut:
            changed[entry.id] = keys
        self._state.save("keys", changed)
        self._actions.apply_shortcuts()
        item = self._list.currentItem()
        if item is not None:
            item.setText(1, self._native(entry))
        self._on_current_keys(entry)
        self._say.setText(self.tr("Changed."))
