"""Backups while the program is used: looked for after the start and every hour, made in a job."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from studydesk.app.jobs import Job, JobControl, Jobs

if TYPE_CHECKING:
    from studydesk.app.settings import Settings
    from studydesk.store.backup import Backup

EVERY = timedelta(hours=1)


class BackupService:
    """The window calls `run_if_due` after its first paint and once an `EVERY`."""

    def __init__(self, data_dir: Path, *, jobs: Jobs, settings: Settings) -> None:
        self._data_dir = data_dir
        self._jobs = jobs
        self._settings = settings

    @property
    def folder(self) -> Path:
        """Where the copies are."""
        from studydesk.store.backup import FOLDER

        return self._data_dir / FOLDER

    def list(self) -> list[Backup]:
        """The copies there are, newest first."""
        from studydesk.store.backup import backups

        return backups(self._data_dir)

    def run_if_due(self, now: datetime) -> Job[Backup] | None:
        """Start a backup when the learner wants them, the newest is older than an hour and something was written since."""
        from studydesk.store.backup import due

        if not self._settings.get("backup.hourly") or not due(self._data_dir, now=now, every=EVERY):
            return None
        return self.run(now)

    def run(self, now: datetime) -> Job[Backup]:
        """Start a backup. The job's error is an ExpectedError when the copy could not be made."""

        def work(_control: JobControl) -> Backup:
            from studydesk.store.backup import make_backup

            return make_backup(self._data_dir, now=now)

        return self._jobs.start("Backup", work)
