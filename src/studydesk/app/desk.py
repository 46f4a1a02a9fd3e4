"""Everything a page can ask and do, put together once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from studydesk.app.clock import Clock
from studydesk.app.hub import ChangeHub
from studydesk.app.navigator import Navigator
from studydesk.app.settings import Settings
from studydesk.app.uistate import UiState
from studydesk.app.undo import UndoStack
from studydesk.domain.days import from_millis, to_millis
from studydesk.domain.places import content_file as default_content_file
from studydesk.store.database import Database
from studydesk.store.repositories.settings import SettingsRepository
from studydesk.store.repositories.uistate import UiStateRepository

if TYPE_CHECKING:
    from studydesk.app.backups import BackupService
    from studydesk.app.charts import ChartsService
    from studydesk.app.jobs import Jobs
    from studydesk.app.library import LibraryService
    from studydesk.app.note_refresh import NoteRefresh
    from studydesk.app.notes import NotesService
    from studydesk.app.pages import PageService
    from studydesk.app.progress import ProgressService
    from studydesk.app.quotes import Quotes
    from studydesk.app.skills import SkillsService
    from studydesk.app.time import TimeService
    from studydesk.curriculum.content import Content
    from studydesk.domain.path import LearningPath
    from studydesk.store.repositories.ratings import RatingsRepository
    from studydesk.store.repositories.spans import SpansRepository


_CLOSED_AT = "closed_at"
#: a timer that ran so long while the program was closed may have been forgotten
FORGOTTEN_AFTER = timedelta(minutes=15)


class Desk:
    """The object graph that pages are given. Lives on one thread; jobs use connections of their own.

    What the frame of the window needs is made at once; the other services when they are first asked for,
    with what they import. Tests pass a `clock` and run jobs inline.
    """

    def __init__(
        self,
        database: Database,
        content: Content,
        *,
        data_dir: Path,
        clock: Clock | None = None,
        is_inline: bool = False,
    ) -> None:
        self.database = database
        self.content = content
        self.hub = ChangeHub()
        self.settings = Settings(SettingsRepository(database), self.hub)
        self.uistate = UiState(UiStateRepository(database))
        self.undo = UndoStack(self.hub)
        self.navigator = Navigator(self.hub)
        self.clock = clock if clock is not None else Clock(self._rollover_hour)
        self._data_dir = data_dir
        self._is_inline = is_inline

    @cached_property
    def path(self) -> LearningPath:
        """The learning path."""
        return self.content.path()

    @cached_property
    def progress(self) -> ProgressService:
        """How far the learner is."""
        from studydesk.app.progress import ProgressService
        from studydesk.store.repositories.statuses import StatusesRepository

        statuses = StatusesRepository(self.database)
        return ProgressService(self.database, statuses, path=self.path, hub=self.hub, clock=self.clock)

    @cached_property
    def time(self) -> TimeService:
        """Minutes and the timer."""
        from studydesk.app.time import TimeService

        return TimeService(
            self.database,
            self._spans,
            path=self.path,
            hub=self.hub,
            clock=self.clock,
            idle_seconds=self._idle_seconds,
        )

    @cached_property
    def jobs(self) -> Jobs:
        """Work on other threads."""
        from studydesk.app.jobs import Jobs

        return Jobs(self.hub, is_inline=self._is_inline)

    @cached_property
    def notes(self) -> NotesService:
        """Everything that can be done with notes."""
        from studydesk.app.notes import NotesService
        from studydesk.store.repositories.attachments import AttachmentsRepository
        from studydesk.store.repositories.notes import NotesRepository

        return NotesService(
            self.database,
            NotesRepository(self.database),
            AttachmentsRepository(self.database),
            path=self.path,
            hub=self.hub,
            trash_days=self._trash_days,
        )

    @cached_property
    def skills(self) -> SkillsService:
        """Comfort with skills."""
        from studydesk.app.skills import SkillsService

        return SkillsService(self.database, self._ratings, path=self.path, hub=self.hub, clock=self.clock)

    @cached_property
    def charts(self) -> ChartsService:
        """What the charts show."""
        from studydesk.app.charts import ChartsService

        return ChartsService(
            path=self.path, clock=self.clock, ratings=self._ratings, spans=self._spans, progress=self.progress
        )

    @cached_property
    def library(self) -> LibraryService:
        """Resources of the path and the learner's copies of them."""
        from studydesk.app.library import LibraryService
        from studydesk.store.repositories.copies import CopiesRepository

        return LibraryService(self.database, CopiesRepository(self.database), path=self.path, hub=self.hub)

    @cached_property
    def pages(self) -> PageService:
        """The bytes behind every address."""
        from studydesk.app.pages import PageService

        return PageService(self.content, notes=self.notes, library=self.library)

    @cached_property
    def quotes(self) -> Quotes:
        """Passages on their way from a page into the note."""
        from studydesk.app.quotes import Quotes

        return Quotes()

    @cached_property
    def backup(self) -> BackupService:
        """Copies of the file while it is used."""
        from studydesk.app.backups import BackupService

        return BackupService(self._data_dir, jobs=self.jobs, settings=self.settings)

    def note_refresh(self) -> NoteRefresh:
        """What is left to do with the links of notes when the path's titles are others than the last time."""
        from studydesk.app.note_refresh import NoteRefresh

        return NoteRefresh(self.notes, self.uistate, self.path)

    def forgotten_timer(self, now: datetime) -> datetime | None:
        """Until when the running timer is known to be right, when it went on for long without the program; else None.

        To be asked at the start. After a crash that is known only for the start of the timer.
        """
        timer = self.time.timer()
        if timer is None:
            return None
        seen = max(timer.started_at, from_millis(self.uistate.load(_CLOSED_AT, 0)))
        return seen if now - seen > FORGOTTEN_AFTER else None

    def settle(self, now: datetime) -> None:
        """What can wait until the window has been painted: the check of a big file, what has expired in the trash."""
        self.database.start_check()
        self.notes.purge_expired(now)

    def trace_sql(self, tell: Callable[[str], object] | None) -> None:
        """Tell every statement of this thread's connection, None to stop; a debug aid."""
        self.database.connection.set_trace_callback(tell)

    def close(self, now: datetime) -> None:
        """Write what is still in memory and close the file. Nothing of the desk may be used after.

        Raises ExpectedError when the last of it could not be written; the file is closed all the same.
        """
        with contextlib.ExitStack() as stack:
            stack.callback(self.content.close)
            stack.callback(self.database.close)
            stack.callback(self.uistate.flush)
            stack.callback(self.uistate.save, _CLOSED_AT, to_millis(now))
            if "time" in vars(self):
                stack.callback(self.time.pause, now)
            stack.callback(self.jobs.close)

    @cached_property
    def _spans(self) -> SpansRepository:
        from studydesk.store.repositories.spans import SpansRepository

        return SpansRepository(self.database)

    @cached_property
    def _ratings(self) -> RatingsRepository:
        from studydesk.store.repositories.ratings import RatingsRepository

        return RatingsRepository(self.database)

    def _rollover_hour(self) -> int:
        return self.settings.whole("day.rollover_hour")

    def _idle_seconds(self) -> int:
        return self.settings.whole("time.idle_seconds")

    def _trash_days(self) -> int:
        return self.settings.whole("notes.trash_days")


def open_desk(data_dir: Path, now: datetime, *, content_file: Path | None = None) -> Desk:
    """Open the profile in `data_dir` and the compiled path (None: the shipped one). Raises ExpectedError."""
    from studydesk.curriculum.content import Content

    content = Content.open(content_file if content_file is not None else default_content_file())
    try:
        database = Database.open(data_dir, now=now)
    except BaseException:
        content.close()
        raise
    try:
        return Desk(database, content, data_dir=data_dir)
    except BaseException:
        database.close()
        content.close()
        raise
