"""The rail at the left edge: one button for each page, the menu at its foot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from studydesk.ui.theme.manager import Theme, ThemeManager

PAGES: tuple[tuple[str, str, str], ...] = (
    ("path", "Path", "list-tree"),
    ("notes", "Notes", "notebook-pen"),
    ("library", "Library", "library"),
    ("progress", "Skills and progress", "chart-column"),
)


class Rail(QWidget):
    """Emits `chosen(page id)`; a second press on the page that is shown folds the left panel."""

    chosen = Signal(str)
    menu_wanted = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 10, 7, 8)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, tuple[QToolButton, str]] = {}
        for page, title, picture in PAGES:
            button = self._button(f"rail{page.capitalize()}", self.tr(title))
            button.setCheckable(True)
            button.setProperty("page", page)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._buttons[page] = (button, picture)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        menu = self._button("railMenu", self.tr("Menu"))
        menu.clicked.connect(self.menu_wanted)
        self._buttons["menu"] = (menu, "menu")
        layout.addWidget(menu, 0, Qt.AlignmentFlag.AlignHCenter)
        self._dress(theme.theme)
        theme.changed.connect(self._dress)

    def set_page(self, page: str) -> None:
        """Show which page is on."""
        if page in self._buttons:
            self._buttons[page][0].setChecked(True)
            self._recolour()

    def menu_button(self) -> QToolButton:
        """Where the menu opens."""
        return self._buttons["menu"][0]

    def set_hints(self, hints: dict[str, str]) -> None:
        """Show each page's shortcut in its tool tip."""
        for page, keys in hints.items():
            button = self._buttons[page][0]
            button.setToolTip(f"{button.accessibleName()}  {keys}" if keys else button.accessibleName())

    def _button(self, name: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setToolTip(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton):
            self._recolour()
            self.chosen.emit(str(sender.property("page")))

    def _dress(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedWidth(theme.px(56))
        for button, _ in self._buttons.values():
            button.setIconSize(QSize(theme.px(19), theme.px(19)))
        self._recolour()

    def _recolour(self) -> None:
        for button, picture in self._buttons.values():
            button.setIcon(self._theme.icon(picture, "accent" if button.isChecked() else "muted", 19))
