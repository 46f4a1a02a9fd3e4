"""Which theme is on: the learner's choice, or the system's, with changes announced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from studydesk.domain.changes import Changes, Kind
from studydesk.domain.tokens import THEMES
from studydesk.ui.theme.fonts import code_font, text_font
from studydesk.ui.theme.icons import icon
from studydesk.ui.theme.style import style_sheet

if TYPE_CHECKING:
    from studydesk.app.settings import Settings
    from studydesk.ui.bridge import Bridge


@dataclass(frozen=True)
class Theme:
    """`name` is light, dark, high-contrast-light or high-contrast-dark; `scale` 0.8 … 2.0 multiplies every size."""

    name: str
    tokens: Mapping[str, str]
    scale: float = 1.0
    reduced_motion: bool = False

    @property
    def is_dark(self) -> bool:
        return self.name.endswith("dark")

    def __getitem__(self, token: str) -> str:
        return self.tokens[token]

    def color(self, token: str) -> QColor:
        """The token as a colour."""
        return QColor(self.tokens[token])

    def px(self, size: float) -> int:
        """`size` in design pixels, scaled."""
        return round(size * self.scale)

    def text(self, size: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The text face at `size` design pixels."""
        return text_font(size * self.scale, weight=weight)

    def code(self, size: float = 13) -> QFont:
        """The code face at `size` design pixels."""
        return code_font(size * self.scale)

    def icon(self, name: str, token: str = "muted", size: int = 18) -> QIcon:
        """An icon in the colour of `token`."""
        return icon(name, self.tokens[token], self.px(size))


class ThemeManager(QObject):
    """Applies the theme to the application and tells the panels with `changed(Theme)`."""

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.theme = self._wanted()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        self._dress(app)

    def watch(self, bridge: Bridge) -> None:
        """Follow changes of the settings."""
        bridge.changed.connect(self._on_changes)

    def _on_changes(self, changes: Changes) -> None:
        if Kind.SETTING in changes.kinds:
            self._refresh()

    def _wanted(self) -> Theme:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        choice = str(self._settings.get("appearance.theme"))
        name = {
            "light": "light",
            "dark": "dark",
            "high-contrast": "high-contrast-dark" if dark else "high-contrast-light",
        }.get(choice, "dark" if dark else "light")
        return Theme(
            name=name,
            tokens=THEMES[name],
            scale=int(self._settings.get("appearance.scale")) / 100,
            reduced_motion=bool(self._settings.get("appearance.reduced_motion")),
        )

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted != self.theme:
            self.theme = wanted
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            self._dress(app)
            self.changed.emit(wanted)

    def _dress(self, app: QApplication) -> None:
        theme = self.theme
        app.setFont(theme.text())
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "canvas",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on-accent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.PlaceholderText: "faint",
            QPalette.ColorRole.Accent: "accent",
        }
        for role, token in roles.items():
            palette.setColor(role, theme.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("faint"))
        app.setPalette(palette)
        app.setStyleSheet(style_sheet(theme.tokens, theme.scale))
