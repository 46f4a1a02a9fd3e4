"""Charts: their questions, tables, rows behind a mark, keyboard, empty states; ratings with undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.domain.facts import ActivityKind
from studydesk.domain.progress import Status
from studydesk.ui.bridge import Bridge
from studydesk.ui.progress.page import ProgressPage
from studydesk.ui.progress.plot import MarkPlot
from studydesk.ui.progress.tables import RowsDialog
from studydesk.ui.theme.manager import ThemeManager


@pytest.fixture
def page(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> Iterator[ProgressPage]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    made = ProgressPage(desk, bridge, theme, window)
    made.resize(1200, 800)
    window.show()
    yield made
    window.close()


def child(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def plot(page: ProgressPage, name: str) -> MarkPlot:
    found = page.findChild(MarkPlot, f"{name}Plot")
    assert found is not None
    return found


def dialog(page: ProgressPage) -> RowsDialog:
    found = page.findChildren(RowsDialog)
    assert found
    return found[-1]


def cells(view: QTableView) -> list[list[str]]:
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_without_facts_every_chart_says_what_to_do(page: ProgressPage) -> None:
    for name in ("areas", "minutes"):
        label = page.findChild(QLabel, f"{name}Empty")
        assert label is not None
        assert label.isVisible()
        assert len(label.text()) > 40
        assert not page.findChild(QPushButton, f"{name}TableButton").isEnabled()  # type: ignore[union-attr]


def test_a_rating_draws_its_area_and_the_click_lists_it(
    page: ProgressPage, desk: Desk, bridge: Bridge, clock: FixedClock
) -> None:
    area = desk.path.areas[3]
    desk.skills.rate(area.skills[0], 4, "Cleaned the messy data set", clock.now())
    bridge.flush()
    marks = {mark.key: mark for mark in plot(page, "areas").marks}
    assert "4.0 of 5" in marks[area.id].text
    plot(page, "areas").chosen.emit(area.id)
    rows = cells(child(dialog(page), QTableView, "rowsTable"))  # type: ignore[arg-type]
    assert any("Cleaned the messy data set" in row for row in rows)
    dialog(page).accept()


def test_the_table_holds_what_the_chart_shows(
    page: ProgressPage, desk: Desk, bridge: Bridge, clock: FixedClock
) -> None:
    desk.progress.set_status(["m1w2b1"], Status.DONE, clock.now())
    bridge.flush()
    button = child(page, QPushButton, "completionTableButton")
    assert isinstance(button, QPushButton)
    button.click()
    table = child(page, QTableView, "completionTable")
    assert isinstance(table, QTableView)
    assert table.isVisible()
    rows = {row[0]: row for row in cells(table)}
    assert len(rows) == 34
    assert rows["Data Preprocessing"][1] == "100"


def test_blocks_and_months(page: ProgressPage) -> None:
    assert len(plot(page, "completion").marks) == 34
    button = child(page, QPushButton, "completionByMonth")
    assert isinstance(button, QPushButton)
    button.click()
    assert [mark.key for mark in plot(page, "completion").marks] == ["m0", "m1", "m2", "m3", "m4"]


def test_minutes_by_day_and_what_they_were_spent_on(
    page: ProgressPage, desk: Desk, bridge: Bridge, clock: FixedClock
) -> None:
    for _ in range(31):
        desk.time.beat(ActivityKind.READ, "m1w2b1.types", clock.now())
        clock.advance(60)
    desk.time.pause(clock.now() - timedelta(seconds=60))
    bridge.flush()
    page.restore_state({})
    day = clock.day(clock.now()).isoformat()
    mark = next(mark for mark in plot(page, "minutes").marks if mark.key == day)
    assert "30 min" in mark.text
    plot(page, "minutes").chosen.emit(day)
    rows = cells(child(dialog(page), QTableView, "rowsTable"))  # type: ignore[arg-type]
    assert rows[0][1] == desk.path.nodes["m1w2b1.types"].title
    dialog(page).accept()


def test_a_chart_answers_to_the_keyboard(page: ProgressPage, qtbot: QtBot) -> None:
    chart = plot(page, "completion")
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleDescription() == chart.marks[2].text
    with qtbot.waitSignal(chart.chosen) as chosen:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chosen.args == [chart.marks[2].key]
    dialog(page).accept()


def test_rating_by_button_evidence_and_undo(
    page: ProgressPage, desk: Desk, bridge: Bridge, clock: FixedClock, qtbot: QtBot
) -> None:
    skill = "prep.outliers"
    child(page, QPushButton, "rateButton").click()  # type: ignore[attr-defined]
    child(page, QPushButton, f"rate:{skill}:3").click()  # type: ignore[attr-defined]
    assert desk.skills.current()[skill].level == 3
    bridge.flush()
    field = child(page, QLineEdit, f"evidence:{skill}")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Found the sensor faults")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    bridge.flush()
    assert desk.skills.current()[skill].evidence == "Found the sensor faults"
    assert len(desk.skills.history(skill)) == 2
    desk.undo.undo(clock.now())
    desk.undo.undo(clock.now())
    bridge.flush()
    assert skill not in desk.skills.current()
    button = child(page, QPushButton, f"rate:{skill}:3")
    assert isinstance(button, QPushButton)
    assert not button.isChecked()


def test_filter_and_unrated(page: ProgressPage, desk: Desk, clock: FixedClock, bridge: Bridge, qtbot: QtBot) -> None:
    desk.skills.rate("prep.outliers", 2, "", clock.now())
    child(page, QPushButton, "rateButton").click()  # type: ignore[attr-defined]
    field = child(page, QLineEdit, "skillFilter")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "outlier")
    assert child(page, QWidget, "skill:prep.outliers").isVisible()
    assert not child(page, QWidget, "skill:math.statistics").isVisible()
    child(page, QPushButton, "skillUnrated").click()  # type: ignore[attr-defined]
    assert not child(page, QWidget, "skill:prep.outliers").isVisible()


def test_theme_and_state(page: ProgressPage, desk: Desk, bridge: Bridge, theme: ThemeManager) -> None:
    desk.settings.set("appearance.theme", "dark")
    bridge.flush()
    assert plot(page, "completion").theme.is_dark
    page.restore_state({"by_month": True, "tables": ["completionCard"], "rating": True})
    state = page.save_state()
    assert state["by_month"]
    assert state["tables"] == ["completionCard"]
    assert state["rating"]
