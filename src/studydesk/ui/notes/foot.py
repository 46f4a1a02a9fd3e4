"""Below the note: who links here, who names it without a link, tags, words, saved or not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studydesk.domain.notes import Mention, strip_markup
from studydesk.ui.theme.elided import ElidedLabel
from studydesk.ui.theme.manager import Theme

_FIRST = 5


class _Elided(QLabel):
    """One line that ends in an ellipsis where the pane ends."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def set_whole(self, text: str) -> None:
        """Another text."""
        self._whole = text
        self.setToolTip(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class MentionRow(QFrame):
    """Title and line of a mention; Enter or a click opens it, a button makes it a link."""

    opened = Signal(object)
    link_wanted = Signal(object)

    def __init__(self, mention: Mention, name: str, parent: QWidget, *, can_link: bool) -> None:
        super().__init__(parent)
        self.mention = mention
        self.setObjectName(name)
        self.setAccessibleName(f"{mention.note_title}: {mention.line}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(mention.line)
        self.setProperty("mention", True)
        title = _Elided(mention.note_title, self)
        line = _Elided(" ".join(strip_markup(mention.line).split()), self)
        line.setProperty("role", "small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        if line.text():
            words.addWidget(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 3, 6, 3)
        layout.addLayout(words, 1)
        if can_link:
            button = QToolButton(self)
            button.setObjectName(f"{name}Link")
            button.setText(self.tr("Link"))
            button.setAccessibleName(self.tr("Make a link in {title}").format(title=mention.note_title))
            button.clicked.connect(self._on_link)
            layout.addWidget(button)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.mention)
        event.accept()

    def event(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.opened.emit(self.mention)
            return True
        return super().event(event)

    def _on_link(self) -> None:
        self.link_wanted.emit(self.mention)


class NoteFoot(QWidget):
    """Rows are made anew when what they show has changed."""

    opened = Signal(object)  # Mention
    link_wanted = Signal(object)  # Mention

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noteFoot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._linked: list[Mention] = []
        self._unlinked: list[Mention] = []
        self._shows_all = False
        self._rows = QWidget(self)
        self._rows.setObjectName("mentions")
        self._rows_layout = QVBoxLayout(self._rows)
        self._rows_layout.setContentsMargins(10, 8, 10, 4)
        self._rows_layout.setSpacing(1)
        self._area = QScrollArea(self)
        self._area.setObjectName("mentionsArea")
        self._area.setAccessibleName(self.tr("Where this note is named"))
        self._area.setWidget(self._rows)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._rows.setAutoFillBackground(False)
        self._tags = _Elided("", self)
        self._tags.setObjectName("noteTags")
        self._tags.setProperty("role", "small")
        self._words = ElidedLabel(self)
        self._words.setObjectName("noteWords")
        self._words.setProperty("role", "small")
        self._state = QLabel(self)
        self._state.setObjectName("noteState")
        self._state.setProperty("role", "small")
        self._line = QWidget(self)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(16, 4, 16, 6)
        line.setSpacing(10)
        line.addWidget(self._tags, 1)
        line.addWidget(self._words)
        line.addWidget(self._state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area)
        layout.addWidget(self._line)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Other tokens or another scale."""
        self._theme = theme
        self.setStyleSheet(
            f"NoteFoot {{ border-top: 1px solid {theme['border']}; background: {theme['canvas']}; }}"
            f" MentionRow {{ border: 1px solid transparent; border-radius: 6px; background: transparent; }}"
            f" MentionRow:hover {{ background: {theme['sunken']}; }}"
            f" MentionRow:focus {{ border: 1px solid {theme['accent']}; }}"
        )
        self._fill()

    def set_mentions(self, linked: list[Mention], unlinked: list[Mention]) -> None:
        """What to list."""
        if (linked, unlinked) == (self._linked, self._unlinked):
            return
        self._linked, self._unlinked = linked, unlinked
        self._shows_all = False
        self._fill()

    def set_facts(self, *, words: int, tags: list[str], state: str) -> None:
        """The small print."""
        self._words.setText(self.tr("%n words", "", words) if words != 1 else self.tr("1 word"))
        self._words.setVisible(words > 0)
        self._tags.set_whole(" ".join(f"#{tag}" for tag in tags))
        self.set_state(state)

    def set_state(self, state: str) -> None:
        """Saved or not."""
        self._state.setText(state)
        # An empty line says nothing.
        self._line.setVisible(bool(state) or not self._words.isHidden())
        self._show_if_needed()

    def mention_rows(self) -> list[MentionRow]:
        """The rows that are shown."""
        return self._rows.findChildren(MentionRow)

    def _fill(self) -> None:
        while (item := self._rows_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        left = None if self._shows_all else _FIRST
        number = 0
        for title, mentions, can_link in (
            (self.tr("Linked from"), self._linked, False),
            (self.tr("Named without a link"), self._unlinked, True),
        ):
            if not mentions:
                continue
            head = QLabel(title, self._rows)
            head.setProperty("role", "small")
            head.setContentsMargins(6, 2 if not number else 8, 6, 2)
            self._rows_layout.addWidget(head)
            for mention in mentions[:left]:
                row = MentionRow(mention, f"mention{number}", self._rows, can_link=can_link)
                row.opened.connect(self.opened)
                row.link_wanted.connect(self.link_wanted)
                self._rows_layout.addWidget(row)
                number += 1
        rest = len(self._linked) + len(self._unlinked) - number
        if rest > 0:
            more = QToolButton(self._rows)
            more.setObjectName("mentionsMore")
            more.setText(self.tr("{count} more").format(count=rest))
            more.setAccessibleName(self.tr("Show {count} more").format(count=rest))
            more.clicked.connect(self._show_all)
            self._rows_layout.addWidget(more)
        self._rows_layout.addStretch(1)
        self._area.setVisible(number > 0)
        wanted = self._rows.sizeHint().height()
        self._area.setFixedHeight(min(wanted, self._theme.px(196)))
        self._show_if_needed()

    def _show_if_needed(self) -> None:
        self.setHidden(self._area.isHidden() and self._line.isHidden())

    def _show_all(self) -> None:
        self._shows_all = True
        self._fill()
