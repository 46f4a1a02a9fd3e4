"""What is shown where no page is: one thing to go on with, or a sentence about what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class StartPage(QWidget):
    """No tab, or a new one."""

    continue_clicked = Signal()
    overview_clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._where = QLabel(self)
        self._where.setObjectName("startWhere")
        self._where.setProperty("role", "small")
        self._title = QLabel(self)
        self._title.setObjectName("startTitle")
        self._title.setProperty("role", "page-title")
        self._title.setWordWrap(True)
        self._question = QLabel(self)
        self._question.setObjectName("startQuestion")
        self._question.setProperty("role", "muted")
        self._question.setWordWrap(True)
        self._continue = QPushButton(self.tr("Continue"), self)
        self._continue.setObjectName("startContinue")
        self._continue.setAccessibleName(self.tr("Continue"))
        self._continue.setProperty("primary", True)
        self._continue.clicked.connect(self.continue_clicked)
        self._overview = QPushButton(self.tr("Overview of the path"), self)
        self._overview.setObjectName("startOverview")
        self._overview.setAccessibleName(self.tr("Overview of the path"))
        self._overview.clicked.connect(self.overview_clicked)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._continue)
        buttons.addWidget(self._overview)
        buttons.addStretch(1)
        inner = QWidget(self)
        inner.setMaximumWidth(560)
        column = QVBoxLayout(inner)
        column.setSpacing(8)
        for one in (self._where, self._title, self._question):
            column.addWidget(one)
        column.addSpacing(8)
        column.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 8)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.addStretch(2)
        whole.addLayout(row)
        whole.addStretch(3)

    def set_topic(self, where: str, title: str, question: str, *, is_first: bool) -> None:
        """What the first button leads to."""
        self._where.setText(where)
        self._title.setText(title)
        self._question.setText(question)
        self._question.setVisible(bool(question))
        self._continue.setText(self.tr("Start") if is_first else self.tr("Continue"))
        self._continue.setAccessibleName(f"{self._continue.text()}: {title}")

    def focus_first(self) -> None:
        """The keyboard goes to the first button."""
        self._continue.setFocus(Qt.FocusReason.ShortcutFocusReason)


class MessagePage(QWidget):
    """A sentence where a page should be, with at most one thing to do about it."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("messagePage")
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sentence = QLabel(self)
        self._sentence.setObjectName("messageSentence")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(self.tr("Reload"), self)
        self._button.setObjectName("messageButton")
        self._button.setAccessibleName(self.tr("Reload"))
        self._button.clicked.connect(self.clicked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(48, 24, 48, 24)
        whole.setSpacing(16)
        whole.addStretch(2)
        whole.addWidget(self._sentence)
        whole.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def say(self, sentence: str, button: str = "") -> None:
        """Show a sentence; `button` "" shows no button."""
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setVisible(bool(button))

    @property
    def sentence(self) -> str:
        return self._sentence.text()
