"""The charts: comfort by area, comfort over time, completion, minutes by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from studydesk.app.charts import AreaLevel, CompletionBar, DayBar, LevelPoint
from studydesk.ui.progress.plot import Mark, MarkPlot
from studydesk.ui.theme.manager import Theme

_ROW = 30  # design pixels of a row of horizontal marks


class AreaPlot(MarkPlot):
    """A dot for each area on a scale from 1 to 5, a ring where it stood a month ago."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName(self.tr("How sure do I feel, area by area?"))
        self._levels: Sequence[AreaLevel] = ()

    def show_levels(self, levels: Sequence[AreaLevel]) -> None:
        """Draw; areas without a rating keep an empty row so that the gaps are seen."""
        self._levels = levels
        self.clear_all()
        count = len(levels)
        places = {level.id: count - 1 - row for row, level in enumerate(levels)}
        font = self.theme.text(12)
        width = max(
            (QFontMetrics(font).horizontalAdvance(level.title) for level in levels), default=60
        ) + self.theme.px(16)
        self.dress_axis("left", [(places[level.id], level.title) for level in levels], width=width)
        self.dress_axis("bottom", [(value, str(value)) for value in range(1, 6)], grid=True)
        self.setXRange(0.8, 5.2, padding=0)
        self.setYRange(-0.6, count - 0.4, padding=0)
        for level in levels:
            y = places[level.id]
            if level.level is None:
                self.plot([1, 5], [y, y], pen=self.pen("border", 1, Qt.PenStyle.DotLine))
                continue
            if level.before is not None and abs(level.before - level.level) > 1e-9:
                self.plot([level.before, level.level], [y, y], pen=self.pen("border-strong", 2))
                self._dot(level.before, y, filled=False)
            self._dot(level.level, y, filled=True)
        self.set_marks(
            [
                Mark(level.id, 0.8, 5.2, places[level.id] - 0.5, places[level.id] + 0.5, self._text(level))
                for level in levels
            ]
        )
        self.setFixedHeight(self.theme.px(_ROW * count + 48))

    def redraw(self, theme: Theme) -> None:
        super().redraw(theme)
        self.show_levels(self._levels)

    def _dot(self, x: float, y: float, *, filled: bool) -> None:
        item = pg.ScatterPlotItem(
            [x],
            [y],
            size=self.theme.px(11),
            pen=self.pen("c1" if filled else "c2", 2),
            brush=pg.mkBrush(self.colour("c1")) if filled else pg.mkBrush(self.colour("surface")),
            antialias=True,
        )
        self.addItem(item)

    def _text(self, level: AreaLevel) -> str:
        if level.level is None:
            return self.tr("{area}: none of {total} skills rated").format(area=level.title, total=level.total)
        now = QLocale().toString(level.level, "f", 1)
        text = self.tr("{area}: {now} of 5, {rated} of {total} skills rated").format(
            area=level.title, now=now, rated=level.rated, total=level.total
        )
        if level.before is not None:
            text += self.tr("; a month ago {before}").format(before=QLocale().toString(level.before, "f", 1))
        return text


class LevelPlot(MarkPlot):
    """Comfort over time as steps: a rating holds until the next one."""

    def __init__(self, theme: Theme, points: Sequence[LevelPoint], until: date, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("levelPlot")
        # It stands in a dialog, not on a card.
        self.setBackground(theme.color("canvas"))
        self.setAccessibleName(self.tr("How did it change?"))
        self.dress_axis("left", [(value, str(value)) for value in range(1, 6)], width=theme.px(28), grid=True)
        times = [float(point.day.toordinal()) for point in points]
        now = float(until.toordinal())
        first, last = (times[0], max(now, times[-1])) if times else (now - 1, now)
        span = max(last - first, 1.0)
        # Room for half a label at either end.
        self.setXRange(first - span * 0.06, first + span * 1.06, padding=0)
        self.setYRange(0.8, 5.2, padding=0)
        self.dress_axis("bottom", [(first + span * part, _day(first + span * part)) for part in (0.0, 0.5, 1.0)])
        if times:
            xs = [value for time in (*times[1:], first + span) for value in (time, time)]
            levels = [point.level for point in points]
            ys = [value for level in levels for value in (level, level)]
            self.plot([times[0], *xs[:-1]], ys, pen=self.pen("c1", 2))
            self.addItem(
                pg.ScatterPlotItem(
                    times, levels, size=theme.px(8), pen=self.pen("c1", 2), brush=pg.mkBrush(self.colour("surface"))
                )
            )
        half = span * 0.015
        self.set_marks(
            [
                Mark(
                    str(position),
                    time - half,
                    time + half,
                    point.level - 0.3,
                    point.level + 0.3,
                    f"{_day(time)}: {QLocale().toString(point.level, 'f', 1)}",
                )
                for position, (time, point) in enumerate(zip(times, points, strict=True))
            ]
        )


class CompletionPlot(MarkPlot):
    """One bar for each block or month: done, in progress, skipped; the rest is still open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName(self.tr("How far am I?"))
        self._marks: Sequence[CompletionBar] = ()

    def show_completion(self, marks: Sequence[CompletionBar]) -> None:
        """Draw bars of equal length; each is one block or month."""
        self._marks = marks
        self.clear_all()
        count = len(marks)
        font = self.theme.text(12)
        titles = [
            QFontMetrics(font).elidedText(mark.title, Qt.TextElideMode.ElideRight, self.theme.px(150)) for mark in marks
        ]
        width = max((QFontMetrics(font).horizontalAdvance(title) for title in titles), default=60) + self.theme.px(16)
        self.dress_axis("left", [(count - 1 - row, title) for row, title in enumerate(titles)], width=width)
        self.dress_axis("bottom", [(0, "0 %"), (50, "50 %"), (100, "100 %")], grid=True)
        self.setXRange(0, 104, padding=0)
        self.setYRange(-0.6, count - 0.4, padding=0)
        rows = list(range(count - 1, -1, -1))
        parts = (("done", "done"), ("started", "h2"), ("skipped", "border-strong"))
        starts = [0.0] * count
        self._bars(rows, starts, [100.0] * count, "h0")
        for name, token in parts:
            widths = [100 * getattr(mark, name) / mark.total if mark.total else 0.0 for mark in marks]
            self._bars(rows, starts, widths, token)
            starts = [start + bar for start, bar in zip(starts, widths, strict=True)]
        self.set_marks(
            [
                Mark(mark.id, 0, 104, row - 0.5, row + 0.5, self._text(mark))
                for row, mark in zip(rows, marks, strict=True)
            ]
        )
        self.setFixedHeight(self.theme.px((_ROW if count < 10 else 22) * count + 48))

    def redraw(self, theme: Theme) -> None:
        super().redraw(theme)
        self.show_completion(self._marks)

    def _bars(self, rows: list[int], starts: list[float], widths: list[float], token: str) -> None:
        self.addItem(
            pg.BarGraphItem(
                x0=starts, width=widths, y=rows, height=0.5, pen=pg.mkPen(None), brush=pg.mkBrush(self.colour(token))
            )
        )

    def _text(self, mark: CompletionBar) -> str:
        return self.tr("{title}: {share} % · {done} done, {started} in progress, {skipped} skipped of {total}").format(
            title=mark.title,
            share=round(mark.share * 100),
            done=mark.done,
            started=mark.started,
            skipped=mark.skipped,
            total=mark.total,
        )


class MinutesPlot(MarkPlot):
    """A bar for each day, stacked by reading, writing and timer."""

    KINDS = (("read", "c1"), ("write", "c2"), ("timer", "c3"))

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName(self.tr("When did I study?"))
        self._days: Sequence[DayBar] = ()
        self.setFixedHeight(theme.px(228))

    def show_days(self, days: Sequence[DayBar]) -> None:
        """Draw; days follow one another without gaps."""
        self._days = days
        self.clear_all()
        count = len(days)
        highest = max((day.total for day in days), default=0.0)
        step = next((size for size in (10, 15, 30, 60, 120, 240, 480) if highest <= 4 * size), 960)
        top = step * max(1, -(-int(highest + 0.999) // step))
        self.dress_axis(
            "left", [(value, str(value)) for value in range(0, top + 1, step)], width=self.theme.px(38), grid=True
        )
        mondays = [(row, _label(day)) for row, day in enumerate(days) if day.day.weekday() == 0]
        self.dress_axis("bottom", mondays if len(mondays) <= 8 else mondays[::2])
        self.setXRange(-0.6, count - 0.4, padding=0)
        self.setYRange(0, top * 1.02, padding=0)
        bases = [0.0] * count
        for name, token in self.KINDS:
            heights = [getattr(day, name) for day in days]
            self.addItem(
                pg.BarGraphItem(
                    x=list(range(count)),
                    y0=bases,
                    height=heights,
                    width=0.7,
                    pen=pg.mkPen(None),
                    brush=pg.mkBrush(self.colour(token)),
                )
            )
            bases = [base + height for base, height in zip(bases, heights, strict=True)]
        self.set_marks(
            [
                Mark(day.day.isoformat(), row - 0.5, row + 0.5, 0, top * 1.02, self._text(day))
                for row, day in enumerate(days)
            ]
        )

    def redraw(self, theme: Theme) -> None:
        super().redraw(theme)
        self.setFixedHeight(theme.px(228))
        self.show_days(self._days)

    def _text(self, day: DayBar) -> str:
        name = QLocale().toString(QDate(day.day.year, day.day.month, day.day.day), QLocale.FormatType.LongFormat)
        return self.tr("{day}: {minutes} min (reading {read}, writing {write}, timer {timer})").format(
            day=name, minutes=round(day.total), read=round(day.read), write=round(day.write), timer=round(day.timer)
        )


def _label(day: DayBar) -> str:
    return QLocale().toString(QDate(day.day.year, day.day.month, day.day.day), "d MMM")


def _day(ordinal: float) -> str:
    moment = date.fromordinal(round(ordinal))
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "d MMM")


SIX_WEEKS = timedelta(days=42)
