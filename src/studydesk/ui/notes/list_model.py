"""The list of notes, a page at a time, so that twenty thousand of them cost no more than those on screen."""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from studydesk.domain.days import to_millis
from studydesk.domain.notes import NoteKind, NoteQuery, NoteSummary

if TYPE_CHECKING:
    from datetime import datetime

    from studydesk.app.desk import Desk

Index = QModelIndex | QPersistentModelIndex

PAGE = 100


class Shelf(StrEnum):
    """Which notes are listed."""

    ALL = "all"
    FREE = "free"
    TRASH = "trash"


class Role(IntEnum):
    """Data roles beside Qt's own."""

    SUMMARY = Qt.ItemDataRole.UserRole + 1
    ASIDE = Qt.ItemDataRole.UserRole + 2


class NotesModel(QAbstractListModel):
    """`rename_wanted(note id, title)` when a title was edited in place."""

    rename_wanted = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._text = ""
        self._tag: str | None = None
        self.shelf = Shelf.ALL
        self._rows: list[NoteSummary] = []
        self._offset = 0
        self._is_whole = True

    def show(self, *, text: str, tag: str | None, shelf: Shelf) -> None:
        """List something else, from the top."""
        self._text, self._tag, self.shelf = text, tag, shelf
        self.reload(PAGE)

    def reload(self, count: int = 0) -> None:
        """Read again, at least as many rows as there were."""
        wanted = max(count, len(self._rows), PAGE)
        self.beginResetModel()
        self._rows, self._offset, self._is_whole = [], 0, False
        while not self._is_whole and len(self._rows) < wanted:
            self._rows += self._page()
        self.endResetModel()

    def _page(self) -> list[NoteSummary]:
        """The next rows; perhaps none though more follow, when only free notes are wanted."""
        trashed = self.shelf is Shelf.TRASH
        query = NoteQuery(
            text=self._text, tag=None if trashed else self._tag, trashed=trashed, limit=PAGE, offset=self._offset
        )
        found = self._desk.notes.list(query)
        self._offset += len(found)
        self._is_whole = len(found) < PAGE
        return [one for one in found if self.shelf is not Shelf.FREE or one.kind is NoteKind.FREE]

    def summary(self, index: Index) -> NoteSummary:
        """The note behind a valid index."""
        return self._rows[index.row()]

    def row_of(self, note_id: str) -> int:
        """The row of a note among those read so far, -1 when it is not there."""
        return next((row for row, one in enumerate(self._rows) if one.id == note_id), -1)

    # -- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, parent: Index) -> None:
        fresh: list[NoteSummary] = []
        while not fresh and not self._is_whole:
            fresh = self._page()
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.shelf is not Shelf.TRASH and self.summary(index).kind is NoteKind.FREE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        note = self.summary(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.title(note)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self.title(note)}\n{self.aside(note)}\n\n{note.excerpt}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.title(note)}, {self.aside(note)}. {note.excerpt}"
            case Role.SUMMARY:
                return note
            case Role.ASIDE:
                return self.aside(note)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        title = str(value).strip()
        if index.isValid() and role == Qt.ItemDataRole.EditRole and title and title != self.summary(index).title:
            self.rename_wanted.emit(self.summary(index).id, title)
        return False

    # -- words

    def title(self, note: NoteSummary) -> str:
        """A node's note is called as the node is now."""
        node = (
            self._desk.path.nodes.get(self._desk.path.resolve(note.anchor) or "") if note.anchor is not None else None
        )
        return node.short if node is not None else note.title

    def aside(self, note: NoteSummary) -> str:
        """When it was changed; in the trash, when it goes for good; for a topic's note, which block it lies in."""
        if note.trashed_at is not None:
            gone = note.trashed_at + timedelta(days=self._desk.settings.whole("notes.trash_days"))
            return self.tr("deleted for good on {date}").format(date=_day(gone))
        parts = [self._when(note.updated_at)]
        node_id = self._desk.path.resolve(note.anchor) if note.anchor is not None else None
        block = self._desk.path.block_of(node_id) if node_id is not None else None
        if block is not None and block.id != node_id:
            parts.append(block.short)
        elif note.kind is NoteKind.BLOCK:
            parts.append(self.tr("Block"))
        return " · ".join(parts)

    def _when(self, instant: datetime) -> str:
        """The hour today, then yesterday, then the day, with its year when that is another one."""
        moment = _local(instant)
        today = _local(self._desk.clock.now()).date()
        if moment.date() == today:
            return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
        if moment.date() == today.addDays(-1):
            return self.tr("Yesterday")
        if moment.date().year() == today.year():
            return QLocale().toString(moment.date(), "d MMM")
        return QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)


def _local(instant: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(to_millis(instant))


def _day(instant: datetime) -> str:
    return QLocale().toString(_local(instant).date(), QLocale.FormatType.ShortFormat)
