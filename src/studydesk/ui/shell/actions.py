"""The registry of actions as Qt actions: shortcuts, menus and handlers bound by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studydesk.app.actions import ACTIONS, Action
from studydesk.ui.theme.manager import ThemeManager

if TYPE_CHECKING:
    from studydesk.app.uistate import UiState

Handler = Callable[[], None]


class ActionMap(QObject):
    """One QAction for each entry of the registry. An action without a handler is not shown and its key does nothing."""

    def __init__(self, state: UiState, theme: ThemeManager, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self._handlers: dict[str, Handler] = {}
        for entry in ACTIONS:
            action = QAction(self.tr(entry.title), self)
            action.setObjectName(entry.id)
            action.setCheckable(entry.checkable)
            # A picture would take the place of the tick.
            action.setIconVisibleInMenu(not entry.checkable)
            action.setVisible(False)
            action.setEnabled(False)
            action.triggered.connect(self._on_triggered)
            self._actions[entry.id] = action
        self.apply_shortcuts()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    @staticmethod
    def entries() -> tuple[Action, ...]:
        """The registry, for menus and lists."""
        return ACTIONS

    def shortcut(self, entry: Action) -> str:
        """The keys of an action now: the learner's own or the shipped ones, as `A, B`."""
        changed: object = self._state.load("keys", {})
        return str(changed.get(entry.id, entry.shortcut)) if isinstance(changed, dict) else entry.shortcut

    def apply_shortcuts(self) -> None:
        """Set the keys as they are kept."""
        for entry in ACTIONS:
            keys = [QKeySequence(part) for part in self.shortcut(entry).split(", ") if part]
            self._actions[entry.id].setShortcuts(keys)

    def bind(self, handlers: dict[str, Handler], *, owner: QWidget | None = None) -> None:
        """Give actions their handlers. `owner` is the panel whose context-bound shortcuts count only inside it."""
        registry = {entry.id: entry for entry in ACTIONS}
        for action_id, handler in handlers.items():
            action = self._actions[action_id]
            self._handlers[action_id] = handler
            action.setVisible(True)
            action.setEnabled(True)
            if registry[action_id].context == "window" or owner is None:
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                self._window.addAction(action)
            else:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                owner.addAction(action)

    def is_bound(self, action_id: str) -> bool:
        """Whether somebody answers to this action."""
        return action_id in self._handlers

    def trigger(self, action_id: str) -> None:
        """Run an action as its key would."""
        self._actions[action_id].trigger()

    def fill_menu(self, menu: QMenu, groups: Iterable[str] | None = None) -> None:
        """Fill `menu` with a submenu for each group of bound actions, in registry order."""
        wanted = tuple(groups) if groups is not None else tuple(dict.fromkeys(entry.group for entry in ACTIONS))
        for group in wanted:
            entries = [entry for entry in ACTIONS if entry.group == group and entry.in_menu and self.is_bound(entry.id)]
            if not entries:
                continue
            submenu = menu.addMenu(self.tr(group))
            submenu.setObjectName(f"menu{group}")
            for entry in entries:
                action = self._actions[entry.id]
                if entry.icon:
                    action.setIcon(self._theme.theme.icon(entry.icon, "muted", 16))
                submenu.addAction(action)

    def _on_triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            handler = self._handlers.get(sender.objectName())
            if handler is not None:
                handler()
