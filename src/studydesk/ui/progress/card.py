"""The frame of a chart: its question, a sentence, the chart or its table, or why there is nothing to see yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studydesk.app.charts import Table
from studydesk.ui.progress.plot import MarkPlot
from studydesk.ui.progress.tables import TableView


class ChartCard(QFrame):
    """`name` is the stem of the object names: nameCard, nameTable, nameTableButton, nameEmpty."""

    def __init__(self, name: str, question: str, plot: MarkPlot, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Card")
        self.setProperty("card", True)
        self.plot = plot
        plot.setObjectName(f"{name}Plot")
        self._question = QLabel(question, self)
        self._question.setObjectName(f"{name}Question")
        self._question.setProperty("role", "title")
        self._question.setWordWrap(True)
        self._table_button = QPushButton(self.tr("Table"), self)
        self._table_button.setObjectName(f"{name}TableButton")
        self._table_button.setAccessibleName(self.tr("{question} As a table").format(question=question))
        self._table_button.setProperty("flat", True)
        self._table_button.setCheckable(True)
        self._table_button.toggled.connect(self._on_table)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._question, 1)
        head.addLayout(self.tools)
        head.addWidget(self._table_button, 0, Qt.AlignmentFlag.AlignTop)
        self._subtitle = QLabel(self)
        self._subtitle.setObjectName(f"{name}Subtitle")
        self._subtitle.setProperty("role", "small")
        self._subtitle.setWordWrap(True)
        self._subtitle.setTextFormat(Qt.TextFormat.RichText)
        self._table = TableView(Table((), ()), self)
        self._table.setObjectName(f"{name}Table")
        self._table.setAccessibleName(question)
        self._empty = QLabel(self)
        self._empty.setObjectName(f"{name}Empty")
        self._empty.setProperty("role", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setMinimumHeight(120)
        self._stack = QStackedWidget(self)
        for widget in (plot, self._table, self._empty):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._subtitle)
        layout.addWidget(self._stack, 1)
        layout.addStretch(0)
        self._is_empty = False

    @property
    def is_table(self) -> bool:
        """Whether the table is shown in the chart's place."""
        return self._table_button.isChecked()

    @is_table.setter
    def is_table(self, wanted: bool) -> None:
        self._table_button.setChecked(wanted)

    def set_question(self, question: str) -> None:
        """Ask something else."""
        self._question.setText(question)
        self.plot.setAccessibleName(question)
        self._table.setAccessibleName(question)

    def set_content(self, subtitle: str, table: Table, *, empty: str = "") -> None:
        """The sentence under the question, the table of the marks; `empty` says what to do when there is nothing to draw."""
        self._subtitle.setText(subtitle)
        self._table.set_table(table)
        self._empty.setText(empty)
        self._is_empty = bool(empty)
        self._table_button.setEnabled(not empty)
        self._show()

    def _on_table(self, _checked: bool) -> None:
        self._show()

    def _show(self) -> None:
        shown: QWidget = self._empty if self._is_empty else self._table if self.is_table else self.plot
        self._stack.setCurrentWidget(shown)
        height = self.plot.height() if shown is self.plot else 160
        self._stack.setMinimumHeight(max(height, 260) if shown is self._table else height)
