"""A few words in one frame of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget


class Segments(QWidget):
    """`choices` are (value, word); arrows walk, as in a group of radio buttons."""

    chosen = Signal(str)

    def __init__(self, name: str, title: str, choices: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for value, word in choices:
            button = QToolButton(self)
            button.setObjectName(f"{name}{value.capitalize()}")
            button.setText(word)
            button.setAccessibleName(f"{title}: {word}")
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setProperty("role", "button")
            self._group.addButton(button)
            self._buttons[value] = button
            layout.addWidget(button)
        next(iter(self._buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def value(self) -> str:
        """The chosen value."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, value: str) -> None:
        """Choose without telling."""
        self._buttons[value].setChecked(True)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.value)
