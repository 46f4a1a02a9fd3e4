"""The line at the foot: saved or not, the timer and what is studied, today's minutes, the week, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from studydesk.domain.changes import Changes, Kind
from studydesk.ui.speech import spoken
from studydesk.ui.theme.elided import ElidedLabel
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge

_WATCHED = frozenset({Kind.FOCUS, Kind.MINUTES, Kind.TIMER})


class StatusBar(QWidget):
    """Reads on changes; the clock ticks only while a timer runs and the window is shown."""

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._is_furnished = False
        self._dot = QLabel("●", self)
        self._dot.setObjectName("savedDot")
        self._saved = QLabel(self)
        self._saved.setObjectName("savedLabel")
        self._timer_button = QToolButton(self)
        self._timer_button.setObjectName("timerButton")
        self._timer_button.setAccessibleName(self.tr("Start or stop the timer"))
        self._timer_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._timer_button.clicked.connect(self.toggle_timer)
        self._today = QLabel(self)
        self._today.setObjectName("todayLabel")
        self._message = ElidedLabel(self)
        self._message.setObjectName("messageLabel")
        self._message.setAccessibleName(self.tr("Last message"))
        self._place = ElidedLabel(self)
        self._place.setObjectName("placeLabel")
        self._offline = QLabel(self.tr("Offline"), self)
        self._offline.setObjectName("offlineLabel")
        self._offline.setToolTip(self.tr("StudyDesk never uses the network. Links to the web open in your browser."))

        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(6)
        layout.addWidget(self._dot)
        layout.addWidget(self._saved)
        layout.addSpacing(10)
        layout.addWidget(self._timer_button)
        layout.addSpacing(6)
        layout.addWidget(self._today)
        layout.addStretch(1)
        layout.addWidget(self._message)
        layout.addStretch(1)
        layout.addWidget(self._place)
        layout.addSpacing(14)
        layout.addWidget(self._offline)

        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_timer)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(8000)
        self._fade.timeout.connect(self._message.clear)
        bridge.changed.connect(self._on_changes)
        self._dress(theme.theme)
        theme.changed.connect(self._dress)
        self.set_saved(saved=True)

    def furnish(self) -> None:
        """Show what the desk says; until then the line is empty but for the file's state."""
        self._is_furnished = True
        self._refresh()

    def set_saved(self, *, saved: bool) -> None:
        """Whether everything typed is on disk."""
        self._saved.setText(self.tr("Saved") if saved else self.tr("Writing…"))
        self._dot.setProperty("saved", saved)
        self._dot.setStyleSheet(f"color: {self._theme['done' if saved else 'warn']};")

    def say(self, sentence: str) -> None:
        """A sentence for eight seconds; screen readers hear it too."""
        self._message.setText(sentence)
        self._message.setAccessibleDescription(sentence)
        self._fade.start()

    def toggle_timer(self) -> None:
        """Start the timer on what is studied, or stop it."""
        now = self._desk.clock.now()
        with spoken(self.say):
            if self._desk.time.timer() is not None:
                self._desk.undo.push(self._desk.time.timer_stop(now))
            elif self._desk.navigator.focus_id:
                self._desk.undo.push(self._desk.time.timer_start(self._desk.navigator.focus_id, now))
            else:
                self.say(self.tr("Open a topic first: the timer counts for what is open."))

    def _on_changes(self, changes: Changes) -> None:
        if Kind.DIRTY in changes.kinds:
            self.set_saved(saved=False)
        if Kind.SAVED in changes.kinds:
            self.set_saved(saved=True)
        if changes.kinds & _WATCHED:
            self._refresh()

    def _refresh(self) -> None:
        self._show_timer()
        focus = self._desk.navigator.focus_id
        path = self._desk.path
        week = (
            next((node for node in path.ancestors(focus) if node.kind.value == "week"), None)
            if focus in path.nodes
            else None
        )
        phase = path.nodes[week.parent].short if week and week.parent else ""
        self._place.setText(f"{phase} · {week.short}" if week else "")
        day = self._desk.clock.day(self._desk.clock.now())
        minutes = self._desk.time.minutes_on(day)
        self._today.setText(self.tr("{minutes} min today").format(minutes=round(minutes)))

    def _show_timer(self) -> None:
        timer = self._desk.time.timer()
        focus = self._desk.navigator.focus_id
        node_id = timer.node_id if timer else focus
        node = self._desk.path.nodes.get(node_id)
        name = node.short if node else ""
        if timer is None:
            self._tick.stop()
            self._timer_button.setText(" " + (name.replace("&", "&&") or self.tr("No topic open")))
            self._timer_button.setToolTip(self.tr("Start the timer"))
            self._timer_button.setIcon(self._theme.icon("play", "muted", 14))
            return
        seconds = int((self._desk.clock.now() - timer.started_at).total_seconds())
        self._timer_button.setText(
            f" {name.replace('&', '&&')} · {seconds // 3600:d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        )
        self._timer_button.setToolTip(self.tr("Stop the timer"))
        self._timer_button.setIcon(self._theme.icon("square", "accent", 14))
        if not self._tick.isActive():
            self._tick.start()

    def _dress(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(theme.px(28))
        self._dot.setStyleSheet(f"color: {theme['done' if self._dot.property('saved') else 'warn']};")
        if self._is_furnished:
            self._show_timer()
