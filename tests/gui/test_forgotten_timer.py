"""A timer that went on while the program was closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDateTimeEdit, QPushButton
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.domain.days import to_millis
from studydesk.ui.bridge import Bridge
from studydesk.ui.shell.controller import Controller
from studydesk.ui.shell.forgotten import ForgottenTimerDialog
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.theme.manager import ThemeManager

TOPIC = "m1w2b1.types"
Ask = Callable[[], ForgottenTimerDialog | None]


@pytest.fixture
def ask(desk: Desk, clock: FixedClock, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> Ask:
    """Half an hour with the timer on, then the program is closed for a night."""
    desk.time.timer_start(TOPIC, clock.now())
    closed = clock.advance(1800)
    desk.uistate.save("closed_at", to_millis(closed))
    clock.advance(8 * 3600)
    window = MainWindow(desk, bridge, theme)
    qtbot.addWidget(window)
    controller = Controller(desk, bridge, theme, window)

    def made() -> ForgottenTimerDialog | None:
        controller.ask_about_timer()
        return window.findChild(ForgottenTimerDialog)

    return made


def press(dialog: ForgottenTimerDialog | None, name: str) -> None:
    assert dialog is not None
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_it_ends_when_the_program_was_last_there(ask: Ask, desk: Desk, clock: FixedClock) -> None:
    press(ask(), "forgottenStop")
    assert desk.time.timer() is None
    assert desk.time.minutes_by_node() == {TOPIC: 30.0}
    desk.undo.undo(clock.now())
    assert desk.time.timer() is not None
    desk.undo.redo(clock.now())
    assert desk.time.minutes_by_node() == {TOPIC: 30.0}


def test_another_end_can_be_said(ask: Ask, desk: Desk) -> None:
    dialog = ask()
    assert dialog is not None
    field = dialog.findChild(QDateTimeEdit, "forgottenEnd")
    assert field is not None
    field.setDateTime(field.dateTime().addSecs(-600))
    press(dialog, "forgottenStop")
    assert desk.time.minutes_by_node() == {TOPIC: 20.0}


def test_it_can_be_dropped_and_brought_back(ask: Ask, desk: Desk, clock: FixedClock) -> None:
    started = clock.now() - timedelta(hours=8, minutes=30)
    press(ask(), "forgottenDrop")
    assert desk.time.timer() is None
    assert desk.time.minutes_by_node() == {}
    desk.undo.undo(clock.now())
    timer = desk.time.timer()
    assert timer is not None
    assert timer.started_at == started


def test_it_may_go_on(ask: Ask, desk: Desk) -> None:
    press(ask(), "forgottenKeep")
    assert desk.time.timer() is not None


def test_a_short_absence_is_not_asked_about(ask: Ask, desk: Desk, clock: FixedClock) -> None:
    desk.uistate.save("closed_at", to_millis(clock.now() - timedelta(minutes=10)))
    assert ask() is None
    desk.time.timer_stop(clock.now())
    clock.advance(8 * 3600)
    assert ask() is None
