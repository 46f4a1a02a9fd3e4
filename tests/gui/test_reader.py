"""The reader on the real path: tabs, history, places, what can be done with a page."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.app.quotes import Quote
from studydesk.domain.progress import Status
from studydesk.ui.bridge import Bridge
from studydesk.ui.reader.find_bar import FindBar
from studydesk.ui.theme.manager import ThemeManager
from tests.support.pages import ReaderOnScreen

BLOCK = "studydesk://page/m1w2b1"
TOPIC = "studydesk://page/m1w2b1.outliers"
NESTED = f"{TOPIC}#m1w2b1.outliers.iqr"


@pytest.fixture
def reading(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> ReaderOnScreen:
    made = ReaderOnScreen(desk, bridge, theme, qtbot)
    made.show({"tabs": [{"title": "Outliers", "at": 0, "places": [{"url": TOPIC}]}], "current": 0})
    return made


def test_the_first_start_opens_the_first_topic(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> None:
    made = ReaderOnScreen(desk, bridge, theme, qtbot)
    made.show()
    first = desk.path.nodes[desk.path.pages[1]]
    assert made.tabs() == [first.short]
    assert desk.navigator.focus_id == first.id
    assert "min left" in made.reader._row.minutes_text


def test_the_scripts_of_a_page_are_off_and_ours_are_on(reading: ReaderOnScreen) -> None:
    assert reading.js("typeof window.studydesk") == "object"
    assert reading.js("document.body.innerHTML += '<img src=x onerror=\"document.title=1\">'; document.title") != "1"
    assert "Outlier" in reading.js("document.title")


def test_tabs_open_close_reopen(reading: ReaderOnScreen, desk: Desk) -> None:
    reading.open(BLOCK, new_tab=True)
    desk.navigator.open("studydesk://resource/m1w2b1r1", new_tab=True, background=True)
    assert reading.tabs()[:2] == ["Outliers", "Data Preprocessing"]
    assert reading.place["url"] == BLOCK
    reading.wait_shown(lambda: reading.reader._row.bar.close_wanted.emit(1))
    assert reading.place["url"] == "studydesk://resource/m1w2b1r1"
    reading.wait_shown(reading.reader.reopen_tab)
    assert reading.tabs()[1] == "Data Preprocessing"
    reading.wait_shown(reading.reader.next_tab)
    reading.wait_shown(reading.reader.next_tab)
    assert reading.place["url"] == TOPIC


def test_without_a_tab_the_start_page_leads_on(reading: ReaderOnScreen) -> None:
    reading.wait_shown(reading.reader.actions()["reader.close_tab"])
    assert reading.tabs() == []
    button = reading.reader.findChild(QPushButton, "startContinue")
    assert button is not None
    assert button.isVisible()
    reading.wait_shown(button.click)
    assert reading.place["url"] == TOPIC


def test_places_are_kept_in_tabs_in_history_and_over_a_restart(
    reading: ReaderOnScreen, desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot
) -> None:
    reading.scroll(1500)
    kept = reading.place
    assert kept["offset"] > 0
    reading.open(BLOCK, new_tab=True)
    reading.wait_shown(reading.reader.previous_tab)
    reading.wait_scrolled(1500)
    reading.open(BLOCK)
    reading.wait_shown(reading.reader.go_back)
    reading.wait_scrolled(1500)
    qtbot.waitUntil(lambda: reading.place == kept)

    state = json.loads(json.dumps(reading.reader.save_state()))
    again = ReaderOnScreen(desk, bridge, theme, qtbot)
    again.show(state)
    assert again.tabs() == reading.tabs()
    again.wait_scrolled(1500)
    again.wait_shown(again.reader.go_forward)
    assert again.place["url"] == BLOCK


def test_a_link_is_followed_by_the_desk(reading: ReaderOnScreen) -> None:
    reading.wait_shown(lambda: reading.js("document.querySelector('a[href^=\"studydesk://page/m0\"]').click(); 0"))
    assert reading.place["url"].startswith("studydesk://page/m0")
    reading.wait_shown(reading.reader.go_back)
    assert reading.place["url"] == TOPIC


def test_a_link_into_the_same_page_is_a_step_of_the_history(reading: ReaderOnScreen, desk: Desk, qtbot: QtBot) -> None:
    reading.js(
        "const a = document.createElement('a'); a.href = '#m1w2b1.outliers.iqr'; document.body.append(a); a.click(); 0"
    )
    qtbot.waitUntil(lambda: reading.place["url"] == NESTED)
    qtbot.waitUntil(lambda: desk.navigator.focus_id == "m1w2b1.outliers.iqr")
    reading.wait_shown(reading.reader.go_back)
    assert reading.place["url"] == TOPIC


def test_the_focus_follows_the_section_that_is_read(reading: ReaderOnScreen, desk: Desk, qtbot: QtBot) -> None:
    assert desk.navigator.focus_id == "m1w2b1.outliers"
    reading.scroll(reading.js("document.getElementById('m1w2b1.outliers.dbscan').getBoundingClientRect().top + 40"))
    qtbot.waitUntil(lambda: desk.navigator.focus_id == "m1w2b1.outliers.dbscan")
    assert reading.place["anchor"] == "m1w2b1.outliers.dbscan"


def test_minutes_left_fall_with_the_page(reading: ReaderOnScreen) -> None:
    before = int(reading.reader._row.minutes_text.split()[0])
    reading.scroll(1_000_000)
    assert before > 5
    assert reading.reader._row.minutes_text == "read to the end"


def test_done_is_marked_by_its_key_and_undone(
    reading: ReaderOnScreen, desk: Desk, clock: FixedClock, bridge: Bridge
) -> None:
    assert reading.stage.web is not None
    keys = reading.stage.web.focusProxy()
    assert keys is not None
    done = reading.reader.findChild(QPushButton, "readerDone")
    assert done is not None
    QTest.keyClick(keys, Qt.Key.Key_D)
    bridge.flush()
    assert desk.progress.rollups()["m1w2b1.outliers"].status is Status.DONE
    assert done.text() == "Done"
    desk.undo.undo(clock.now())
    bridge.flush()
    assert desk.progress.rollups()["m1w2b1.outliers"].status is Status.NOT_STARTED
    assert done.text() == "Mark done"


def test_previous_and_next_walk_the_path(reading: ReaderOnScreen, desk: Desk) -> None:
    at = desk.path.pages.index("m1w2b1.outliers")
    reading.wait_shown(reading.reader.next_page)
    assert reading.place["url"].endswith(desk.path.pages[at + 1])
    reading.wait_shown(reading.reader.previous_page)
    reading.wait_shown(reading.reader.previous_page)
    assert reading.place["url"].endswith(desk.path.pages[at - 1])


def test_find_counts_and_closes(reading: ReaderOnScreen, qtbot: QtBot) -> None:
    bar = reading.reader.findChild(FindBar)
    assert bar is not None
    bar.open_search()
    with qtbot.waitSignal(reading.stage.counted, check_params_cb=lambda _active, count: count > 1):
        QTest.keyClicks(bar._field, "median")
    assert bar._count.text().startswith("1 of ")
    with qtbot.waitSignal(reading.stage.counted):
        QTest.keyClick(bar._field, Qt.Key.Key_Return)
    QTest.keyClick(bar._field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_zoom_is_a_setting(reading: ReaderOnScreen, desk: Desk, bridge: Bridge) -> None:
    reading.reader.zoom_in()
    bridge.flush()
    assert desk.settings.get("reader.zoom") == 110
    assert reading.stage.web is not None
    assert reading.stage.web.zoomFactor() == pytest.approx(1.1)
    for _ in range(30):
        reading.reader.zoom_out()
    assert desk.settings.get("reader.zoom") == 50


def test_the_theme_changes_in_place(reading: ReaderOnScreen, desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    reading.scroll(900)
    reading.js("window.stays = 1")
    desk.settings.set("appearance.theme", "dark")
    bridge.flush()
    qtbot.waitUntil(lambda: reading.js("document.documentElement.dataset.theme") == "dark", timeout=10_000)
    assert reading.js("window.stays") == 1
    reading.wait_scrolled(900)


def test_code_is_copied_on_a_click(reading: ReaderOnScreen, qtbot: QtBot) -> None:
    view = reading.stage.web
    assert view is not None
    reading.settle()
    reading.scroll(reading.js("document.querySelector('.sd-copy').getBoundingClientRect().top - 200"))
    place = reading.js(
        "const r = document.querySelector('.sd-copy').getBoundingClientRect(); [r.x + r.width / 2, r.y + r.height / 2].join()"
    ).split(",")
    reading.js("document.querySelector('.sd-copy').click(); 0")  # a script is not a hand
    target = view.focusProxy()
    assert target is not None
    with qtbot.waitSignal(reading.stage.copied):
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(*(int(float(part)) for part in place)))
    assert "import" in QGuiApplication.clipboard().text()


def test_a_passage_goes_into_the_note(reading: ReaderOnScreen, desk: Desk, qtbot: QtBot) -> None:
    heard: list[Quote] = []
    desk.quotes.listen(heard.append)
    reading.reader.quote()
    assert heard == []
    reading.js("getSelection().selectAllChildren(document.querySelector('h1')); 0")
    qtbot.waitUntil(lambda: bool(reading.stage.selection()))
    reading.reader.quote()
    assert heard == [Quote("Outlier detection and handling", TOPIC, "Outliers")]


def test_reading_is_counted_while_the_window_is_in_front(
    reading: ReaderOnScreen, desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    reading.window.activateWindow()
    qtbot.waitUntil(reading.window.isActiveWindow)
    for _ in range(4):
        reading.stage.used.emit()
        clock.advance(20)
    desk.time.pause(clock.present)
    assert desk.time.minutes_by_node()["m1w2b1.outliers"] == pytest.approx(80 / 60, abs=0.05)
