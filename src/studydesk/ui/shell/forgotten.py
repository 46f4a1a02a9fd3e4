"""The question about a timer that went on while the program was closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studydesk.ui.speech import spoken
from studydesk.ui.theme.manager import Theme

if TYPE_CHECKING:
    from studydesk.app.desk import Desk


class ForgottenTimerDialog(QDialog):
    """End it when the learner says it ended, drop it, or let it run, which is also what Escape does. All can be undone."""

    def __init__(
        self, desk: Desk, seen: datetime, *, say: Callable[[str], object], theme: Theme, parent: QWidget
    ) -> None:
        """`seen` is the last time that the program was there with the timer running."""
        super().__init__(parent)
        self.setObjectName("forgottenTimer")
        self.setWindowTitle(self.tr("The timer is still running"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = say
        timer = desk.time.timer()
        started = timer.started_at if timer is not None else seen
        node = desk.path.nodes.get(timer.node_id) if timer is not None else None
        times = QLocale()
        text = QLabel(
            self.tr(
                "The timer on “{title}” was started on {started} and went on while StudyDesk was closed. "
                "When did you stop studying?"
            ).format(
                title=node.title if node is not None else self.tr("No topic open"),
                started=times.toString(_local(started), QLocale.FormatType.ShortFormat),
            ),
            self,
        )
        text.setObjectName("forgottenText")
        text.setWordWrap(True)
        text.setMinimumWidth(theme.px(400))
        self._end = QDateTimeEdit(_local(seen), self)
        self._end.setObjectName("forgottenEnd")
        self._end.setAccessibleName(self.tr("When you stopped studying"))
        self._end.setDisplayFormat(times.dateTimeFormat(QLocale.FormatType.ShortFormat))
        self._end.setMinimumDateTime(_local(started))
        self._end.setMaximumDateTime(_local(desk.clock.now()))
        stop = QPushButton(self.tr("Stop it then"), self)
        keep = QPushButton(self.tr("Let it run"), self)
        drop = QPushButton(self.tr("Count nothing"), self)
        for button, name in ((stop, "forgottenStop"), (keep, "forgottenKeep"), (drop, "forgottenDrop")):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
        stop.setDefault(True)
        stop.setProperty("primary", True)
        stop.clicked.connect(self._stop)
        keep.clicked.connect(self.reject)
        drop.clicked.connect(self._drop)
        foot = QHBoxLayout()
        foot.addWidget(drop)
        foot.addStretch(1)
        foot.addWidget(keep)
        foot.addWidget(stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text)
        layout.addWidget(self._end)
        layout.addLayout(foot)

    def _stop(self) -> None:
        self._end_at(datetime.fromtimestamp(self._end.dateTime().toMSecsSinceEpoch() / 1000, UTC))

    def _drop(self) -> None:
        timer = self._desk.time.timer()
        if timer is not None:
            self._end_at(timer.started_at)

    def _end_at(self, ended_at: datetime) -> None:
        with spoken(self._say):
            self._desk.undo.push(self._desk.time.timer_stop(self._desk.clock.now(), ended_at=ended_at))
            self.accept()


def _local(at: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(round(at.timestamp() * 1000))
