"""A sentence with one thing to do about it, inside the panel that it is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from studydesk.ui.theme.manager import Theme

_STAYS_MS = 10_000


class MessageBar(QFrame):
    """Hidden until `say`; errors stay until they are put away, everything else leaves after ten seconds."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act: Callable[[], object] | None = None
        self._is_error = False
        self._label = QLabel(self)
        self._label.setObjectName(f"{name}Text")
        self._label.setWordWrap(True)
        self._button = QPushButton(self)
        self._button.setObjectName(f"{name}Action")
        self._button.setAccessibleName(self.tr("Do something about the message"))
        self._button.clicked.connect(self._on_clicked)
        self._close = QToolButton(self)
        self._close.setObjectName(f"{name}Close")
        self._close.setAccessibleName(self.tr("Put the message away"))
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self.set_theme(theme)
        self.hide()

    def say(
        self, sentence: str, *, action: str = "", act: Callable[[], object] | None = None, is_error: bool = False
    ) -> None:
        """Show a sentence; with `action` a button that calls `act`."""
        self._act = act
        self._is_error = is_error
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._button.setText(action)
        if action:
            self._button.setAccessibleName(action)
        self._button.setAccessibleDescription(sentence)
        self._button.setVisible(bool(action))
        self._dress()
        self._timer.stop()
        if not is_error:
            self._timer.start()
        self.show()

    def settle_error(self) -> None:
        """What was wrong is no longer."""
        if self._is_error:
            self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Other tokens."""
        self._theme = theme
        self._close.setIcon(theme.icon("x", "muted", 14))
        self._close.setIconSize(QSize(theme.px(14), theme.px(14)))
        self._dress()

    @property
    def sentence(self) -> str:
        """What is shown, "" when nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def _dress(self) -> None:
        ground, ink = ("danger-soft", "danger") if self._is_error else ("accent-soft", "text")
        theme = self._theme
        self.setStyleSheet(
            f"MessageBar {{ background: {theme[ground]}; border-top: 1px solid {theme['border']}; }}"
            f" MessageBar QLabel {{ color: {theme[ink]}; font-size: {theme.px(12)}px; }}"
        )

    def _on_clicked(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()
