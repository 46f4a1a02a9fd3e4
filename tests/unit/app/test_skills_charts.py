from __future__ import annotations

from datetime import date, timedelta

import pytest

from studydesk.app.charts import ChartsService, Row
from studydesk.app.clock import FixedClock
from studydesk.app.hub import ChangeHub
from studydesk.app.progress import ProgressService
from studydesk.app.skills import SkillsService
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.facts import ActivityKind, Span
from studydesk.domain.ids import new_id
from studydesk.domain.path import LearningPath
from studydesk.domain.progress import Status
from studydesk.store.database import Database
from studydesk.store.repositories.ratings import RatingsRepository
from studydesk.store.repositories.spans import SpansRepository
from studydesk.store.repositories.statuses import StatusesRepository
from tests.unit.app.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def skills(database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock) -> SkillsService:
    return SkillsService(database, RatingsRepository(database), path=path, hub=hub, clock=clock)


@pytest.fixture
def progress(database: Database, path: LearningPath, hub: ChangeHub, clock: FixedClock) -> ProgressService:
    return ProgressService(database, StatusesRepository(database), path=path, hub=hub, clock=clock)


@pytest.fixture
def charts(database: Database, path: LearningPath, clock: FixedClock, progress: ProgressService) -> ChartsService:
    return ChartsService(
        path=path,
        clock=clock,
        ratings=RatingsRepository(database),
        spans=SpansRepository(database),
        progress=progress,
    )


def test_a_rating_is_current_until_it_is_taken_back(skills: SkillsService, told: list[Changes]) -> None:
    skills.rate("a1.s1", 2, " Read about it. ", NOW)
    done = skills.rate("a1.s1", 4, "Did it twice.", NOW + DAY)
    assert skills.current()["a1.s1"].level == 4
    assert told[-1] == Changes.of(Kind.RATING, ids=("a1.s1",))
    assert done.undo is not None
    back = done.undo(NOW + DAY)
    assert (skills.current()["a1.s1"].level, skills.current()["a1.s1"].evidence) == (2, "Read about it.")
    assert [rating.level for rating in skills.history("a1.s1")] == [2]
    assert back.undo is not None
    again = back.undo(NOW + DAY)
    assert [rating.level for rating in skills.history("a1.s1")] == [2, 4]
    assert again.undo is not None
    again.undo(NOW + DAY)
    assert [rating.level for rating in skills.history()] == [2]


def test_taking_back_twice_is_once(skills: SkillsService) -> None:
    skills.rate("a1.s1", 2, "", NOW)
    rating = skills.current()["a1.s1"]
    skills.void(rating.id, NOW)
    skills.void(rating.id, NOW)
    assert skills.current() == {}
    with pytest.raises(KeyError):
        skills.void("nothing", NOW)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_comfort_is_between_one_and_five(skills: SkillsService, level: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 5"):
        skills.rate("a1.s1", level, "", NOW)


def test_a_skill_that_the_path_lost_stays_in_the_file(skills: SkillsService) -> None:
    skills.rate("gone.skill", 3, "", NOW)
    assert skills.current() == {}
    assert len(skills.history("gone.skill")) == 1


def test_areas_show_means_and_what_they_were_a_month_ago(skills: SkillsService, charts: ChartsService) -> None:
    skills.rate("a1.s1", 1, "", NOW - 40 * DAY)
    skills.rate("a1.s1", 3, "", NOW - 10 * DAY)
    skills.rate("a1.s2", 4, "", NOW)
    first, second = charts.skills_by_area(NOW)
    assert (first.level, first.before, first.rated, first.total) == (3.5, 1.0, 2, 3)
    assert (second.level, second.before, second.rated) == (None, None, 0)
    table = charts.area_rows("a1")
    assert [row.target for row in table.rows] == ["a1.s1", "a1.s2", "a1.s3"]
    assert table.rows[2].cells[1] is None
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_the_history_of_an_area_is_the_mean_at_each_days_end(skills: SkillsService, charts: ChartsService) -> None:
    skills.rate("a1.s1", 1, "", NOW - 2 * DAY)
    skills.rate("a1.s2", 5, "", NOW - DAY)
    skills.rate("a1.s1", 2, "", NOW)
    skills.rate("a1.s1", 3, "better", NOW + timedelta(minutes=1))
    assert [(point.day.day, point.level) for point in charts.skill_history("a1")] == [(20, 1.0), (21, 3.0), (22, 4.0)]
    assert [point.level for point in charts.skill_history("a1.s1")] == [1, 3]
    rows = charts.history_rows("a1", date(2026, 11, 22)).rows
    assert rows[0] == Row((date(2026, 11, 22), "Skill 1 of 1", 3, "better"), "a1.s1")
    assert len(rows) == 2
    assert len(charts.history_rows("a1").rows) == 4
    assert charts.skill_history("a2") == ()


def test_completion_by_block_and_month(progress: ProgressService, charts: ChartsService) -> None:
    progress.set_status(["m1w1b1.t2"], Status.DONE, NOW)
    progress.set_status(["m1w1b1.t3"], Status.SKIPPED, NOW)
    first, second = charts.completion("block")
    assert (first.done, first.skipped, first.total, first.share) == (1, 1, 6, 0.2)
    assert second.share == 0
    (month,) = charts.completion("month")
    assert (month.id, month.total) == ("m1", 12)
    statuses = {row.target: row.cells[2] for row in charts.completion_rows("m1w1b1").rows}
    assert statuses["m1w1b1.t2"] == "done"
    assert len(statuses) == 6


def test_minutes_by_day_have_every_day(database: Database, charts: ChartsService) -> None:
    spans = SpansRepository(database)
    with database.transaction():
        for kind, node, seconds in (
            (ActivityKind.READ, "m1w1b1.t1", 600),
            (ActivityKind.WRITE, "m1w1b1.t1", 60),
            (ActivityKind.TIMER, "gone", 90),
        ):
            spans.append(
                Span(new_id(NOW), kind, node, NOW, NOW + timedelta(seconds=seconds), seconds, date(2026, 11, 22))
            )
    bars = charts.minutes_by_day(date(2026, 11, 21), date(2026, 11, 23))
    assert [bar.total for bar in bars] == [0, 12.5, 0]
    assert (bars[1].read, bars[1].write, bars[1].timer) == (10, 1, 1.5)
    rows = charts.minutes_rows(date(2026, 11, 22), date(2026, 11, 22)).rows
    assert [row.cells[1:] for row in rows] == [
        ("Title of m1w1b1.t1", "read", 10.0),
        ("gone", "timer", 1.5),
        ("Title of m1w1b1.t1", "write", 1.0),
    ]
    assert rows[1].target == ""
    assert charts.first_day() == date(2026, 11, 22)
