"""Rows behind a number, as a table that can be sorted, copied and read aloud."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studydesk.app.charts import Cell, Table

Index = QModelIndex | QPersistentModelIndex


def shown(cell: Cell) -> str:
    """A cell in the learner's locale; instants in the local zone."""
    locale = QLocale()
    match cell:
        case None:
            return "–"
        case date():
            return locale.toString(QDate(cell.year, cell.month, cell.day), QLocale.FormatType.ShortFormat)
        case float():
            return locale.toString(cell, "f", 1)
        case int():
            return locale.toString(cell)
        case _:
            return cell


class TableModel(QAbstractTableModel):
    """A `Table` for views; sorts by the cells' own values."""

    SORT = Qt.ItemDataRole.UserRole

    def __init__(self, table: Table, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table

    def set_table(self, table: Table) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.tr(self._table.columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            # A title stands over its cells.
            cells = (row.cells[section] for row in self._table.rows)
            return _side(next((cell for cell in cells if cell is not None), None))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._table.rows[index.row()].cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return shown(cell)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(cell)
            case self.SORT:
                return cell.isoformat() if isinstance(cell, date) else "" if cell is None else cell
            case _:
                return None


def _side(cell: Cell) -> int:
    """Numbers to the right, words to the left."""
    side = Qt.AlignmentFlag.AlignRight if isinstance(cell, int | float) else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class TableView(QTableView):
    """A quiet table: sorting by a click on a title, Ctrl+C copies the selection as tab-separated text."""

    def __init__(self, table: Table, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = TableModel(table, self)
        proxy = QSortFilterProxyModel(self)
        proxy.setSourceModel(self._rows)
        proxy.setSortRole(TableModel.SORT)
        self.setModel(proxy)
        self.setSortingEnabled(True)
        proxy.sort(-1)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        # No arrow before a title was clicked: the rows come in an order of their own.
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def set_table(self, table: Table) -> None:
        """Show other rows."""
        self._rows.set_table(table)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
            model = self.model()
            text = "\n".join(
                "\t".join(str(model.index(row, column).data()) for column in range(model.columnCount())) for row in rows
            )
            QGuiApplication.clipboard().setText(text)
            event.accept()
            return
        super().keyPressEvent(event)


class RowsDialog(QDialog):
    """The rows behind one mark, with an optional picture above them."""

    def __init__(self, title: str, table: Table, parent: QWidget, *, above: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rowsDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = QLabel(title, self)
        heading.setProperty("role", "title")
        rows = len(table.rows)
        count = QLabel(self.tr("1 row") if rows == 1 else self.tr("%n rows", "", rows), self)
        count.setProperty("role", "small")
        view = TableView(table, self)
        view.setObjectName("rowsTable")
        view.setAccessibleName(title)
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("rowsClose")
        close.setAccessibleName(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(count)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(heading)
        if above is not None:
            above.setParent(self)
            above.setMinimumHeight(170)
            layout.addWidget(above, 1)
        layout.addWidget(view, 2)
        layout.addLayout(foot)
        self.ensurePolished()
        line = self.fontMetrics().height()
        self.resize(45 * line, (35 if above is not None else 29) * line)
        if table.rows:
            view.selectRow(0)
        view.setFocus()
