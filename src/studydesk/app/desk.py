"""Everything a page can ask and do, put together once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studydesk.app.backups import BackupService
from studydesk.app.charts import ChartsService
from studydesk.app.clock import Clock
from studydesk.app.hub import ChangeHub
from studydesk.app.jobs import Jobs
from studydesk.app.library import LibraryService
from studydesk.app.navigator import Navigator
from studydesk.app.progress import ProgressService
from studydesk.app.quotes import Quotes
from studydesk.app.settings import Settings
from studydesk.app.skills import SkillsService
from studydesk.app.time import TimeService
from studydesk.app.uistate import UiState
from studydesk.app.undo import UndoStack
from studydesk.domain.path import LearningPath
from studydesk.domain.places import content_file as default_content_file
from studydesk.store.database import Database
from studydesk.store.repositories.attachments import AttachmentsRepository
from studydesk.store.repositories.copies import CopiesRepository
from studydesk.store.repositories.notes import NotesRepository
from studydesk.store.repositories.ratings import RatingsRepository
from studydesk.store.repositories.settings import SettingsRepository
from studydesk.store.repositories.spans import SpansRepository
from studydesk.store.repositories.statuses import StatusesRepository
from studydesk.store.repositories.uistate import UiStateRepository

if TYPE_CHECKING:
    from studydesk.app.notes import NotesService
    from studydesk.app.pages import PageService
    from studydesk.curriculum.content import Content


@dataclass
class Desk:
    """The object graph that pages are given. Lives on one thread; jobs use connections of their own."""

    content: Content
    path: LearningPath
    hub: ChangeHub
    clock: Clock
    undo: UndoStack
    jobs: Jobs
    progress: ProgressService
    notes: NotesService
    skills: SkillsService
    time: TimeService
    settings: Settings
    uistate: UiState
    navigator: Navigator
    quotes: Quotes
    pages: PageService
    library: LibraryService
    charts: ChartsService
    backup: BackupService
    database: Database

    def settle(self, now: datetime) -> None:
        """What can wait until the window has been painted: the check of a big file, what has expired in the trash."""
        self.database.start_check()
        self.notes.purge_expired(now)

    def trace_sql(self, tell: Callable[[str], object] | None) -> None:
        """Tell every statement of this thread's connection, None to stop; a debug aid."""
        self.database.connection.set_trace_callback(tell)

    def close(self, now: datetime) -> None:
        """Write what is still in memory and close the file. Nothing of the desk may be used after."""
        self.jobs.close()
        self.time.pause(now)
        self.uistate.flush()
        self.database.close()
        self.content.close()


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
        return assemble(database, content, data_dir=data_dir)
    except BaseException:
        database.close()
        content.close()
        raise


def assemble(
    database: Database, content: Content, *, data_dir: Path, clock: Clock | None = None, is_inline: bool = False
) -> Desk:
    """The services over an open file and path. Tests pass a `clock` and run jobs inline."""
    from studydesk.app.notes import NotesService
    from studydesk.app.pages import PageService

    path = content.path()
    hub = ChangeHub()
    settings = Settings(SettingsRepository(database), hub)

    def rollover_hour() -> int:
        return settings.whole("day.rollover_hour")

    def idle_seconds() -> int:
        return settings.whole("time.idle_seconds")

    def trash_days() -> int:
        return settings.whole("notes.trash_days")

    clock = clock if clock is not None else Clock(rollover_hour)
    jobs = Jobs(hub, is_inline=is_inline)
    ratings, spans = RatingsRepository(database), SpansRepository(database)
    progress = ProgressService(database, StatusesRepository(database), path=path, hub=hub, clock=clock)
    notes = NotesService(
        database,
        NotesRepository(database),
        AttachmentsRepository(database),
        path=path,
        hub=hub,
        trash_days=trash_days,
    )
    library = LibraryService(database, CopiesRepository(database), path=path, hub=hub)
    return Desk(
        content=content,
        path=path,
        hub=hub,
        clock=clock,
        undo=UndoStack(hub),
        jobs=jobs,
        progress=progress,
        notes=notes,
        skills=SkillsService(database, ratings, path=path, hub=hub, clock=clock),
        time=TimeService(database, spans, path=path, hub=hub, clock=clock, idle_seconds=idle_seconds),
        settings=settings,
        uistate=UiState(UiStateRepository(database)),
        navigator=Navigator(hub),
        quotes=Quotes(),
        pages=PageService(content, notes=notes, library=library),
        library=library,
        charts=ChartsService(path=path, clock=clock, ratings=ratings, spans=spans, progress=progress),
        backup=BackupService(data_dir, jobs=jobs, settings=settings),
        database=database,
    )
