"""A desk in memory with a fixed clock, and what the panels are given. Leaked windows and Qt warnings fail the test."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.ui.bridge import Bridge
from studydesk.ui.theme.fonts import load_fonts
from studydesk.ui.theme.manager import ThemeManager
from tests.support.desks import make_desk

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
#: said by the offscreen platform and by Chromium without a GPU; nothing of ours
_HARMLESS = (
    "propagateSizeHints",
    "QRhiGles2",
    "RHI for backend",
    "Vulkan",
    "GBM is not",
    "Sandboxing disabled",
    "GPUInfo not",
    "Cannot create platform O",
)

# The program itself never turns Chromium's sandbox off; in a container the tests run as root.
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    load_fonts()


@pytest.fixture(autouse=True)
def _strict(qapp: QApplication) -> Iterator[None]:
    """No Qt warning, and no top-level widget that outlives its test."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: object, message: str) -> None:
        serious = kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        if serious and not any(part in message for part in _HARMLESS):
            said.append(message)

    before = set(qapp.topLevelWidgets())
    previous = qInstallMessageHandler(hear)
    try:
        yield
        for widget in set(qapp.topLevelWidgets()) - before:
            widget.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qapp.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    finally:
        qInstallMessageHandler(previous)
    assert not said, said


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def desk(clock: FixedClock, tmp_path: object) -> Iterator[Desk]:
    """The real path's structure over an empty file in memory; jobs run inline."""
    made = make_desk(clock=clock)
    yield made
    made.close(clock.now())


@pytest.fixture
def bridge(desk: Desk, qapp: QApplication) -> Iterator[Bridge]:
    made = Bridge(desk.hub, qapp)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def theme(desk: Desk, bridge: Bridge, qapp: QApplication) -> Iterator[ThemeManager]:
    made = ThemeManager(desk.settings, qapp)
    made.watch(bridge)
    yield made
    made.deleteLater()
