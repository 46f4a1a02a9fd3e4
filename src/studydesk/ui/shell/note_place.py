"""The outline of the note pane, in its place until it is made: then only words appear and nothing moves."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studydesk.ui.theme.manager import Theme


class NotePlace(QWidget):
    """Title and line as in the pane; lives for a moment, so it follows no change of theme."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "canvas")

    def draw(self, theme: Theme) -> None:
        """Show the outline; to be called once."""
        title = QLabel(self.tr("Note"), self)
        title.setIndent(theme.px(18))
        title.setFixedHeight(theme.px(42))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(title)
        layout.addStretch(1)
        title.setStyleSheet(
            f"border: 0 solid {theme['border']}; border-bottom-width: 1px; background: {theme['canvas']};"
            f" font-size: {theme.px(15)}px; font-weight: 600;"
        )
