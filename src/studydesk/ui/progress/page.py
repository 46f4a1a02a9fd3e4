"""Skills and progress: charts that each answer a question, and the inventory behind the first of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studydesk.app.charts import LevelPoint, Row, Table
from studydesk.domain.changes import Changes, Kind
from studydesk.ui.progress.card import ChartCard
from studydesk.ui.progress.plots import SIX_WEEKS, AreaPlot, CompletionPlot, LevelPlot, MinutesPlot
from studydesk.ui.progress.rating import RatingPanel
from studydesk.ui.progress.tables import RowsDialog
from studydesk.ui.theme.elided import ElidedLabel
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge

_WATCHED = frozenset({Kind.STATUS, Kind.RATING, Kind.MINUTES})
_NARROW = 900


class ProgressPage(QWidget):
    """Re-reads what changed when it is shown; while hidden it only remembers that it is stale."""

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("progressPage")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._theme = theme
        self._stale: set[Kind] = set(_WATCHED)
        self._weeks_back = 0
        self._by: Literal["block", "month"] = "block"

        title = QLabel(self.tr("Skills & progress"), self)
        title.setProperty("role", "page-title")
        self._summary = ElidedLabel(self)
        self._summary.setObjectName("progressSummary")
        self._summary.setProperty("role", "muted")
        self._rate_button = QPushButton(self.tr("Rate my skills"), self)
        self._rate_button.setObjectName("rateButton")
        self._rate_button.setAccessibleName(self.tr("Rate my skills"))
        self._rate_button.setCheckable(True)
        self._rate_button.toggled.connect(self._on_rate)
        # Bottoms together, and the larger face's longer descent made up for: both stand on one line.
        self._summary.setContentsMargins(0, 0, 0, 3)
        words = QHBoxLayout()
        words.setSpacing(16)
        words.addWidget(title, 0, Qt.AlignmentFlag.AlignBottom)
        words.addWidget(self._summary, 1, Qt.AlignmentFlag.AlignBottom)
        head = QHBoxLayout()
        head.setContentsMargins(28, 20, 28, 0)
        head.setSpacing(16)
        head.addLayout(words, 1)
        head.addWidget(self._rate_button)

        self._areas = ChartCard("areas", self.tr("How sure do I feel, area by area?"), AreaPlot(theme.theme), self)
        self._areas.plot.chosen.connect(self._on_area)
        self._completion = ChartCard("completion", self.tr("How far am I?"), CompletionPlot(theme.theme), self)
        self._completion.plot.chosen.connect(self._on_node)
        self._by_month = QPushButton(self.tr("By month"), self._completion)
        self._by_month.setObjectName("completionByMonth")
        self._by_month.setAccessibleName(self.tr("Completion by month"))
        self._by_month.setProperty("flat", True)
        self._by_month.setCheckable(True)
        self._by_month.toggled.connect(self._on_by_month)
        self._completion.tools.addWidget(self._by_month, 0, Qt.AlignmentFlag.AlignTop)
        self._minutes = ChartCard("minutes", self.tr("When did I study?"), MinutesPlot(theme.theme), self)
        self._minutes.plot.chosen.connect(self._on_day)
        self._earlier = self._pager("minutesEarlier", self.tr("Six weeks earlier"), "chevron-left", self._go_earlier)
        self._later = self._pager("minutesLater", self.tr("Six weeks later"), "chevron-right", self._go_later)

        inside = QWidget(self)
        inside.setProperty("surface", "canvas")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        # The scroll bar, which is nearly always there, takes the rest of the margin.
        self._columns.setContentsMargins(28, 0, 18, 24)
        self._columns.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(16)
        left.addWidget(self._areas)
        left.addStretch(1)
        right.addWidget(self._minutes)
        right.addWidget(self._completion)
        right.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("progressScroll")
        self._scroll.setAccessibleName(self.tr("Charts"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rating = RatingPanel(desk, bridge, self)
        self._rating.history_wanted.connect(self._on_skill)
        self._views = QStackedWidget(self)
        self._views.addWidget(self._scroll)
        self._views.addWidget(self._rating)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(self._views, 1)
        bridge.changed.connect(self._on_changes)
        theme.changed.connect(self._on_theme)
        self._dress_pagers(theme.theme)

    # -- what the shell asks

    def save_state(self) -> dict[str, Any]:
        """View, tables, scroll."""
        tables = [card.objectName() for card in self._cards() if card.is_table]
        return {
            "rating": self._rate_button.isChecked(),
            "tables": tables,
            "by_month": self._by_month.isChecked(),
            "scroll": self._scroll.verticalScrollBar().value(),
            "ratings": self._rating.save_state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        self._by_month.setChecked(bool(state.get("by_month")))
        for card in self._cards():
            card.is_table = card.objectName() in state.get("tables", [])
        self._rate_button.setChecked(bool(state.get("rating")))
        self._refresh()
        self._scroll.verticalScrollBar().setValue(int(state.get("scroll", 0)))
        self._rating.restore_state(state.get("ratings", {}))

    def actions(self) -> dict[str, Callable[[], None]]:  # type: ignore[override]
        return {}

    def focus_first(self) -> None:
        if self._rate_button.isChecked():
            self._rating.focus_first()
        else:
            self._areas.plot.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- drawing

    def _cards(self) -> tuple[ChartCard, ...]:
        return (self._areas, self._completion, self._minutes)

    def _on_changes(self, changes: Changes) -> None:
        self._stale |= changes.kinds & _WATCHED
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._theme.theme.px(_NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != wanted:
            self._columns.setDirection(wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LocaleChange:
            self._stale |= _WATCHED
            self._refresh()

    def _refresh(self) -> None:
        stale, self._stale = self._stale, set()
        if Kind.RATING in stale:
            self._draw_areas()
        if Kind.STATUS in stale:
            self._draw_completion()
        if Kind.MINUTES in stale:
            self._draw_minutes()
        if stale:
            self._summarise()

    def _draw_areas(self) -> None:
        levels = self._desk.charts.skills_by_area(self._desk.clock.now())
        rated = sum(level.rated for level in levels)
        plot = self._areas.plot
        assert isinstance(plot, AreaPlot)
        plot.show_levels(levels)
        theme = self._theme.theme
        self._areas.set_content(
            self.tr(
                "<span style='color:{now}'>●</span> now &nbsp; <span style='color:{before}'>○</span> a month ago &nbsp; mean comfort, 1 new to me … 5 could teach it"
            ).format(now=theme["c1"], before=theme["c2"]),
            Table(
                ("Area", "Comfort", "A month ago", "Rated", "Skills"),
                tuple(Row((a.title, a.level, a.before, a.rated, a.total), a.id) for a in levels),
            ),
            empty=""
            if rated
            else self.tr(
                "Nothing rated yet. “Rate my skills” takes ten minutes; every rating keeps its date, so the way you came can be seen."
            ),
        )

    def _draw_completion(self) -> None:
        marks = self._desk.charts.completion(self._by)
        plot = self._completion.plot
        assert isinstance(plot, CompletionPlot)
        plot.show_completion(marks)
        theme = self._theme.theme
        self._completion.set_content(
            self.tr(
                "<span style='color:{done}'>■</span> done &nbsp; <span style='color:{started}'>■</span> in progress &nbsp; <span style='color:{skipped}'>■</span> skipped"
            ).format(done=theme["done"], started=theme["h2"], skipped=theme["border-strong"]),
            Table(
                ("Part", "Done %", "Done", "In progress", "Skipped", "Items"),
                tuple(Row((m.title, round(100 * m.share), m.done, m.started, m.skipped, m.total), m.id) for m in marks),
            ),
            empty="" if marks else self.tr("The path is empty."),
        )

    def _draw_minutes(self) -> None:
        first, last = self._range()
        days = self._desk.charts.minutes_by_day(first, last)
        plot = self._minutes.plot
        assert isinstance(plot, MinutesPlot)
        plot.show_days(days)
        theme = self._theme.theme
        total = sum(day.total for day in days)
        studied = [day for day in days if day.total >= 1]
        subtitle = self.tr(
            "<span style='color:{read}'>■</span> reading &nbsp; <span style='color:{write}'>■</span> writing &nbsp; <span style='color:{timer}'>■</span> timer &nbsp; minutes a day"
        ).format(read=theme["c1"], write=theme["c2"], timer=theme["c3"])
        if studied:
            hours = QLocale().toString(total / 60, "f", 1)
            subtitle += self.tr(" · {hours} h on {days} days, {first} to {last}").format(
                hours=hours, days=len(studied), first=_short(first), last=_short(last)
            )
        nothing = self.tr(
            "No minutes between {first} and {last}. They come from reading and writing while this window is in front, or from the timer in the status bar."
        )
        self._minutes.set_content(
            subtitle,
            Table(
                ("Day", "Minutes", "Reading", "Writing", "Timer"),
                tuple(
                    Row((d.day, round(d.total), round(d.read), round(d.write), round(d.timer))) for d in reversed(days)
                ),
            ),
            empty="" if studied else nothing.format(first=_short(first), last=_short(last)),
        )
        self._later.setEnabled(self._weeks_back > 0)

    def _summarise(self) -> None:
        rollups = [self._desk.progress.rollups()[root] for root in self._desk.path.roots]
        done, total = sum(r.done for r in rollups), sum(r.total for r in rollups)
        hours = sum(self._desk.time.minutes_by_node().values()) / 60
        rated = len(self._desk.skills.current())
        self._summary.setText(
            self.tr("{hours} h · {done} of {total} items done · {rated} of {skills} skills rated").format(
                hours=QLocale().toString(hours, "f", 1),
                done=done,
                total=total,
                rated=rated,
                skills=len(self._desk.path.skills),
            )
        )

    # -- answers to clicks

    def _on_area(self, area_id: str) -> None:
        area = next(area for area in self._desk.path.areas if area.id == area_id)
        points = self._desk.charts.skill_history(area_id)
        self._show_rows(area.title, self._desk.charts.history_rows(area_id), points)

    def _on_skill(self, skill_id: str) -> None:
        charts = self._desk.charts
        self._show_rows(
            self._desk.path.skills[skill_id].title, charts.history_rows(skill_id), charts.skill_history(skill_id)
        )

    def _on_node(self, node_id: str) -> None:
        RowsDialog(self._desk.path.nodes[node_id].title, self._desk.charts.completion_rows(node_id), self).open()

    def _on_day(self, iso: str) -> None:
        day = date.fromisoformat(iso)
        RowsDialog(
            QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat),
            self._desk.charts.minutes_rows(day, day),
            self,
        ).open()

    def _show_rows(self, title: str, table: Table, points: Sequence[LevelPoint]) -> None:
        above = LevelPlot(self._theme.theme, points, self._desk.clock.day(self._desk.clock.now())) if points else None
        RowsDialog(title, table, self, above=above).open()

    def _on_rate(self, checked: bool) -> None:
        self._views.setCurrentWidget(self._rating if checked else self._scroll)
        self._rate_button.setText(self.tr("Back to the charts") if checked else self.tr("Rate my skills"))
        self._rate_button.setAccessibleName(self._rate_button.text())

    def _on_by_month(self, checked: bool) -> None:
        self._by = "month" if checked else "block"
        self._stale.add(Kind.STATUS)
        self._refresh()

    def _range(self) -> tuple[date, date]:
        today = self._desk.clock.day(self._desk.clock.now())
        last = today - SIX_WEEKS * self._weeks_back
        return last - SIX_WEEKS + timedelta(days=1), last

    def _go_earlier(self) -> None:
        self._page_minutes(1)

    def _go_later(self) -> None:
        self._page_minutes(-1)

    def _page_minutes(self, by: int) -> None:
        self._weeks_back = max(0, self._weeks_back + by)
        self._stale.add(Kind.MINUTES)
        self._refresh()

    def _pager(self, name: str, title: str, icon: str, handler: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._minutes)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setToolTip(title)
        button.setProperty("flat", True)
        button.setProperty("picture", icon)
        button.clicked.connect(handler)
        self._minutes.tools.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _on_theme(self, theme: Theme) -> None:
        for card in self._cards():
            card.plot.redraw(theme)
        self._dress_pagers(theme)
        self._stale |= _WATCHED
        if self.isVisible():
            self._refresh()

    def _dress_pagers(self, theme: Theme) -> None:
        for button in (self._earlier, self._later):
            button.setIcon(theme.icon(str(button.property("picture")), "muted", 16))


def _short(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
