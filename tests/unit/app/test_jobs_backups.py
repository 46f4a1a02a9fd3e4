from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from studydesk.app.backups import BackupService
from studydesk.app.hub import ChangeHub
from studydesk.app.jobs import Job, JobControl, Jobs, JobState
from studydesk.app.settings import Settings
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.store.database import Database
from studydesk.store.repositories.settings import SettingsRepository
from tests.unit.app.conftest import NOW


def test_a_job_ends_with_its_result_and_is_told(hub: ChangeHub, told: list[Changes]) -> None:
    jobs = Jobs(hub)
    ended: list[Job[int]] = []

    def work(control: JobControl) -> int:
        control.progress(1, 2, "half")
        return 42

    job = jobs.start("Count", work, on_end=ended.append)
    assert job.wait(10)
    assert (job.state, job.result, job.progress.text) == (JobState.DONE, 42, "half")
    assert ended == [job]
    assert jobs.running() == []
    assert set(told) == {Changes.of(Kind.JOB, ids=(job.id,))}


def test_a_job_that_is_cancelled_stops_at_its_next_check(hub: ChangeHub) -> None:
    jobs = Jobs(hub)
    started, go_on = threading.Event(), threading.Event()

    def work(control: JobControl) -> None:
        started.set()
        go_on.wait(10)
        control.check()
        raise AssertionError("went on")

    job = jobs.start("Wait", work)
    assert started.wait(10)
    assert jobs.running() == [job]
    job.cancel()
    go_on.set()
    assert job.wait(10)
    assert job.state is JobState.CANCELLED


def test_closing_cancels_what_runs(hub: ChangeHub) -> None:
    jobs = Jobs(hub)
    started = threading.Event()

    def work(control: JobControl) -> None:
        started.set()
        while True:
            control.progress(1)

    job = jobs.start("For ever", work)
    assert started.wait(10)
    jobs.close()
    assert job.state is JobState.CANCELLED


def test_a_job_that_fails_keeps_its_error(hub: ChangeHub) -> None:
    def work(_control: JobControl) -> None:
        raise ExpectedError("no room")

    job = Jobs(hub, is_inline=True).start("Fail", work)
    assert job.state is JobState.FAILED
    assert isinstance(job.error, ExpectedError)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    Database.open(tmp_path, now=NOW).close()
    return tmp_path


def test_a_backup_is_made_when_one_is_due_and_wanted(profile: Path, hub: ChangeHub) -> None:
    database = Database.open(profile, now=NOW)
    settings = Settings(SettingsRepository(database), hub)
    service = BackupService(profile, jobs=Jobs(hub, is_inline=True), settings=settings)
    first = service.run_if_due(NOW)
    assert first is not None
    assert first.state is JobState.DONE
    assert service.run_if_due(NOW + timedelta(hours=2)) is None
    settings.set("backup.hourly", False)
    assert service.run_if_due(NOW + timedelta(hours=2)) is None
    settings.set("backup.hourly", True)
    assert service.run_if_due(NOW + timedelta(hours=2)) is not None
    assert [one.at for one in service.list()] == [NOW + timedelta(hours=2), NOW]
    assert service.folder == profile / "backups"
    database.close()
