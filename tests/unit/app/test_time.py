from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydesk.app.clock import FixedClock
from studydesk.app.hub import ChangeHub
from studydesk.app.time import TimeService
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.facts import ActivityKind, Timer
from studydesk.domain.path import LearningPath
from studydesk.store.database import Database
from studydesk.store.repositories.spans import SpansRepository
from tests.support.paths import make_path, rename
from tests.unit.app.conftest import NOW

READ, WRITE = ActivityKind.READ, ActivityKind.WRITE
TOPIC, OTHER = "m1w1b1.t2", "m1w1b1.t3"
IDLE = 120


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def service(database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock) -> TimeService:
    return TimeService(database, SpansRepository(database), path=path, hub=hub, clock=clock, idle_seconds=lambda: IDLE)


@pytest.fixture
def minutes(database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock) -> TimeService:
    return service(database, path, hub, clock)


def seconds(minutes: TimeService) -> dict[str, float]:
    return {node: round(found * 60) for node, found in minutes.minutes_by_node().items()}


def spans(database: Database) -> list[tuple[str, str, int, str]]:
    rows = database.rows("SELECT kind, node_id, seconds, day FROM span WHERE voids IS NULL ORDER BY seq")
    return [tuple(row) for row in rows]


def test_beats_make_one_span(minutes: TimeService, database: Database) -> None:
    for second in range(0, 301, 3):
        minutes.beat(READ, TOPIC, at(second))
    minutes.flush(at(310))
    assert seconds(minutes) == {TOPIC: 310}
    assert len(spans(database)) == 1


def test_idle_time_is_not_counted(minutes: TimeService, database: Database) -> None:
    minutes.beat(READ, TOPIC, at(0))
    minutes.beat(READ, TOPIC, at(100))
    minutes.beat(READ, TOPIC, at(100 + IDLE))
    minutes.beat(READ, TOPIC, at(230 + IDLE - 20))
    minutes.flush(at(10_000))
    assert seconds(minutes) == {TOPIC: 100 + 110}
    assert len(spans(database)) == 2


def test_another_node_or_kind_begins_another_span_without_a_gap(minutes: TimeService, database: Database) -> None:
    minutes.beat(READ, TOPIC, at(0))
    minutes.beat(WRITE, TOPIC, at(60))
    minutes.beat(READ, OTHER, at(90))
    minutes.pause(at(100))
    assert [row[:3] for row in spans(database)] == [("read", TOPIC, 60), ("write", TOPIC, 30), ("read", OTHER, 10)]


def test_the_file_is_written_at_most_every_five_seconds(minutes: TimeService, database: Database) -> None:
    written = []
    for second in range(31):
        minutes.beat(READ, TOPIC, at(second))
        written.append(seconds(minutes).get(TOPIC, 0))
    assert sorted(set(written)) == [0, 5, 10, 15, 20, 25, 30]


def test_pages_are_told_once_a_minute_and_at_the_end(minutes: TimeService, told: list[Changes]) -> None:
    for second in range(0, 180, 2):
        minutes.beat(READ, TOPIC, at(second))
    assert len(told) == 2
    minutes.pause(at(180))
    assert told[-1] == Changes.of(Kind.MINUTES, ids=(TOPIC,))
    assert len(told) == 3


def test_after_a_pause_nothing_is_counted_until_the_next_beat(minutes: TimeService) -> None:
    minutes.beat(READ, TOPIC, at(0))
    minutes.pause(at(10))
    minutes.flush(at(60))
    minutes.beat(READ, TOPIC, at(70))
    minutes.pause(at(80))
    assert seconds(minutes) == {TOPIC: 20}


def test_a_clock_that_goes_back_begins_anew(minutes: TimeService) -> None:
    minutes.beat(READ, TOPIC, at(1000))
    minutes.beat(READ, TOPIC, at(1030))
    minutes.beat(READ, TOPIC, at(0))
    minutes.beat(READ, TOPIC, at(20))
    minutes.flush(at(-500))
    assert seconds(minutes) == {TOPIC: 50}


def test_a_span_ends_with_the_learners_day(minutes: TimeService, database: Database) -> None:
    rollover = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 04:00 in Berlin
    for second in range(-60, 61, 10):
        minutes.beat(READ, TOPIC, rollover + timedelta(seconds=second))
    minutes.pause(rollover + timedelta(seconds=60))
    assert [(row[2], row[3]) for row in spans(database)] == [(60, "2026-11-22"), (60, "2026-11-23")]


def test_a_timer_counts_alone(minutes: TimeService, database: Database, told: list[Changes]) -> None:
    minutes.beat(READ, TOPIC, at(0))
    done = minutes.timer_start(OTHER, at(10))
    assert minutes.timer() == Timer(OTHER, at(10))
    assert done.changes.kinds == {Kind.TIMER, Kind.MINUTES}
    minutes.beat(READ, TOPIC, at(20))
    minutes.beat(READ, TOPIC, at(60))
    minutes.timer_stop(at(610))
    assert minutes.timer() is None
    minutes.beat(READ, TOPIC, at(620))
    minutes.pause(at(625))
    assert seconds(minutes) == {TOPIC: 15, OTHER: 600}


def test_a_timer_survives_a_restart(
    minutes: TimeService, database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock
) -> None:
    minutes.timer_start(TOPIC, at(0))
    again = service(database, path, hub, clock)
    assert again.timer() == Timer(TOPIC, at(0))
    again.timer_stop(at(90))
    assert seconds(again) == {TOPIC: 90}


def test_a_timer_over_night_is_cut_where_the_day_begins(minutes: TimeService, database: Database) -> None:
    evening = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # midnight in Berlin; summer time ends at 03:00
    minutes.timer_start(TOPIC, evening)
    minutes.timer_stop(evening + timedelta(hours=8))
    assert [(row[2], row[3]) for row in spans(database)] == [(5 * 3600, "2026-10-24"), (3 * 3600, "2026-10-25")]


def test_starting_again_keeps_the_first_timers_minutes(minutes: TimeService) -> None:
    minutes.timer_start(TOPIC, at(0))
    minutes.timer_start(OTHER, at(60))
    minutes.timer_stop(at(90))
    assert seconds(minutes) == {TOPIC: 60, OTHER: 30}


def test_stopping_what_does_not_run_does_nothing(minutes: TimeService, told: list[Changes]) -> None:
    assert minutes.timer_stop(at(0)).undo is None
    assert told == []


def test_the_start_of_a_timer_can_be_undone(minutes: TimeService) -> None:
    done = minutes.timer_start(TOPIC, at(0))
    assert done.undo is not None
    back = done.undo(at(50))
    assert minutes.timer() is None
    assert seconds(minutes) == {}
    assert back.undo is not None
    back.undo(at(60))
    assert minutes.timer() == Timer(TOPIC, at(60))


def test_the_stop_of_a_timer_can_be_undone_and_no_second_counts_twice(minutes: TimeService) -> None:
    minutes.timer_start(TOPIC, at(0))
    done = minutes.timer_stop(at(100))
    minutes.beat(READ, OTHER, at(110))
    minutes.pause(at(140))
    assert done.undo is not None
    back = done.undo(at(150))
    assert minutes.timer() == Timer(TOPIC, at(0))
    assert seconds(minutes) == {OTHER: 30}
    assert back.undo is not None
    again = back.undo(at(200))
    assert seconds(minutes) == {TOPIC: 170, OTHER: 30}
    assert again.undo is not None
    again.undo(at(210))
    minutes.timer_stop(at(220))
    assert seconds(minutes) == {TOPIC: 190, OTHER: 30}


def test_minutes_follow_a_renamed_id(
    minutes: TimeService, database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock
) -> None:
    minutes.beat(READ, TOPIC, at(0))
    minutes.pause(at(60))
    renamed = service(database, rename(path, TOPIC, "m1w1b1.new"), hub, clock)
    renamed.beat(READ, "m1w1b1.new", at(100))
    renamed.pause(at(130))
    assert renamed.minutes_by_node() == {"m1w1b1.new": 1.5}


STEPS = st.lists(
    st.tuples(st.sampled_from(["read", "write", "pause", "flush", "start", "stop", "undo"]), st.integers(0, 200)),
    max_size=40,
)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_never_more_seconds_than_went_by_and_the_cache_is_right(steps: list[tuple[str, int]]) -> None:
    database, hub = Database.in_memory(), ChangeHub()
    minutes = service(database, make_path(), hub, FixedClock(NOW))
    present = 0
    last = None
    for what, gap in steps:
        present += gap
        if what == "start":
            last = minutes.timer_start(TOPIC, at(present))
        elif what == "stop":
            last = minutes.timer_stop(at(present))
        elif what == "undo":
            if last is not None and last.undo is not None:
                last = last.undo(at(present))
        elif what == "pause":
            minutes.pause(at(present))
        elif what == "flush":
            minutes.flush(at(present))
        else:
            minutes.beat(READ if what == "read" else WRITE, OTHER, at(present))
    minutes.timer_stop(at(present))
    minutes.pause(at(present))
    assert sum(seconds(minutes).values()) <= present
    before = seconds(minutes)
    minutes.rebuild()
    assert seconds(minutes) == before
    database.close()
