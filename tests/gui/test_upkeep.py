from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.domain.notes import LinkKind, LinkTarget
from studydesk.store.database import Database
from studydesk.ui.bridge import Bridge
from studydesk.ui.shell import upkeep as upkeep_module
from studydesk.ui.shell.upkeep import Upkeep
from tests.support.desks import make_desk


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    made = make_desk(clock=clock, database=Database.open(tmp_path, now=clock.now()), data_dir=tmp_path)
    yield made
    made.close(clock.now())


@pytest.fixture
def upkeep(desk: Desk, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Upkeep]:
    monkeypatch.setattr(upkeep_module, "SETTLE_AFTER_MS", 0)
    window = QWidget()
    bridge = Bridge(desk.hub, window)
    yield Upkeep(desk, bridge, window)
    bridge.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    desk.uistate.save("after", 1)


def test_a_backup_is_made_soon_after_the_start(upkeep: Upkeep, desk: Desk, qtbot: QtBot) -> None:
    upkeep.start()
    qtbot.waitUntil(lambda: len(desk.backup.list()) == 1)


def test_a_backup_that_fails_is_told(upkeep: Upkeep, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")
    with qtbot.waitSignal(upkeep.failed) as told:
        upkeep.start()
    assert told.args is not None
    assert told.args[0].startswith("No copy of your file could be made")


def test_the_windows_state_is_written_within_a_second(upkeep: Upkeep, desk: Desk, qtbot: QtBot) -> None:
    desk.uistate.save("tabs", ["one"])
    desk.uistate.save("tabs", ["one", "two"])

    def is_written() -> bool:
        return desk.database.value("SELECT value FROM ui_state WHERE key = 'tabs'") == '["one", "two"]'

    assert not is_written()
    qtbot.waitUntil(is_written, timeout=3000)


def test_links_of_notes_follow_new_titles_of_the_path(upkeep: Upkeep, desk: Desk, qtbot: QtBot) -> None:
    topic = "m1w2b1.missing"
    now = desk.clock.now()
    for number in range(25):
        note = desk.notes.create_free(f"N{number}", now)
        desk.notes.save(note, f"[[{desk.path.nodes[topic].title}]]", now)
    # As if the path had called the topic otherwise when the notes were written.
    desk.database.connection.execute("UPDATE note_link SET target_kind = 'missing', target = 'old title'")
    target = LinkTarget(LinkKind.NODE, topic)
    assert desk.notes.backlinks(target) == []
    upkeep.start()
    qtbot.waitUntil(lambda: len(desk.notes.backlinks(target)) == 25)
    qtbot.waitUntil(lambda: desk.uistate.load("path.titles", "") != "")
    assert not desk.note_refresh().step()
    desk.database.connection.execute("UPDATE note_link SET target_kind = 'missing', target = 'old title'")
    desk.note_refresh().step()
    assert desk.notes.backlinks(target) == [], "the same titles: nothing to do"
