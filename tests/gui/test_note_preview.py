"""The preview beside the source: made when first shown, follows the keys, tasks answer a click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.desk import Desk
from studydesk.ui.bridge import Bridge
from studydesk.ui.notes.pane import NotePane
from studydesk.ui.theme.manager import ThemeManager


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk, bridge: Bridge, theme: ThemeManager) -> Iterator[NotePane]:
    window = QWidget()
    window.resize(360, 700)
    pane = NotePane(desk, bridge, theme, window)
    pane.resize(360, 700)
    qtbot.addWidget(window)
    topic = next(node.id for node in desk.path.walk() if node.kind == "topic")
    desk.notes.save(desk.notes.blank(topic, desk.clock.now()), "# First\n\n- [ ] task", desk.clock.now())
    desk.navigator.focus(topic)
    bridge.flush()
    window.show()
    yield pane
    window.close()


def page_text(qtbot: QtBot, pane: NotePane) -> str:
    assert pane.preview.view is not None
    texts: list[str] = []
    pane.preview.view.page().toPlainText(texts.append)
    qtbot.waitUntil(lambda: bool(texts), timeout=10_000)
    return texts[0]


def test_the_page_follows_the_keys(qtbot: QtBot, pane: NotePane) -> None:
    assert pane.preview.view is None
    pane.show_split()
    qtbot.waitUntil(lambda: pane.preview.view is not None, timeout=10_000)
    view = pane.preview.view
    assert view is not None
    qtbot.waitUntil(lambda: "First" in page_text(qtbot, pane), timeout=10_000)
    with qtbot.waitSignal(view.locked.shown, timeout=10_000):
        pane.editor.change("# Second\n\n- [ ] task")
    qtbot.waitUntil(lambda: "Second" in page_text(qtbot, pane), timeout=10_000)
    with qtbot.waitSignal(view.locked.shown, timeout=10_000):
        view.locked.task_clicked.emit(0)
    assert pane.editor.text() == "# Second\n\n- [x] task"


def test_an_empty_note_needs_no_page(qtbot: QtBot, pane: NotePane, desk: Desk, bridge: Bridge) -> None:
    other = [node.id for node in desk.path.walk() if node.kind == "topic" and desk.path.page_of(node.id) == node.id][3]
    desk.navigator.focus(other)
    bridge.flush()
    pane.show_preview()
    words = pane.findChild(QLabel, "notePreviewWords")
    assert words is not None
    qtbot.waitUntil(words.isVisible)
    assert pane.preview.view is None


def test_a_megabyte_is_not_rendered(qtbot: QtBot, pane: NotePane) -> None:
    pane.editor.change("word " * 200_100)
    pane.show_preview()
    words = pane.findChild(QLabel, "notePreviewWords")
    assert words is not None
    qtbot.waitUntil(lambda: "too long" in words.text())
    assert pane.preview.view is None
    pane.show_source()


def test_a_click_on_the_box_of_a_task_ticks_it_in_the_source(qtbot: QtBot, pane: NotePane) -> None:
    pane.show_split()
    qtbot.waitUntil(lambda: pane.preview.view is not None, timeout=10_000)
    view = pane.preview.view
    assert view is not None
    qtbot.waitUntil(lambda: "First" in page_text(qtbot, pane), timeout=10_000)
    world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
    script = (
        "const box = document.querySelector('input.task'); box.click();"  # a script is not a hand
        " const r = box.getBoundingClientRect(); [r.x + r.width / 2, r.y + r.height / 2].join()"
    )
    places: list[str] = []
    view.page().runJavaScript(script, world, places.append)
    qtbot.waitUntil(lambda: bool(places), timeout=10_000)
    assert "- [ ] task" in pane.editor.text()
    target = view.focusProxy()
    assert target is not None

    def is_ticked() -> bool:
        if "- [x] task" not in pane.editor.text():
            QTest.mouseClick(
                target,
                Qt.MouseButton.LeftButton,
                pos=QPoint(*(round(float(part) * view.zoomFactor()) for part in places[0].split(","))),
            )
            qtbot.wait(100)
        return "- [x] task" in pane.editor.text()

    qtbot.waitUntil(is_ticked, timeout=10_000)
