"""What the tests of the reader share: a shown reader, waiting for pages, asking a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.desk import Desk
from studydesk.ui.bridge import Bridge
from studydesk.ui.reader.reader import Reader
from studydesk.ui.reader.stage import Stage
from studydesk.ui.theme.manager import ThemeManager

_WORLD = 1  # the application's own


class ReaderOnScreen:
    """A reader in a window of its own, driven as the shell does it."""

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> None:
        self.desk = desk
        self._qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        self.reader = Reader(desk, bridge, theme, self.window)
        layout.addWidget(self.reader)
        self.window.resize(700, 600)
        self.stage: Stage = self.reader.findChild(Stage)  # type: ignore[assignment]

    def show(self, state: dict[str, Any] | None = None) -> None:
        """Show the window and wait for the first page."""
        if state is not None:
            self.reader.restore_state(state)
        if state is not None and not state.get("tabs"):
            # The start page needs no loading.
            self.window.show()
            self._qtbot.waitUntil(self.stage.start.isVisible)
        else:
            self.wait_shown(self.window.show)

    def wait_shown(self, act: Callable[[], object]) -> None:
        """Do something and wait until its page is there."""
        with self._qtbot.waitSignal(self.stage.shown, timeout=15_000):
            act()

    def settle(self) -> None:
        """Until the page has all its faces and will not move any more."""
        self._qtbot.waitUntil(
            lambda: self.js("document.readyState + document.fonts.status") == "completeloaded", timeout=10_000
        )

    def open(self, url: str, *, new_tab: bool = False) -> None:
        """Open an address and wait for its page."""
        self.wait_shown(lambda: self.desk.navigator.open(url, new_tab=new_tab))

    def js(self, script: str) -> Any:
        """The value of an expression in the page, asked from the application's world."""
        answers: list[Any] = []
        assert self.stage.web is not None
        self.stage.web.locked.runJavaScript(script, _WORLD, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
        return answers[0]

    def scroll(self, y: int) -> None:
        """Scroll and wait until the reader has noticed."""
        self.settle()
        assert self.stage.web is not None
        spy = QSignalSpy(self.stage.web.locked.position_changed)
        # As with a mouse: from the wheel on, the page no longer puts itself where it was left.
        there = self.js(f"window.dispatchEvent(new Event('wheel')); window.scrollTo(0, {y}); window.scrollY")
        self._qtbot.waitUntil(
            lambda: any(abs(spy.at(number)[0].y - there) <= 2 for number in range(spy.count())), timeout=10_000
        )

    def wait_scrolled(self, y: int) -> None:
        """Until the page is `y` pixels down; faces that come late move it a little before."""
        self._qtbot.waitUntil(lambda: abs(self.js("window.scrollY") - y) <= 2, timeout=10_000)

    def tabs(self) -> list[str]:
        """What stands on the tabs."""
        bar = self.reader._row.bar
        return [bar.tabText(number) for number in range(bar.count())]

    @property
    def place(self) -> dict[str, Any]:
        """The place of the tab in front, as it is saved."""
        state = self.reader.save_state()
        tab = state["tabs"][state["current"]]
        place: dict[str, Any] = tab["places"][tab["at"]]
        return place
