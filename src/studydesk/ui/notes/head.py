"""Above the note: what it is about, how it is shown, and what else can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from studydesk.ui.theme.manager import Theme


class NoteHead(QFrame):
    """A free note's title is edited in place; that of a topic or block is the topic's."""

    renamed = Signal(str)
    unpinned = Signal()
    view_menu_wanted = Signal()

    def __init__(self, theme: Theme, view_menu: QMenu, more_menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noteHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_free = False
        self._title = ""
        self._field = QLineEdit(self)
        self._field.setObjectName("noteTitle")
        self._field.editingFinished.connect(self._on_finished)
        self._field.installEventFilter(self)
        self._pin = QToolButton(self)
        self._pin.setObjectName("notePin")
        self._pin.setAccessibleName(self.tr("Back to the note of the topic"))
        self._pin.setToolTip(self.tr("This note stays while topics change. Click to go back to the topic's note."))
        self._pin.clicked.connect(self.unpinned)
        self._view = QToolButton(self)
        self._view.setObjectName("noteView")
        self._view.setAccessibleName(self.tr("How the note is shown"))
        self._view.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._view.setMenu(view_menu)
        self._more = QToolButton(self)
        self._more.setObjectName("noteMore")
        self._more.setAccessibleName(self.tr("More about this note"))
        self._more.setToolTip(self.tr("More"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(more_menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 8, 0)
        layout.setSpacing(2)
        layout.addWidget(self._field, 1)
        layout.addWidget(self._pin)
        layout.addWidget(self._view)
        layout.addWidget(self._more)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Other tokens or another scale."""
        self._theme = theme
        self.setFixedHeight(theme.px(42))
        for button, name, token in ((self._more, "ellipsis", "muted"), (self._pin, "pin", "accent")):
            button.setIcon(theme.icon(name, token, 16))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setStyleSheet(
            f"NoteHead {{ background: {theme['canvas']}; border-bottom: 1px solid {theme['border']}; }}"
            f" NoteHead QLineEdit {{ background: transparent; border: 1px solid transparent; padding: 3px 5px;"
            f" font-size: {theme.px(15)}px; font-weight: 600; }}"
            f' NoteHead QLineEdit[free="true"]:hover {{ border-color: {theme["border-strong"]}; }}'
            f' NoteHead QLineEdit[free="true"]:focus {{ border: 1px solid {theme["accent"]}; background: {theme["surface"]}; }}'
            f" NoteHead QToolButton#noteView {{ font-size: {theme.px(12)}px; }}"
        )

    def set_note(self, title: str, *, is_free: bool, is_pinned: bool) -> None:
        """What the note is called; `title` "" while no note is shown."""
        self._title, self._is_free = title, is_free
        self._field.setReadOnly(not is_free)
        self._field.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_free else Qt.FocusPolicy.NoFocus)
        self._show_title()
        self._field.setCursor(Qt.CursorShape.IBeamCursor if is_free else Qt.CursorShape.ArrowCursor)
        self._field.setToolTip(self.tr("Rename") if is_free else title)
        self._field.setAccessibleName(self.tr("Title of the note: {title}").format(title=title))
        self._field.setProperty("free", is_free)
        self._field.style().unpolish(self._field)
        self._field.style().polish(self._field)
        self._pin.setVisible(is_pinned)
        self._view.setEnabled(bool(title))
        self._more.setEnabled(bool(title))

    def _show_title(self) -> None:
        """A free note's title scrolls while it is edited; that of a topic ends in an ellipsis."""
        shown = self._title
        if not self._is_free:
            shown = self.tr("Note · {title}").format(title=self._title) if self._title else self.tr("Note")
            self._field.ensurePolished()
            room = self._field.width() - self._theme.px(16)
            shown = self._field.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self._field.setText(shown)
        self._field.setCursorPosition(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_free:
            # The layout gives the field its width after this.
            QTimer.singleShot(0, self, self._show_title)

    def set_view(self, name: str) -> None:
        """The word on the view switch."""
        self._view.setText(f"{name} ▾")
        # A narrow pane with large text has no room for the whole word.
        self._view.setToolTip(self.tr("How the note is shown: {view}").format(view=name))

    def edit_title(self) -> None:
        """The keyboard goes to the title, all of it selected."""
        if self._is_free:
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._field.setText(self._title)
            self._field.clearFocus()
            return True
        return super().eventFilter(watched, event)

    def _on_finished(self) -> None:
        wanted = self._field.text().strip()
        if not self._is_free:
            return
        if not wanted:
            self._field.setText(self._title)
        elif wanted != self._title:
            self._title = wanted
            self.renamed.emit(wanted)
