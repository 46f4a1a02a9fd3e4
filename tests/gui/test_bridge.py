"""Several writes in one turn of the event loop are one refresh."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studydesk.app.hub import ChangeHub
from studydesk.domain.changes import Changes, Kind
from studydesk.ui.bridge import Bridge


@pytest.fixture
def heard(qapp: QApplication) -> tuple[ChangeHub, Bridge, list[Changes]]:
    hub = ChangeHub()
    bridge = Bridge(hub, qapp)
    found: list[Changes] = []
    bridge.changed.connect(found.append)
    return hub, bridge, found


def test_many_changes_of_a_turn_are_told_once(heard: tuple[ChangeHub, Bridge, list[Changes]], qtbot: QtBot) -> None:
    hub, bridge, found = heard
    with qtbot.waitSignal(bridge.changed):
        for name in ("a", "b", "c"):
            hub.publish(Changes.of(Kind.NOTE, ids=(name,)))
        assert found == []
    assert found == [Changes.of(Kind.NOTE, ids=("a", "b", "c"))]
    bridge.close()


def test_a_wide_change_does_not_widen_another_kind(heard: tuple[ChangeHub, Bridge, list[Changes]]) -> None:
    hub, bridge, found = heard
    hub.publish(Changes.of(Kind.STATUS))
    hub.publish(Changes.of(Kind.NOTE, ids=("n",)))
    bridge.flush()
    assert set(found) == {Changes.of(Kind.STATUS), Changes.of(Kind.NOTE, ids=("n",))}
    bridge.close()


def test_a_closed_bridge_hears_nothing(heard: tuple[ChangeHub, Bridge, list[Changes]], qtbot: QtBot) -> None:
    hub, bridge, found = heard
    bridge.close()
    hub.publish(Changes.of(Kind.STATUS))
    qtbot.wait(1)
    assert found == []
