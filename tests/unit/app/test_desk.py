from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from studydesk.app.desk import open_desk
from studydesk.domain.errors import ExpectedError
from studydesk.domain.facts import ActivityKind
from studydesk.domain.progress import Status
from tests.support.desks import compiled_path
from tests.unit.app.conftest import NOW


def test_what_was_done_is_there_the_next_time(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, NOW, content_file=compiled_path())
    topic = next(node.id for node in desk.path.walk() if node.has_lesson or node.minutes)
    desk.undo.push(desk.progress.set_status([topic], Status.DONE, NOW))
    desk.settings.set("appearance.scale", 130)
    desk.uistate.save("tabs", [1])
    desk.uistate.save("tabs", [1, 2])
    desk.time.beat(ActivityKind.READ, topic, NOW)
    desk.settle(NOW)
    desk.close(NOW + timedelta(seconds=60))

    again = open_desk(tmp_path, NOW + timedelta(days=1), content_file=compiled_path())
    assert again.progress.status(topic) is Status.DONE
    assert again.settings.get("appearance.scale") == 130
    assert again.uistate.load("tabs", [0]) == [1, 2]
    assert again.time.minutes_by_node()[topic] == 1.0
    assert not again.undo.can_undo
    again.close(NOW + timedelta(days=1))


def test_the_rollover_hour_is_the_settings(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, NOW, content_file=compiled_path())
    wall = NOW.astimezone().hour
    for hour, days in ((wall, 0), (wall + 1, 1)):
        desk.settings.set("day.rollover_hour", hour)
        assert desk.clock.day(NOW) == NOW.astimezone().date() - timedelta(days=days)
    desk.close(NOW)


def test_a_desk_that_cannot_be_opened_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError):
        open_desk(tmp_path, NOW, content_file=tmp_path / "missing.db")
    first = open_desk(tmp_path, NOW, content_file=compiled_path())
    with pytest.raises(ExpectedError, match="already open"):
        open_desk(tmp_path, NOW, content_file=compiled_path())
    first.close(NOW)
    open_desk(tmp_path, NOW, content_file=compiled_path()).close(NOW)


def test_statements_can_be_watched(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, NOW, content_file=compiled_path())
    heard: list[str] = []
    desk.trace_sql(heard.append)
    desk.settings.set("appearance.scale", 130)
    desk.trace_sql(None)
    desk.settings.set("appearance.scale", 140)
    desk.close(NOW)
    assert heard[0] == "BEGIN IMMEDIATE"
    assert heard[-1] == "COMMIT"


def test_closing_lets_go_of_the_file_even_when_the_disk_takes_nothing(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, NOW, content_file=compiled_path())
    desk.uistate.save("tabs", [1])
    desk.uistate.save("tabs", [1, 2])
    desk.database.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(ExpectedError, match="cannot be written"):
        desk.close(NOW)
    open_desk(tmp_path, NOW, content_file=compiled_path()).close(NOW)


def test_a_timer_that_went_on_while_the_program_was_closed_is_noticed(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, NOW, content_file=compiled_path())
    assert desk.forgotten_timer(NOW) is None
    desk.time.timer_start("m1w2b1.types", NOW)
    closed = NOW + timedelta(minutes=40)
    desk.close(closed)
    again = open_desk(tmp_path, NOW, content_file=compiled_path())
    assert again.forgotten_timer(closed + timedelta(minutes=5)) is None
    assert again.forgotten_timer(closed + timedelta(hours=8)) == closed
    again.close(closed + timedelta(hours=8))
