"""Older versions of a note: when, how many words, what has changed since, and back to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studydesk.domain.days import to_millis
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Note, Revision, RevisionReason
from studydesk.ui.notes.diff_view import DiffView
from studydesk.ui.theme.manager import Theme

if TYPE_CHECKING:
    from datetime import datetime

    from studydesk.app.desk import Desk


def local_time(instant: datetime) -> str:
    """An instant in the learner's zone and locale, to the minute."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(to_millis(instant)), QLocale.FormatType.ShortFormat)


class HistoryDialog(QDialog):
    """Up and Down walk the versions, Enter on Restore brings one back; restoring can be undone."""

    def __init__(self, desk: Desk, note: Note, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("historyDialog")
        self.setWindowTitle(self.tr("History · {title}").format(title=note.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._note = note
        self._revisions: list[Revision] = []

        self._list = QListWidget(self)
        self._list.setObjectName("historyList")
        self._list.setAccessibleName(self.tr("Versions"))
        self._list.setFixedWidth(theme.px(210))
        self._list.currentRowChanged.connect(self._show_row)
        self.diff = DiffView(theme, self)
        self._empty = QLabel(self.tr("No older version yet. One is kept for every five minutes of writing."), self)
        self._empty.setObjectName("historyEmpty")
        self._empty.setProperty("role", "empty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)

        self._what = QLabel(self)
        self._what.setObjectName("historyWhat")
        self._what.setProperty("role", "muted")
        self._inline = self._choice("historyInline", self.tr("Inline"))
        self._both = self._choice("historySideBySide", self.tr("Side by side"))
        self._inline.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self._inline)
        group.addButton(self._both)
        group.buttonToggled.connect(self._on_way)
        top = QHBoxLayout()
        top.addWidget(self._what, 1)
        top.addWidget(self._inline)
        top.addWidget(self._both)

        self._restore = QPushButton(self.tr("Restore this version"), self)
        self._restore.setObjectName("historyRestore")
        self._restore.setAccessibleName(self.tr("Restore this version"))
        self._restore.setProperty("primary", True)
        self._restore.clicked.connect(self.restore)
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("historyClose")
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(self.reject)
        self._error = QLabel(self)
        self._error.setObjectName("historyError")
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self._error, 1)
        foot.addWidget(close)
        foot.addWidget(self._restore)

        right = QVBoxLayout()
        right.addLayout(top)
        right.addWidget(self._empty, 1)
        right.addWidget(self.diff, 1)
        right.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(self._list)
        layout.addLayout(right, 1)
        self.resize(theme.px(860), theme.px(560))
        self._fill()

    def _choice(self, name: str, title: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setCheckable(True)
        button.setProperty("flat", True)
        button.setAutoDefault(False)
        return button

    def _fill(self) -> None:
        try:
            self._revisions = self._desk.notes.revisions(self._note.id)
        except ExpectedError:
            self._revisions = []
        reasons = {
            RevisionReason.EDIT: self.tr("edited"),
            RevisionReason.RESTORE: self.tr("before a restore"),
            RevisionReason.RENAME_LINK: self.tr("before a link was renamed"),
        }
        for revision in self._revisions:
            words = self.tr("%n words", "", revision.words) if revision.words != 1 else self.tr("1 word")
            item = QListWidgetItem(f"{local_time(revision.at)}\n{words} · {reasons[revision.reason]}")
            item.setData(
                int(Qt.ItemDataRole.AccessibleTextRole),
                f"{local_time(revision.at)}, {words}, {reasons[revision.reason]}",
            )
            self._list.addItem(item)
        has_any = bool(self._revisions)
        self._empty.setVisible(not has_any)
        for widget in (self.diff, self._list, self._inline, self._both, self._restore):
            widget.setVisible(has_any)
        if has_any:
            self._list.setCurrentRow(0)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self._revisions):
            return
        revision = self._revisions[row]
        self._what.setText(self.tr("From {time} to now").format(time=local_time(revision.at)))
        self.diff.show_lines(self._desk.notes.diff(self._note.id, revision.id))

    def _on_way(self) -> None:
        self.diff.set_side_by_side(is_on=self._both.isChecked())

    def restore(self) -> None:
        """Make the chosen version the present one."""
        row = self._list.currentRow()
        if not 0 <= row < len(self._revisions):
            return
        try:
            done = self._desk.notes.restore_revision(self._note.id, self._revisions[row].id, self._desk.clock.now())
        except ExpectedError as error:
            self._error.setText(str(error))
            return
        self._desk.undo.push(done)
        self.accept()
