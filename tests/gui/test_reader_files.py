"""The learner's own files in the reader: pages that are not trusted, PDFs, files that are gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QPageSize, QPainter, QPdfWriter
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.ui.bridge import Bridge
from studydesk.ui.reader.contents import Heading
from studydesk.ui.reader.find_bar import FindBar
from studydesk.ui.theme.manager import ThemeManager
from tests.support.pages import ReaderOnScreen

PAGE = """<title>Saved docs</title><link rel=stylesheet href=style.css>
<body><script>document.title = 'the script ran'</script><h1 id=top onclick="document.title = 'handler ran'">Docs</h1>
<a id=two href="two.html">two</a> <a id=web href="https://example.org/x">web</a> <a id=up href="../secret.html">up</a>
<a id=blank target=_blank href="two.html">new</a> <form action="two.html"><button id=send>send</button></form>
<img id=outside src="http://127.0.0.1:9/x.png"><img id=file src="file:///etc/hostname">
<iframe src="studydesk://page/path"></iframe><meta http-equiv=refresh content="0; url=https://example.org/">
<h2 id=end>End</h2>"""


@pytest.fixture
def reading(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> ReaderOnScreen:
    made = ReaderOnScreen(desk, bridge, theme, qtbot)
    made.show({"tabs": [], "current": -1})
    return made


@pytest.fixture
def site(desk: Desk, clock: FixedClock, tmp_path: Path) -> str:
    """The address of a saved page in a folder."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE)
    (folder / "style.css").write_text("h1 { color: rgb(0, 128, 0) }")
    (folder / "two.html").write_text("<title>Two</title><p id=two>Two</p>")
    (tmp_path / "secret.html").write_text("<p id=secret>secret</p>")
    desk.library.add_copy(folder, None, clock.now())
    return f"studydesk://copy/{desk.library.copies()[-1].id}/"


def make_pdf(path: Path, pages: int = 5) -> None:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    painter = QPainter(writer)
    for number in range(pages):
        if number:
            writer.newPage()
        painter.drawText(400, 800, f"page {number + 1} on outliers")
    painter.end()


def add(desk: Desk, clock: FixedClock, file: Path) -> str:
    desk.library.add_copy(file, None, clock.now())
    return f"studydesk://copy/{desk.library.copies()[-1].id}/"


def test_a_saved_page_is_shown_and_kept_in(
    reading: ReaderOnScreen, site: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: outside.append(QUrl(url).toString()) or True)
    reading.open(site)
    assert reading.js("document.title") == "Saved docs"
    assert reading.js("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 128, 0)"
    reading.js("document.getElementById('top').click(); 0")
    assert reading.js("document.title") == "Saved docs"
    assert reading.js("[...document.images].every((one) => one.naturalWidth === 0)")
    assert reading.js("document.querySelector('iframe').contentDocument?.querySelector('article') == null")
    reading.js("document.getElementById('send').click(); 0")
    qtbot.wait(100)
    assert reading.js("document.title") == "Saved docs"
    assert outside == []

    reading.js("document.getElementById('web').click(); 0")
    qtbot.waitUntil(lambda: outside == ["https://example.org/x"])
    assert reading.place["url"] == site

    reading.wait_shown(lambda: reading.js("document.getElementById('up').click(); 0"))
    assert reading.js("document.getElementById('secret') == null")
    reading.wait_shown(reading.reader.go_back)
    reading.wait_shown(lambda: reading.js("document.getElementById('two').click(); 0"))
    assert reading.place["url"] == f"{site}two.html"
    assert reading.js("document.title") == "Two"


def test_a_copy_has_contents_of_its_own(reading: ReaderOnScreen, site: str, qtbot: QtBot) -> None:
    reading.open(site)
    found: list[Heading] = []
    reading.stage.ask_headings(found.extend)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [Heading("top", "Docs", 1), Heading("end", "End", 2)]


def test_a_copy_that_is_gone_is_a_sentence(
    reading: ReaderOnScreen, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text("<p>here")
    url = add(desk, clock, file)
    file.unlink()
    reading.open(url)
    assert "is not there any more" in reading.js("document.body.textContent")


def test_a_pdf_is_read_found_in_and_kept_at_its_page(
    reading: ReaderOnScreen, desk: Desk, clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    make_pdf(tmp_path / "book.pdf")
    url = add(desk, clock, tmp_path / "book.pdf")
    reading.open(url, new_tab=True)
    pdf = reading.stage.pdf
    assert pdf is not None
    assert (pdf.page, pdf.page_count) == (0, 5)
    assert reading.tabs() == ["book"]
    bar = reading.reader.findChild(FindBar)
    assert bar is not None
    bar.open_search()
    with qtbot.waitSignal(reading.stage.counted, check_params_cb=lambda active, count: (active, count) == (1, 5)):
        bar._field.setText("outliers")
    bar.close_search()
    pdf.go(3)
    assert reading.place["anchor"] == "3"
    reading.open("studydesk://page/path", new_tab=True)
    assert not reading.stage.is_pdf
    reading.wait_shown(reading.reader.previous_tab)
    assert pdf.page == 3
    before = desk.settings.get("reader.zoom")
    reading.reader.zoom_in()
    reading.reader.zoom_reset()
    assert desk.settings.get("reader.zoom") == before


def test_a_damaged_and_a_lost_pdf_are_sentences(
    reading: ReaderOnScreen, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7 nothing more")
    url = add(desk, clock, file)
    reading.open(url)
    assert "damaged" in reading.stage.message.sentence
    file.unlink()
    reload = reading.reader.findChild(QPushButton, "messageButton")
    assert reload is not None
    reading.wait_shown(reload.click)
    assert "is not there any more" in reading.stage.message.sentence


def test_a_page_that_dies_is_a_sentence_with_a_way_on(reading: ReaderOnScreen) -> None:
    reading.open("studydesk://page/path")
    assert reading.stage.web is not None
    status = QWebEnginePage.RenderProcessTerminationStatus.CrashedTerminationStatus
    reading.wait_shown(lambda: reading.stage.web.locked.renderProcessTerminated.emit(status, 11))  # type: ignore[union-attr]
    assert "stopped working" in reading.stage.message.sentence
    reload = reading.reader.findChild(QPushButton, "messageButton")
    assert reload is not None
    reading.wait_shown(reload.click)
    assert reading.js("document.title") != ""
