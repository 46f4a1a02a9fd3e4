from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydesk.app.clock import Clock, FixedClock
from studydesk.app.hub import ChangeHub
from studydesk.app.progress import ProgressService
from studydesk.app.undo import UndoStack
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.path import LEAF_KINDS, LearningPath
from studydesk.domain.progress import Status
from studydesk.store.database import Database
from studydesk.store.repositories.statuses import StatusesRepository
from tests.support.paths import make_path, rename
from tests.unit.app.conftest import NOW

BLOCK = "m1w1b1"
LEAVES = {f"{BLOCK}.t1", f"{BLOCK}.t1.n1", f"{BLOCK}.t1.n2", f"{BLOCK}.t2", f"{BLOCK}.t3", f"{BLOCK}e1"}


def service(database: Database, path: LearningPath, hub: ChangeHub, clock: Clock) -> ProgressService:
    return ProgressService(database, StatusesRepository(database), path=path, hub=hub, clock=clock)


@pytest.fixture
def progress(database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock) -> ProgressService:
    return service(database, path, hub, clock)


def test_a_block_sets_all_below_it_in_one_undo(progress: ProgressService, told: list[Changes]) -> None:
    done = progress.set_status([BLOCK], Status.DONE, NOW)
    assert progress.statuses() == dict.fromkeys(LEAVES, Status.DONE)
    assert progress.status(BLOCK) is Status.DONE
    assert progress.rollups()["m1"].share == 0.5
    assert told == [Changes.of(Kind.STATUS, ids=tuple(LEAVES))]
    assert done.changes == told[0]
    assert done.label == "Mark done: Title of m1w1b1"
    assert done.undo is not None
    back = done.undo(NOW)
    assert progress.statuses() == {}
    assert progress.status("m1") is Status.NOT_STARTED
    assert back.undo is not None
    back.undo(NOW)
    assert progress.status(BLOCK) is Status.DONE


def test_undo_gives_every_leaf_back_what_it_had(progress: ProgressService) -> None:
    progress.set_status([f"{BLOCK}.t2"], Status.SKIPPED, NOW)
    progress.set_status([f"{BLOCK}.t3"], Status.DONE, NOW)
    before = dict(progress.statuses())
    done = progress.set_status([BLOCK], Status.DONE, NOW)
    assert f"{BLOCK}.t3" not in done.changes.ids
    assert done.undo is not None
    done.undo(NOW)
    assert progress.statuses() == before


def test_saying_what_is_so_already_writes_nothing(progress: ProgressService, told: list[Changes]) -> None:
    progress.set_status([f"{BLOCK}.t2"], Status.NOT_STARTED, NOW)
    assert told == []
    progress.set_status([f"{BLOCK}.t2"], Status.DONE, NOW)
    again = progress.set_status([f"{BLOCK}.t2"], Status.DONE, NOW)
    assert len(told) == 1
    assert again.undo is None
    assert len(progress.history(f"{BLOCK}.t2")) == 1


def test_a_node_named_twice_counts_once(progress: ProgressService) -> None:
    progress.set_status([f"{BLOCK}.t1", f"{BLOCK}.t1.n1", BLOCK], Status.DONE, NOW)
    assert len(progress.history(f"{BLOCK}.t1.n1")) == 1


def test_history_tells_days_and_leaves_out_what_was_taken_back(progress: ProgressService) -> None:
    night = datetime.fromisoformat("2026-11-22T02:30:00+00:00")  # 03:30 in Berlin: still Saturday
    progress.set_status([f"{BLOCK}.t2"], Status.IN_PROGRESS, night)
    done = progress.set_status([f"{BLOCK}.t2"], Status.DONE, NOW)
    assert done.undo is not None
    done.undo(NOW)
    progress.set_status([f"{BLOCK}.t2"], Status.SKIPPED, NOW + timedelta(days=1))
    found = progress.history(f"{BLOCK}.t2")
    assert [(event.status, event.day.isoformat()) for event in found] == [
        (Status.IN_PROGRESS, "2026-11-21"),
        (Status.SKIPPED, "2026-11-23"),
    ]


def test_progress_survives_a_renamed_id(
    database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock
) -> None:
    old, new = f"{BLOCK}.t2", f"{BLOCK}.better"
    service(database, path, hub, clock).set_status([old], Status.DONE, NOW)
    renamed = service(database, rename(path, old, new), hub, clock)
    assert renamed.statuses() == {new: Status.DONE}
    progress_now = renamed.set_status([new], Status.SKIPPED, NOW + timedelta(hours=1))
    assert renamed.statuses() == {new: Status.SKIPPED}
    assert [event.status for event in renamed.history(new)] == [Status.DONE, Status.SKIPPED]
    assert progress_now.undo is not None
    progress_now.undo(NOW + timedelta(hours=2))
    assert renamed.statuses() == {new: Status.DONE}


def test_an_id_that_the_path_lost_stays_in_the_file(
    database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock
) -> None:
    service(database, path, hub, clock).set_status(["m1w1b2.t3"], Status.DONE, NOW)
    smaller = service(database, make_path(blocks=1), hub, clock)
    assert smaller.statuses() == {}
    assert service(database, path, hub, clock).statuses() == {"m1w1b2.t3": Status.DONE}


def test_an_unknown_id_is_a_bug(progress: ProgressService) -> None:
    with pytest.raises(KeyError):
        progress.set_status(["nowhere"], Status.DONE, NOW)


def test_a_write_of_another_service_is_seen(
    progress: ProgressService, database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock
) -> None:
    assert progress.statuses() == {}
    service(database, path, hub, clock).set_status([BLOCK], Status.DONE, NOW)
    assert len(progress.statuses()) == len(LEAVES)


def test_rebuilding_changes_nothing_that_was_right(progress: ProgressService, database: Database) -> None:
    progress.set_status([BLOCK], Status.DONE, NOW)
    before = dict(progress.statuses())
    with database.transaction() as connection:
        connection.execute("DELETE FROM node_status")
    progress.rebuild()
    assert progress.statuses() == before


STEPS = st.one_of(
    st.tuples(
        st.sampled_from(["m1", BLOCK, f"{BLOCK}.t1", f"{BLOCK}.t1.n2", f"{BLOCK}e1", "m1w1b2.t2"]),
        st.sampled_from(Status),
    ),
    st.sampled_from(["undo", "redo"]),
)


@given(st.lists(STEPS, max_size=25))
@settings(max_examples=40, deadline=None)
def test_undo_and_redo_give_back_exactly_what_was(steps: list[tuple[str, Status] | str]) -> None:
    path, hub, database = make_path(), ChangeHub(), Database.in_memory()
    progress = service(database, path, hub, FixedClock(NOW))
    stack = UndoStack(hub)
    states: list[dict[str, Status]] = [{}]
    place = 0
    for number, step in enumerate(steps):
        # The clock goes back every now and then; the order of writing is what counts.
        now = NOW + timedelta(seconds=number * (-1) ** (number % 3))
        if step == "undo":
            stack.undo(now)
            place = max(0, place - 1)
        elif step == "redo":
            stack.redo(now)
            place = min(len(states) - 1, place + 1)
        else:
            assert isinstance(step, tuple)
            done = progress.set_status([step[0]], step[1], now)
            stack.push(done)
            if done.undo is not None:
                expected = dict(states[place])
                expected.update({node.id: step[1] for node in path.walk(step[0]) if node.kind in LEAF_KINDS})
                states[place + 1 :] = [expected]
                place += 1
        wanted = {node: status for node, status in states[place].items() if status is not Status.NOT_STARTED}
        found = {node: status for node, status in progress.statuses().items() if status is not Status.NOT_STARTED}
        assert found == wanted
    database.close()
